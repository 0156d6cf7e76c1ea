import type { DatasetProfile } from '../../shared/domain/dataset.ts';
import type { DatasetFigure } from '../../shared/figures/dataset/dataset-figure.ts';
import { datasetFigures } from '../../shared/figures/dataset/list.ts';
import { readRatingsCache } from '../ratings/cache.ts';
import { profileDataset } from '../ratings/profile.ts';
import type { ServiceContext } from './context.ts';
import { requireDataset, unknownName } from './unknown-name.ts';

/**
 * A figure of a data set, and the profile that it is made from.
 * @throws LabError not-found naming the nearest figure or data set
 */
export function datasetFigure(
  { store }: Pick<ServiceContext, 'store'>,
  { figure, dataset }: { figure: string; dataset: string },
): { definition: DatasetFigure; profile: DatasetProfile } {
  const definition = datasetFigures.find(({ id }) => id === figure);
  if (definition === undefined) {
    throw unknownName(
      'figure of data sets',
      figure,
      datasetFigures.map(({ id }) => id),
    );
  }
  const record = requireDataset(store, dataset);
  return { definition, profile: profileDataset(readRatingsCache(store.datasets.cachePath(record.fingerprint)), record) };
}
