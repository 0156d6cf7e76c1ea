import type { ItemRow } from '../../shared/domain/dataset.ts';
import type { RatingsDataset } from './ratings-dataset.ts';

/** The factors that predict: users x rank and items x rank, row major. */
export interface FactorModel {
  rank: number;
  userFactors: Float64Array;
  itemFactors: Float64Array;
}

/** What to look for; absent fields look for everything. */
export interface ItemSearch {
  /** Part of the title or the whole id, in any case. */
  text?: string;
  /** Mean prediction over all users, in shifted units; needs a model. */
  predictedMean?: number;
  /** Largest distance from `predictedMean`; default 0.05. */
  within?: number;
}

/**
 * The items that match, with counts and means in shifted units. The nearest predicted mean comes first where
 * one is wanted, else the most rated; ties by ascending id.
 * @throws RangeError when a predicted mean is wanted and there is no model.
 */
export function findItems(
  dataset: RatingsDataset,
  model: FactorModel | null,
  search: ItemSearch = {},
): ItemRow[] {
  const { predictedMean, within = 0.05 } = search;
  if (predictedMean !== undefined && !model) throw new RangeError('predicted means need a trained model');
  const text = search.text?.trim().toLowerCase() ?? '';
  const predicted = model ? predictedItemMeans(model) : null;
  const rows: ItemRow[] = [];
  for (let j = 0; j < dataset.ratings.items; j++) {
    const title = dataset.titles[j];
    const item = dataset.itemIds[j];
    if (text && item.toLowerCase() !== text && !title?.toLowerCase().includes(text)) continue;
    const mean = predicted ? predicted[j] : null;
    if (predictedMean !== undefined && !(mean !== null && Math.abs(mean - predictedMean) <= within)) continue;
    rows.push({ item, title, ...ratingsOf(dataset, j), predictedMean: mean });
  }
  if (predictedMean === undefined) return rows.sort((a, b) => b.ratings - a.ratings);
  const distance = (row: ItemRow): number => Math.abs((row.predictedMean ?? Infinity) - predictedMean);
  return rows.sort((a, b) => distance(a) - distance(b));
}

/** Mean prediction over all users for every item: the mean user factor times the item's. */
export function predictedItemMeans(model: FactorModel): Float64Array {
  const { rank, userFactors, itemFactors } = model;
  const users = userFactors.length / rank;
  const meanUser = new Float64Array(rank);
  for (let at = 0; at < userFactors.length; at++) meanUser[at % rank] += userFactors[at];
  return Float64Array.from({ length: itemFactors.length / rank }, (_, j) => {
    let sum = 0;
    for (let f = 0; f < rank; f++) sum += meanUser[f] * itemFactors[j * rank + f];
    return sum / users;
  });
}

function ratingsOf(dataset: RatingsDataset, j: number): { ratings: number; mean: number } {
  const { colStart, colEntry, rowValue } = dataset.ratings;
  let sum = 0;
  for (let at = colStart[j]; at < colStart[j + 1]; at++) sum += rowValue[colEntry[at]];
  const ratings = colStart[j + 1] - colStart[j];
  return { ratings, mean: ratings ? sum / ratings : 0 };
}
