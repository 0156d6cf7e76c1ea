import type { TableSort } from '../../components/table.ts';
import type { FieldValue, RunField } from './field.ts';
import { compareValues } from './field.ts';
import type { ListedRun } from './listed-run.ts';

/**
 * Runs in the order of a field; equal ones keep theirs, those without a value come last either way. Of several
 * values the first counts. Without a field they stay as given.
 */
export function orderRuns(runs: readonly ListedRun[], field: RunField | undefined, direction: TableSort['direction']): readonly ListedRun[] {
  if (field === undefined) return runs;
  const rank = ranksOf(runs.map((listed) => field.values(listed)[0] ?? ''), direction === 'ascending' ? 1 : -1);
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

/** Numbers in the order of the values: themselves, or the places of words among each other; Infinity for none. */
function ranksOf(values: readonly FieldValue[], sign: 1 | -1): Float64Array {
  const places = values.every((value) => typeof value === 'number' || value === '') ? null : placesOf(values);
  return Float64Array.from(values, (value) => (value === '' ? Infinity : sign * (places === null ? Number(value) : (places.get(value) ?? 0))));
}

/** Few words are compared for many runs: each once. */
function placesOf(values: readonly FieldValue[]): Map<FieldValue, number> {
  return new Map([...new Set(values)].sort(compareValues).map((value, place) => [value, place]));
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
