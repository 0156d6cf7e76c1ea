import { benchImport, type StepFigures } from '../import-bench.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';

/** Importing a table of MovieLens 20M's layout as CSV and as zip, and opening its cache, each in a fresh process. */
export async function imports({ rows, repetitions }: SectionPlans['imports'], report: Report): Promise<void> {
  const figures = await benchImport(rows, { repetitions });
  const addRow = report.table(`Import of ${(rows / 1e6).toFixed(0)} M rows`, [
    ...['step'.padEnd(24), 'MB', 'seconds', 'M rows/s', 'aim', 'peak MB', 'bytes/rating'],
  ]);
  const add = (step: string, bytes: number, measured: StepFigures, aim: string | null) => {
    const { seconds, rowsPerSecond, peakBytes, peakBytesPerRating } = measured;
    addRow([step, bytes / 1e6, seconds, rowsPerSecond / 1e6, aim, peakBytes / 1e6, peakBytesPerRating]);
  };
  add('CSV to cache', figures.csvBytes, figures.csv, '>= 10');
  add('zip to cache', figures.zipBytes, figures.zip, '>= 10');
  add('cache reopened', figures.cacheBytes, figures.reopen, null);
}
