import type { StoredAudit } from '../../shared/domain/gradient-audit.ts';
import type { Database } from './database.ts';

/** Gradient audits, each by the key of what was audited and how. */
export interface AuditStore {
  /** Null when it was never made. */
  get(key: string): StoredAudit | null;
  /** The latest of a subject, whatever its directions and iterations; null where none was made. */
  latest(subject: string): StoredAudit | null;
  /** Latest first. */
  list(): StoredAudit[];
  /** A key is stored once: another write of it changes nothing. They go for good with their data set. */
  put(audit: StoredAudit): void;
}

/** The gradient audits of a library. */
export function auditStore(database: Database): AuditStore {
  const read = (row: { record: string } | undefined) => (row === undefined ? null : (JSON.parse(row.record) as StoredAudit));
  return {
    get: (key) => read(database.one<{ record: string }>('SELECT record FROM audits WHERE key = ?', key)),
    latest: (subject) =>
      read(
        database.one<{ record: string }>(
          'SELECT record FROM audits WHERE subject = ? ORDER BY created_at DESC, rowid DESC LIMIT 1',
          subject,
        ),
      ),
    list: () =>
      database
        .all<{ record: string }>('SELECT record FROM audits ORDER BY created_at DESC, rowid DESC')
        .map(({ record }) => JSON.parse(record) as StoredAudit),
    put: (audit) =>
      database.write('store the audit', () => {
        database.run(
          'INSERT INTO audits VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
          ...[audit.key, audit.subject, audit.config.dataset],
          ...[JSON.stringify(audit), audit.provenance.finishedAt],
        );
      }),
  };
}
