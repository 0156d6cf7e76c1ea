import type { Axis } from '../../shared/domain/campaign.ts';

/** An axis as it is edited. A range is kept as from, to, step; the file holds the values it expands to. */
export type AxisDraft =
  | { kind: 'values'; path: string; values: readonly unknown[] }
  | { kind: 'range'; path: string; from: number; to: number; step: number }
  | { kind: 'paired'; paths: readonly string[]; tuples: readonly (readonly unknown[])[] };

/** Longest range that is expanded; beyond it the axis counts as empty and the form says so. */
export const longestRange = 10_000;

/** Every path that the axis sets. */
export function pathsOf(axis: AxisDraft): readonly string[] {
  return axis.kind === 'paired' ? axis.paths : [axis.path];
}

/** How many values the axis has; 0 for a range that reaches nothing. */
export function lengthOf(axis: AxisDraft): number {
  if (axis.kind === 'paired') return axis.tuples.length;
  return axis.kind === 'values' ? axis.values.length : expandRange(axis.from, axis.to, axis.step).length;
}

/**
 * `from`, `from + step`, ... up to and including `to`; downwards when `step` is negative. Every value is
 * `from + i * step` rounded to the decimals of the three numbers, so that 0.1 steps stay 0.1 steps.
 * Empty when the step leads away, is 0, or more than {@link longestRange} values would result.
 */
export function expandRange(from: number, to: number, step: number): number[] {
  if (![from, to, step].every(Number.isFinite) || step === 0) return [];
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count < 1 || count > longestRange) return [];
  const decimals = Math.min(15, Math.max(decimalsOf(from), decimalsOf(to), decimalsOf(step)));
  return Array.from({ length: count }, (_, index) => Number((from + index * step).toFixed(decimals)));
}

/** The axis as the campaign file holds it. */
export function toAxis(axis: AxisDraft): Axis {
  if (axis.kind === 'paired') return { path: [...axis.paths], values: axis.tuples.map((tuple) => [...tuple]) };
  const values = axis.kind === 'values' ? [...axis.values] : expandRange(axis.from, axis.to, axis.step);
  return { path: axis.path, values };
}

/**
 * The axis of a campaign file as it is edited. Three or more whole numbers with equal steps, or two seeds in a row, become
 * a range, provided that the range expands to exactly these numbers.
 */
export function fromAxis(axis: Axis): AxisDraft {
  if (typeof axis.path !== 'string') {
    const tuples = axis.values.map((value) => (Array.isArray(value) ? [...value] : [value]));
    return { kind: 'paired', paths: [...axis.path], tuples };
  }
  return asRange(axis.path, axis.values) ?? { kind: 'values', path: axis.path, values: [...axis.values] };
}

/** The axis with every value written out, as chips. */
export function asValues(axis: AxisDraft): AxisDraft {
  if (axis.kind === 'values') return axis;
  if (axis.kind === 'range') return { kind: 'values', path: axis.path, values: toAxis(axis).values };
  return { kind: 'values', path: axis.paths[0], values: axis.tuples.map((tuple) => tuple[0]) };
}

/** The axis as from, to, step; from its smallest and largest number when its steps are not equal. */
export function asRangeDraft(axis: AxisDraft): AxisDraft {
  if (axis.kind === 'range') return axis;
  const { path, values } = asValues(axis) as { path: string; values: readonly unknown[] };
  const exact = asRange(path, values);
  if (exact !== null) return exact;
  const numbers = values.filter((value) => typeof value === 'number');
  const from = numbers.length > 0 ? Math.min(...numbers) : 1;
  const to = numbers.length > 0 ? Math.max(...numbers) : 1;
  const step = to > from && numbers.length > 1 ? Number(((to - from) / (numbers.length - 1)).toPrecision(6)) : 1;
  return { kind: 'range', path, from, to, step };
}

/** Values of an axis as a range where they make one, whole numbers or not, two of them already: how a person sees a range that was typed. */
export function asTypedRange(path: string, values: readonly unknown[]): AxisDraft {
  const numbers = values.filter((value) => typeof value === 'number');
  const step = Number((numbers[1] - numbers[0]).toPrecision(12));
  const same = numbers.length === values.length && numbers.length > 1 && isRangeOf(numbers, step);
  return same ? { kind: 'range', path, from: numbers[0], to: numbers[numbers.length - 1], step } : { kind: 'values', path, values };
}

/** Adds one more path to the axis, with `value` beside each value that it has. */
export function pairWith(axis: AxisDraft, path: string, value: unknown): AxisDraft {
  const paths = [...pathsOf(axis), path];
  const rows = axis.kind === 'paired' ? axis.tuples : toAxis(axis).values.map((single) => [single]);
  return { kind: 'paired', paths, tuples: rows.map((row) => [...row, value]) };
}

/** Takes a path out of a paired axis; what remains of a pair is a plain axis. Null when nothing remains. */
export function withoutPath(axis: AxisDraft, path: string): AxisDraft | null {
  if (axis.kind !== 'paired') return axis.path === path ? null : axis;
  const kept = axis.paths.map((name, index) => ({ name, index })).filter(({ name }) => name !== path);
  if (kept.length === axis.paths.length) return axis;
  if (kept.length === 0) return null;
  const tuples = axis.tuples.map((tuple) => kept.map(({ index }) => tuple[index]));
  if (kept.length > 1) return { kind: 'paired', paths: kept.map(({ name }) => name), tuples };
  return { kind: 'values', path: kept[0].name, values: distinct(tuples.map((tuple) => tuple[0])) };
}

/** Values with others behind them; numbers are put where they belong among some that ascend, an order that somebody chose stays. */
export function joined<V>(values: readonly V[], added: readonly V[]): V[] {
  const all = [...values, ...added];
  const ascend = values.length > 0 && values.every((value, at) => at === 0 || Number(value) > Number(values[at - 1]));
  return ascend && all.every((value) => typeof value === 'number') ? all.sort((a, b) => Number(a) - Number(b)) : all;
}

/** A list with the item at `from` moved to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

function asRange(path: string, values: readonly unknown[]): AxisDraft | null {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < 2 || numbers.length < values.length || !numbers.every(Number.isInteger)) return null;
  const step = numbers[1] - numbers[0];
  if (numbers.length === 2 && (path !== 'seed' || step !== 1)) return null;
  return isRangeOf(numbers, step) ? { kind: 'range', path, from: numbers[0], to: numbers[numbers.length - 1], step } : null;
}

function isRangeOf(numbers: readonly number[], step: number): boolean {
  const expanded = expandRange(numbers[0], numbers[numbers.length - 1], step);
  return expanded.length === numbers.length && expanded.every((value, index) => value === numbers[index]);
}

function decimalsOf(value: number): number {
  const [mantissa, exponent] = String(value).toLowerCase().split('e');
  const written = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, written - Number(exponent ?? 0));
}

function distinct(values: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return seen.has(text) ? false : seen.add(text);
  });
}
