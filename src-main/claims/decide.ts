import type { Finding } from './claim.ts';

/** What a rule says of some seeds; as in a judged claim's conditions. */
export interface Decision {
  measured: number;
  interval: { low: number; high: number } | null;
  overTargets: { low: number; high: number } | null;
  n: number;
  holds: boolean | null;
  because: string;
}

/**
 * What a finding says once its seeds and their targets are counted: undecided below the least, and from there on a rule that
 * is not shown to be met is not met.
 */
export function decided({ measured, interval, overTargets, n, met, because, leastN, targets, leastTargets }: Finding): Decision {
  const found = { measured, interval, overTargets, n };
  if (n < leastN) return { ...found, holds: null, because: `${n} of at least ${leastN} seeds` };
  if (targets < leastTargets) return { ...found, holds: null, because: `${targets} of at least ${leastTargets} targets` };
  if (met === null) return { ...found, holds: false, because: `${notShown}: ${because} at n = ${n}` };
  return { ...found, holds: met, because };
}

/** Whether a rule was missed because its interval reaches across the threshold, and not because it lies beyond. */
export function isNotShown({ because }: Pick<Decision, 'because'>): boolean {
  return because.startsWith(notShown);
}

const notShown = 'not shown';
