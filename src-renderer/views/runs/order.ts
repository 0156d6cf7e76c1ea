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
  const sign = direction === 'ascending' ? 1 : -1;
  const values = runs.map((listed) => field.values(listed)[0] ?? '');
  const places = values.every((value) => typeof value === 'number' || value === '') ? null : placesOf(values);
  const rank = Float64Array.from(values, (value) => (value === '' ? Infinity : sign * (places === null ? Number(value) : (places.get(value) ?? 0))));
  const order = Uint32Array.from(runs, (_, at) => at).sort((a, b) => (rank[a] === rank[b] ? a - b : rank[a] < rank[b] ? -1 : 1));
  return Array.from(order, (at) => runs[at]);
}

/** Few words are compared for many runs: each once. */
function placesOf(values: readonly FieldValue[]): Map<FieldValue, number> {
  return new Map([...new Set(values)].sort(compareValues).map((value, place) => [value, place]));
}
