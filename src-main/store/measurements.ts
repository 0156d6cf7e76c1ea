import type { RunConfig } from '../../shared/domain/run.ts';

/** How long one finished run took, and on what. */
export interface Measurement {
  config: RunConfig;
  seconds: number;
  /** Accepted iterations. */
  iterations: number;
  maliciousUsers: number;
  users: number;
  items: number;
  ratings: number;
}

/** Measured speed, for estimates. */
export interface MeasurementStore {
  /** Latest first, at most `limit` (default 20) of this attack and gradient id (null: none). */
  recent(attack: string, gradient: string | null, limit?: number): Measurement[];
}
