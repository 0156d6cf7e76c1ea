import type { RunConfig } from '../../shared/domain/run.ts';
import { uniquenessSchema, type Uniqueness } from '../../shared/domain/uniqueness.ts';
import type { Database } from './database.ts';
import { readable, readRecord } from './read-record.ts';

/** Uniqueness checks of finished runs; one goes with its run. One that this version cannot read counts as not made: it is offered again. */
export interface UniquenessStore {
  /** By key of the run; null where none was made. */
  get(run: string): Uniqueness | null;
  /** Takes the place of an earlier one. */
  put(run: string, check: Uniqueness): void;
  /** Every check, by key of the run. */
  all(): Map<string, Uniqueness>;
  /** Those of runs on a data set (fingerprint) with their configurations, latest first. */
  ofDataset(dataset: string): { config: RunConfig; check: Uniqueness }[];
}

/** The uniqueness checks of a library. */
export function uniquenessStore(database: Database): UniquenessStore {
  const read = (record: string): Uniqueness[] => readable([readRecord(uniquenessSchema, '', record)]);
  return {
    get(run) {
      const row = database.one<{ record: string }>('SELECT record FROM uniqueness WHERE run = ?', run);
      return row === undefined ? null : (read(row.record)[0] ?? null);
    },
    ofDataset: (dataset) =>
      database
        .all<{ config: string; record: string }>(
          'SELECT r.config, u.record FROM uniqueness u JOIN runs r ON r.key = u.run WHERE r.dataset = ? ORDER BY u.created_at DESC, u.rowid DESC',
          dataset,
        )
        .flatMap(({ config, record }) => read(record).map((check) => ({ config: JSON.parse(config) as RunConfig, check }))),
    put: (run, check) =>
      database.write('store the uniqueness check', () => {
        database.run(
          'INSERT INTO uniqueness VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET record = excluded.record, created_at = excluded.created_at',
          run,
          JSON.stringify(check),
          new Date().toISOString(),
        );
      }),
    all() {
      const rows = database.all<{ run: string; record: string }>('SELECT run, record FROM uniqueness');
      return new Map(rows.flatMap(({ run, record }) => read(record).map((check) => [run, check] as const)));
    },
  };
}
