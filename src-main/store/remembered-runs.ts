import type { Run } from '../../shared/domain/run.ts';
import type { Database } from './database.ts';
import { configReader, readerOfMany, statusOf, toRun, type RunRow } from './run-records.ts';

/** Of more runs those read first are forgotten, so that a library of any size fits. */
const most = 20_000;

/** Runs of lists, which thousands of requests ask for again. */
export interface RememberedRuns {
  /** The runs of rows in their order; one whose row reads as it did before is the same object, which nobody changes. */
  read(select: () => readonly RunRow[]): Run[];
  /** The runs of keys in their order, none of which is in the bin; null unless all were read and cannot have changed since. */
  known(keys: readonly string[]): Run[] | null;
}

/** Remembers what rows said: a run of which nothing changed is not parsed again, and what figures know of it holds. */
export function rememberedRuns(database: Database): RememberedRuns {
  const known = new Map<string, { row: RunRow; run: Run; version: string }>();
  let configOf = configReader();

  function forget() {
    if (known.size <= most) return;
    for (const key of [...known.keys()].slice(0, known.size - most)) known.delete(key);
    // It keeps every configuration that it read.
    configOf = configReader();
  }

  return {
    read(select) {
      const version = database.version();
      const rows = select();
      const reader = readerOfMany(database, configOf);
      const runs = rows.map((row) => {
        const before = known.get(row.key);
        if (before && sameRow(before.row, row) && before.run.status === statusOf(row, reader.running) && before.run.run.length === reader.prefixOf(row.key)) {
          before.version = version;
          return before.run;
        }
        const run = toRun(row, reader);
        known.set(row.key, { row, run, version });
        return run;
      });
      forget();
      return runs;
    },
    known(keys) {
      const version = database.version();
      const runs: Run[] = [];
      for (const key of keys) {
        const entry = known.get(key);
        if (entry?.version !== version || !isSettled(entry.run)) return null;
        runs.push(entry.run);
      }
      return runs;
    },
  };
}

/** A run that waits also depends on who is alive to work on it. */
function isSettled({ status, deletedAt }: Run): boolean {
  return status !== 'queued' && status !== 'running' && deletedAt === null;
}

function sameRow(a: RunRow, b: RunRow): boolean {
  return (
    a.status === b.status &&
    a.seconds === b.seconds &&
    a.finished_at === b.finished_at &&
    a.deleted_at === b.deleted_at &&
    a.malicious_users === b.malicious_users &&
    a.label === b.label &&
    a.dataset_name === b.dataset_name &&
    a.error === b.error &&
    a.metrics === b.metrics &&
    a.config === b.config
  );
}
