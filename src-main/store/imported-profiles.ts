import type { ImportedProfiles } from '../../shared/domain/profiles.ts';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import { recordPayload, stagePayload, type PayloadStore } from './payloads.ts';
import { decodeProfiles, encodeProfiles, type StoredProfiles } from './profiles.ts';

/**
 * Malicious profiles that were imported, by the SHA-256 of their bytes and the data set whose columns they name.
 * A run's own profiles have the same bytes: imported again they have the hash that the run's are stored under.
 */
export interface ImportedProfilesStore {
  /** Those of a data set (fingerprint), or of all; latest first. */
  list(dataset?: string): ImportedProfiles[];
  /** Null when they were never imported for this data set. */
  find(hash: string, dataset: string): ImportedProfiles | null;
  /** The ratings; null as {@link ImportedProfilesStore.find}. @throws LabError 'failed' when their bytes are damaged. */
  profiles(hash: string, dataset: string): StoredProfiles | null;
  /** Keeps profiles; known ones keep their record, and the answer carries the record given. */
  put(profiles: StoredProfiles, record: Omit<ImportedProfiles, 'hash' | 'users' | 'ratings'>): ImportedProfiles;
}

/** The imported profiles of a library. */
export function importedProfilesStore(database: Database, blobs: Blobs, payloads: PayloadStore): ImportedProfilesStore {
  function find(hash: string, dataset: string): ImportedProfiles | null {
    const sql = 'SELECT record FROM imported_profiles WHERE hash = ? AND dataset = ?';
    const row = database.one<{ record: string }>(sql, hash, dataset);
    return row ? (JSON.parse(row.record) as ImportedProfiles) : null;
  }
  return {
    list(dataset) {
      const where = dataset === undefined ? '' : 'WHERE dataset = ?';
      const sql = `SELECT record FROM imported_profiles ${where} ORDER BY imported_at DESC, rowid DESC`;
      const rows = database.all<{ record: string }>(sql, ...(dataset === undefined ? [] : [dataset]));
      return rows.map(({ record }) => JSON.parse(record) as ImportedProfiles);
    },
    find,
    profiles: (hash, dataset) => (find(hash, dataset) === null ? null : decodeProfiles(payloads.get(hash))),
    put(profiles, record) {
      const staged = stagePayload(blobs, encodeProfiles(profiles));
      const kept: ImportedProfiles = { hash: staged.hash, users: profiles.users, ratings: profiles.rowItem.length, ...record };
      database.write('store the imported profiles', () => {
        recordPayload(database, staged);
        database.run(
          'INSERT INTO imported_profiles VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          ...[kept.hash, kept.dataset, JSON.stringify(kept), kept.importedAt],
        );
      });
      return kept;
    },
  };
}
