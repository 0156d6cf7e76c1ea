import type { Dataset } from '../../../shared/domain/dataset.ts';

/**
 * What the field of a campaign's data set offers: every data set by name. One that the campaign has by its fingerprint
 * keeps that as its value and is shown by its name; one that the library does not have stands last, and says so.
 * @param source name or fingerprint, as the campaign has it
 */
export function datasetOptions(datasets: readonly Pick<Dataset, 'name' | 'fingerprint'>[], source: string): { value: string; label: string }[] {
  const named = datasets.some(({ name }) => name === source);
  const listed = datasets.map(({ name, fingerprint }) => ({ value: !named && fingerprint === source ? source : name, label: name }));
  return listed.some(({ value }) => value === source) ? listed : [...listed, { value: source, label: `${source}, not here` }];
}
