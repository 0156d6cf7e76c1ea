import { calibrationSchema, type Calibration } from '../../shared/domain/calibration.ts';
import type { Database } from './database.ts';
import { readable, readRecord, unreadable, type UnreadableRecord } from './read-record.ts';

/** The calibrations that were made, each with its provenance. */
export interface CalibrationStore {
  /** Latest first. */
  list(): Calibration[];
  /** Those that another version stored and this one cannot read, latest first. */
  unreadable(): UnreadableRecord[];
  /** Keeps one; answers with the id that it got. */
  add(calibration: Omit<Calibration, 'id'>): Calibration;
}

/** The calibrations of a library. */
export function calibrationStore(database: Database): CalibrationStore {
  const kept = calibrationSchema.omit({ id: true });
  const all = () =>
    database
      .all<{ id: number; record: string }>('SELECT id, record FROM calibrations ORDER BY id DESC')
      .map(({ id, record }) => ({ id, read: readRecord(kept, String(id), record) }));
  return {
    list: () => all().flatMap(({ id, read }) => readable([read]).map((calibration) => ({ id, ...calibration }))),
    unreadable: () => unreadable(all().map(({ read }) => read)),
    add: (calibration) =>
      database.write('store the calibration', () => {
        database.run('INSERT INTO calibrations (record) VALUES (?)', JSON.stringify(calibration));
        const { id } = database.one<{ id: number }>('SELECT last_insert_rowid() AS id') as { id: number };
        return { id, ...calibration };
      }),
  };
}
