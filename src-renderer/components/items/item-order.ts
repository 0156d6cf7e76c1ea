import type { ItemRow } from '../../../shared/domain/dataset.ts';
import type { TableSort } from '../table.ts';
import { sortRows } from '../table.ts';

/** What of a list of items is shown; absent fields show everything. */
export interface ItemFilter {
  /** Words that the title holds, in any order, case and accent aside; or a whole id. */
  search: string;
  /** A predicted mean in shifted units, and how far from it an item may be. */
  predictedMean: number | null;
  within: number;
}

/** Most rated first: how items are listed where nobody asks for another order. */
export const usualOrder: TableSort = { key: 'ratings', direction: 'descending' };

/** How each column of the list sorts. */
const columns: { key: string; label: string; sort: (row: ItemRow) => string | number | null }[] = [
  { key: 'item', label: '', sort: ({ item }) => (/^\d{1,15}$/.test(item) ? Number(item) : item) },
  { key: 'title', label: '', sort: ({ title }) => title },
  { key: 'ratings', label: '', sort: ({ ratings }) => ratings },
  { key: 'mean', label: '', sort: ({ mean }) => mean },
  { key: 'predictedMean', label: '', sort: ({ predictedMean }) => predictedMean },
];

/** An item with its title as searches compare it. */
export interface ListedItem extends ItemRow {
  folded: string;
}

/** Items ready to be searched, in the order of a column; rows without its value come last. */
export function orderItems(items: readonly ItemRow[], sort: TableSort): ListedItem[] {
  return sortRows(items, columns, sort).map((row) => ({ ...row, folded: fold(row.title ?? '') }));
}

/** Those that a filter lets through, in the order given. */
export function filterItems(items: readonly ListedItem[], { search, predictedMean, within }: ItemFilter): readonly ListedItem[] {
  const wanted = fold(search.trim());
  const words = wanted.split(/\s+/).filter(Boolean);
  if (words.length === 0 && predictedMean === null) return items;
  return items.filter((row) => {
    if (predictedMean !== null && !(row.predictedMean !== null && Math.abs(row.predictedMean - predictedMean) <= within)) return false;
    return row.item.toLowerCase() === wanted || words.every((word) => row.folded.includes(word));
  });
}

/** Lower case without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
