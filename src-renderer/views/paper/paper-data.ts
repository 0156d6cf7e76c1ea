import type { Dataset } from '../../../shared/domain/dataset.ts';
import type { Run } from '../../../shared/domain/run.ts';

/** How many runs on a data set, or on a subset of it, are finished. */
export function finishedOn({ name, fingerprint }: Dataset, runs: readonly Run[]): number {
  return runs.filter(({ status, config, datasetName }) => status === 'done' && (config.dataset === fingerprint || datasetName.startsWith(`${name} (`))).length;
}

/** The data set with most finished runs, the first of those with as many; undefined without any data set. */
export function mostRun(datasets: readonly Dataset[], runs: readonly Run[]): Dataset | undefined {
  const counted = datasets.map((dataset) => ({ dataset, finished: finishedOn(dataset, runs) }));
  return counted.reduce<(typeof counted)[number] | undefined>((best, each) => (best && best.finished >= each.finished ? best : each), undefined)?.dataset;
}
