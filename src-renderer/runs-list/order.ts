import type { TableSort } from '../components/table.ts';
import type { RunField } from './field.ts';
import { compareValues } from './field.ts';
import type { ListedRun } from './listed-run.ts';

/**
 * Runs in the order of a field; equal ones keep theirs, those without a value come last either way. Of several
 * values the first counts. Without a field they stay as given.
 */
export function orderRuns(runs: readonly ListedRun[], field: RunField | undefined, direction: TableSort['direction']): readonly ListedRun[] {
  if (field === undefined) return runs;
  const rank = ranksOf(runs, field, direction === 'ascending' ? 1 : -1);
  // Typed arrays sort numbers without asking for every pair: a third of the time of sorting the runs themselves.
  const sorted = rank.toSorted();
  const placed = new Uint32Array(runs.length);
  const ordered = new Array<ListedRun>(runs.length);
  for (let at = 0; at < runs.length; at++) {
    const first = firstOf(sorted, rank[at]);
    ordered[first + placed[first]++] = runs[at];
  }
  return ordered;
}

/** Numbers in the order of the runs' values: themselves, or the places of words among each other; Infinity for none. */
function ranksOf(runs: readonly ListedRun[], field: RunField, sign: 1 | -1): Float64Array {
  const ranks = new Float64Array(runs.length);
  for (let at = 0; at < runs.length; at++) {
    const value = field.values(runs[at])[0] ?? '';
    if (typeof value === 'string' && value !== '') return placesOf(runs, field, sign);
    ranks[at] = value === '' ? Infinity : sign * Number(value);
  }
  return ranks;
}

/** The same where some values are words: few are compared for many runs, each once. */
function placesOf(runs: readonly ListedRun[], field: RunField, sign: 1 | -1): Float64Array {
  const values = runs.map((listed) => field.values(listed)[0] ?? '');
  const places = new Map([...new Set(values)].sort(compareValues).map((value, place) => [value, place]));
  return Float64Array.from(values, (value) => (value === '' ? Infinity : sign * (places.get(value) ?? 0)));
}

/** Where a number that is in it first stands in a sorted array. */
function firstOf(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
