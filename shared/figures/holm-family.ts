import { formatCount } from './drawing/format.ts';

/** Over how many comparisons p is corrected: those that have one. */
export function familySize(corrected: readonly unknown[]): number {
  return corrected.filter((p) => typeof p === 'number').length;
}

/** The family in words, as in `the 9 comparisons of this table`; `all comparisons of this table` while none has a p. */
export function familyWords(size: number, one: string, rest: string): string {
  if (size === 1) return `the one ${one} ${rest}`;
  return size === 0 ? `all ${one}s ${rest}` : `the ${formatCount(size)} ${one}s ${rest}`;
}
