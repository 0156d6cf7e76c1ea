import { calibrationReleases, releaseOf } from '../../../shared/domain/calibration.ts';
import type { CalibrationRow } from '../../../shared/domain/audit.ts';
import type { Dataset } from '../../../shared/domain/dataset.ts';

/** What calibration can be made on: a data set's fingerprint, or all that serve. */
export interface DataChoice {
  value: string;
  label: string;
  hint: string;
}

/** Stands for every data set that serves. */
export const everyData = 'all';

/** Choices of data: all that serve, then each of them, when there is more than one. */
export function dataChoices(datasets: readonly Dataset[]): DataChoice[] {
  const serving = servingDatasets(datasets);
  if (serving.length < 2) {
    return [{ value: everyData, label: serving[0]?.name ?? 'no data yet', hint: serving.length === 1 ? wholeOf(serving[0]) : 'No data set is the whole of a release' }];
  }
  const all = { value: everyData, label: 'every release here', hint: 'The first data set of each' };
  return [all, ...serving.map((dataset) => ({ value: dataset.fingerprint, label: dataset.name, hint: wholeOf(dataset) }))];
}

/** Data sets that published values are of. */
export function servingDatasets(datasets: readonly Dataset[]): Dataset[] {
  return datasets.filter((dataset) => releaseOf(dataset) !== undefined);
}

/** Titles of the releases that rows want and could not be measured on. */
export function missingReleases(rows: readonly CalibrationRow[]): string[] {
  const wanted = new Set(rows.filter(({ status }) => status === 'no data').map(({ release }) => release));
  return calibrationReleases.filter(({ layout }) => wanted.has(layout)).map(({ title }) => title);
}

function wholeOf(dataset: Dataset): string {
  return `All of ${releaseOf(dataset)?.title ?? dataset.name}`;
}
