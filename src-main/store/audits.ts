import { storedAuditSchema, type StoredAudit } from '../../shared/domain/gradient-audit.ts';
import type { Database } from './database.ts';
import { readable, readRecord, unreadable, type UnreadableRecord } from './read-record.ts';

/** Gradient audits, each by the key of what was audited and how. One that this version cannot read counts as not made. */
export interface AuditStore {
  /** Null when it was never made. */
  get(key: string): StoredAudit | null;
  /** The latest of a subject, whatever its directions and iterations; null where none was made. */
  latest(subject: string): StoredAudit | null;
  /** What was audited, each once, without reading the audits. */
  subjects(): Set<string>;
  /** Latest first. */
  list(): StoredAudit[];
  /** Those that another version stored, latest first. */
  unreadable(): UnreadableRecord[];
  /** A key is stored once: another write of it changes nothing, unless what is there cannot be read. They go for good with their data set. */
  put(audit: StoredAudit): void;
}

interface Row {
  key: string;
  record: string;
}

/** The gradient audits of a library. */
export function auditStore(database: Database): AuditStore {
  const read = ({ key, record }: Row) => readRecord(storedAuditSchema, key, record);
  const all = () => database.all<Row>('SELECT key, record FROM audits ORDER BY created_at DESC, rowid DESC').map(read);
  function get(key: string): StoredAudit | null {
    return readable(database.all<Row>('SELECT key, record FROM audits WHERE key = ?', key).map(read))[0] ?? null;
  }
  return {
    get,
    latest(subject) {
      const rows = database.all<Row>('SELECT key, record FROM audits WHERE subject = ? ORDER BY created_at DESC, rowid DESC', subject);
      for (const row of rows) {
        const [audit] = readable([read(row)]);
        if (audit) return audit;
      }
      return null;
    },
    subjects: () => new Set(database.all<{ subject: string }>('SELECT DISTINCT subject FROM audits').map(({ subject }) => subject)),
    list: () => readable(all()),
    unreadable: () => unreadable(all()),
    put: (audit) =>
      database.write('store the audit', () => {
        if (get(audit.key) === null) database.run('DELETE FROM audits WHERE key = ?', audit.key);
        database.run(
          'INSERT INTO audits VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
          ...[audit.key, audit.subject, audit.config.dataset],
          ...[JSON.stringify(audit), audit.provenance.finishedAt],
        );
      }),
  };
}
