import type { Metrics, RunConfig } from '../../shared/domain/run.ts';
import type { Database } from './database.ts';

/** How long one finished run took, over all threads, and on what. */
export interface Measurement {
  config: RunConfig;
  /** Null for a run from before they were counted. */
  coreSeconds: number | null;
  /** As a wall clock showed it. */
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
  /** Latest first, of any attack, at most `limit` (default 20). */
  latest(limit?: number): Measurement[];
}

interface Row {
  config: string;
  metrics: string;
  core_seconds: number | null;
  seconds: number;
  malicious_users: number;
  users: number;
  items: number;
  ratings: number;
}

const select = `
  SELECT r.config, r.metrics, json_extract(r.provenance, '$.coreSeconds') AS core_seconds, r.seconds, r.malicious_users, d.users, d.items, d.ratings
  FROM runs r JOIN datasets d ON d.fingerprint = r.dataset WHERE r.status = 'done'`;
const order = 'ORDER BY r.finished_at DESC LIMIT ?';

/** Measured speed, read off the finished runs whose data set is still known. */
export function measurementStore(database: Database): MeasurementStore {
  return {
    recent: (attack, gradient, limit = 20) =>
      database
        .all<Row>(`${select} AND r.attack = ? AND r.gradient IS ? ${order}`, attack, gradient, limit)
        .map(toMeasurement),
    latest: (limit = 20) => database.all<Row>(`${select} ${order}`, limit).map(toMeasurement),
  };
}

function toMeasurement(row: Row): Measurement {
  const { config, metrics, malicious_users: maliciousUsers, core_seconds: coreSeconds, ...rest } = row;
  const { iterations } = JSON.parse(metrics) as Metrics;
  return { ...rest, coreSeconds, config: JSON.parse(config) as RunConfig, iterations, maliciousUsers };
}
