import type { ClaimReading } from '../../../shared/domain/claim.ts';

/** What was tried under one reading of the paper. */
export interface ReadingGroup {
  reading: string;
  /** By gradient and β, in the order given. */
  tried: ClaimReading[];
  /** Whether the verdict counts any of it. */
  counts: boolean;
}

/** Readings by their words, in the order of first appearance. */
export function byReading(readings: readonly ClaimReading[]): ReadingGroup[] {
  const groups = new Map<string, ClaimReading[]>();
  for (const each of readings) groups.set(each.reading, [...(groups.get(each.reading) ?? []), each]);
  return [...groups].map(([reading, tried]) => ({ reading, tried, counts: tried.some(({ counts }) => counts) }));
}

/** Which gradient and β one result is of, and its note. */
export function cellWords({ gradient, beta, note }: ClaimReading): string[] {
  return [gradient ?? 'no gradient', beta === null ? '' : `β = ${beta}`, note];
}
