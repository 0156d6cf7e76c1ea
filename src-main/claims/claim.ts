import type { ClaimCondition } from '../../shared/domain/claim.ts';
import type { ClaimRun } from './claim-run.ts';

/** A claim of the paper and the rule by which stored runs decide it; both stand before any run is made. */
export interface ClaimDefinition {
  id: string;
  /** In a sentence, close to the paper's words. */
  claim: string;
  /** Section and figure of the paper. */
  source: string;
  /** Statistic, direction, threshold, least number of replicates. */
  rule: string;
  /** What is measured. */
  unit: string;
  /** One condition for each setting of every switch that the runs show. */
  measure(runs: readonly ClaimRun[]): ClaimCondition[];
}

/** Outcome of an interval against a threshold: true above it, false below it, null across it. */
export function above(interval: { low: number; high: number } | null, threshold: number): boolean | null {
  if (interval === null) return null;
  if (interval.low > threshold) return true;
  return interval.high < threshold ? false : null;
}
