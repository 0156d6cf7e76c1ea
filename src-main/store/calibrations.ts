import type { Calibration } from '../../shared/domain/calibration.ts';
import type { Database } from './database.ts';

/** The calibrations that were made, each with its provenance. */
export interface CalibrationStore {
  /** Latest first. */
  list(): Calibration[];
  /** Keeps one; answers with the id that it got. */
  add(calibration: Omit<Calibration, 'id'>): Calibration;
}

/** The calibrations of a library. */
export function calibrationStore(database: Database): CalibrationStore {
  return {
    list: () =>
      database
        .all<{ id: number; record: string }>('SELECT id, record FROM calibrations ORDER BY id DESC')
        .map(({ id, record }) => ({ id, ...(JSON.parse(record) as Omit<Calibration, 'id'>) })),
    add: (calibration) =>
      database.write('store the calibration', () => {
        database.run('INSERT INTO calibrations (record) VALUES (?)', JSON.stringify(calibration));
        const { id } = database.one<{ id: number }>('SELECT last_insert_rowid() AS id') as { id: number };
        return { id, ...calibration };
      }),
  };
}
