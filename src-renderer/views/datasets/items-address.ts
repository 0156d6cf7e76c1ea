import type { LocationQuery } from 'vue-router';
import type { TableSort } from '../../components/table.ts';
import type { ItemFilter } from '../../components/items/item-order.ts';
import { usualOrder } from '../../components/items/item-order.ts';

/** The usual width around a predicted mean, in shifted units. */
const usualWidth = 0.05;

/** The order that an address asks for. */
export function sortOf(query: LocationQuery): TableSort {
  const [key, direction] = text(query, 'sort').split(':');
  return key && (direction === 'ascending' || direction === 'descending') ? { key, direction } : usualOrder;
}

/** What an address searches for. */
export function filterOf(query: LocationQuery): ItemFilter {
  return { search: text(query, 'q'), predictedMean: number(query, 'mean'), within: number(query, 'within') ?? usualWidth };
}

/** The order as an address holds it; what is usual is left out. */
export function sortQuery({ key, direction }: TableSort): { sort: string | undefined } {
  return { sort: key === usualOrder.key && direction === usualOrder.direction ? undefined : `${key}:${direction}` };
}

/** The search as an address holds it; what is usual is left out. */
export function filterQuery({ search, predictedMean, within }: ItemFilter): Record<'q' | 'mean' | 'within', string | undefined> {
  return {
    q: search === '' ? undefined : search,
    mean: predictedMean === null ? undefined : String(predictedMean),
    within: within === usualWidth ? undefined : String(within),
  };
}

function text(query: LocationQuery, key: string): string {
  const value = query[key];
  return typeof value === 'string' ? value : '';
}

function number(query: LocationQuery, key: string): number | null {
  const value = text(query, key) === '' ? NaN : Number(text(query, key));
  return Number.isFinite(value) ? value : null;
}
