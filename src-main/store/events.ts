import { keptEvents, type QueueEvent } from '../../shared/domain/queue.ts';
import type { Database } from './database.ts';

/** What happened in a library, whichever process did it; steps of runs are not among it. */
export interface EventStore {
  /** Latest first, at most `limit`; the run of one is null where it is gone for good. */
  latest(limit: number): QueueEvent[];
  /** Whether earlier events went for new ones. */
  dropped(): boolean;
  /** Keeps some, in the order in which they happened, as the latest; of all, the last 1,000 stay. Steps are left out. */
  add(events: readonly QueueEvent[]): void;
}

/** The events of a library. */
export function eventStore(database: Database): EventStore {
  return {
    latest: (limit) => database.all<QueueEvent>('SELECT at, message, run, kind FROM events ORDER BY id DESC LIMIT ?', limit),
    dropped: () => (database.one<{ first: number | null }>('SELECT min(id) AS first FROM events')?.first ?? 1) > 1,
    add: (events) =>
      database.write('keep what happened', () => {
        for (const { at, message, run, kind } of events) {
          if (kind === 'step') continue;
          const sql = 'INSERT INTO events (at, message, run, kind) VALUES (?, ?, (SELECT key FROM runs WHERE key = ?), ?)';
          database.run(sql, at, message, run, kind);
        }
        database.run('DELETE FROM events WHERE id <= (SELECT max(id) FROM events) - ?', keptEvents);
      }),
  };
}
