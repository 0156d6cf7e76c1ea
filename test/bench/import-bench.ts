import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importOptionsSchema } from '../../shared/domain/dataset.ts';
import { setThreadAllowance } from '../../src-main/numeric/kernels/allowance.ts';
import { readRatingsCache } from '../../src-main/ratings/cache.ts';
import { importIntoCache } from '../../src-main/ratings/import.ts';
import { writeZip } from '../ratings/zip-writer.ts';
import { peakBytes } from './peak-memory.ts';
import { writeRatingTable, type IdStyle } from './rating-table.ts';

/** One measured step, in a process of its own. */
export interface StepFigures {
  seconds: number;
  rowsPerSecond: number;
  /** Peak resident memory of the whole process, in bytes, and what that is for each rating. */
  peakBytes: number;
  peakBytesPerRating: number;
}

/** What importing a table of MovieLens-20M's shape costs, best of the repetitions. */
export interface ImportFigures {
  rows: number;
  csvBytes: number;
  zipBytes: number;
  cacheBytes: number;
  /** Read, sort, fingerprint and write the cache: the whole job. */
  csv: StepFigures;
  zip: StepFigures;
  /** From the path of a cache to ratings by row and by column. */
  reopen: StepFigures;
}

/** How to measure. */
export interface ImportBenchOptions {
  repetitions?: number;
  ids?: IdStyle;
  /** Row order of the file: as MovieLens is, or shuffled. */
  shuffled?: boolean;
  /** Leave the zip out; packing it takes longer than everything else. */
  withoutZip?: boolean;
}

/**
 * Writes a table of `rows` ratings (users x items as in MovieLens-20M, fewer users where there are fewer rows)
 * into a temporary folder, imports it as CSV and as zip and opens the cache again, each in a fresh process.
 */
export async function benchImport(rows: number, options: ImportBenchOptions = {}): Promise<ImportFigures> {
  const { repetitions = 3, ids = 'small', shuffled = false, withoutZip = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
  try {
    const csvPath = join(folder, 'ratings.csv');
    writeRatingTable(csvPath, { rows, ids, shuffled });
    const cachePath = join(folder, 'cache.ratings');
    const csv = await best(repetitions, rows, ['import', csvPath, cachePath]);
    const zipPath = join(folder, 'ml.zip');
    if (!withoutZip) {
      const movies = 'movieId,title,genres\n1,One (1995),Drama\n';
      writeZip(zipPath, [
        { name: 'ml/ratings.csv', content: readFileSync(csvPath) },
        { name: 'ml/movies.csv', content: movies },
      ]);
    }
    const zip = withoutZip ? csv : await best(repetitions, rows, ['import', zipPath, cachePath]);
    return {
      rows,
      csvBytes: statSync(csvPath).size,
      zipBytes: withoutZip ? 0 : statSync(zipPath).size,
      cacheBytes: statSync(cachePath).size,
      csv,
      zip,
      reopen: await best(repetitions, rows, ['reopen', cachePath]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Least time, and most memory, of several processes. */
async function best(repetitions: number, rows: number, job: string[]): Promise<StepFigures> {
  let seconds = Infinity;
  let most = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), '--measure', ...job], {
      // Threads start as fast then as those of the build, whose modules need no compiler of TypeScript.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'import-bench-compiled') },
    });
    const once = JSON.parse(stdout) as { seconds: number; peakBytes: number };
    seconds = Math.min(seconds, once.seconds);
    most = Math.max(most, once.peakBytes);
  }
  return { seconds, rowsPerSecond: rows / seconds, peakBytes: most, peakBytesPerRating: most / rows };
}

async function measure(step: string, path: string, cachePath: string, threads: number): Promise<void> {
  setThreadAllowance(new Int32Array(new SharedArrayBuffer(4)).fill(threads));
  const start = performance.now();
  if (step === 'import') {
    const options = importOptionsSchema.parse({});
    const hooks = { progress: () => {}, cancelled: () => false };
    await importIntoCache({ path, options }, () => cachePath, hooks);
  } else {
    readRatingsCache(path);
  }
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(JSON.stringify({ seconds, peakBytes: peakBytes() }));
}

function describe(
  name: string,
  { seconds, rowsPerSecond, peakBytes, peakBytesPerRating }: StepFigures,
): string {
  const rate = `${(rowsPerSecond / 1e6).toFixed(1)} M rows/s`;
  return `${name}: ${seconds.toFixed(2)} s, ${rate}, peak ${(peakBytes / 1e6).toFixed(0)} MB (${peakBytesPerRating.toFixed(1)} bytes a rating)`;
}

async function main(words: string[]): Promise<void> {
  const [first, ...rest] = words;
  if (first === '--measure')
    return measure(rest[0], rest[1], rest[2], Number(rest[3] ?? availableParallelism()));
  if (first === '--write')
    return writeRatingTable(rest[0], {
      rows: Number(rest[1]),
      ids: (rest[2] ?? 'small') as IdStyle,
      shuffled: rest[3] === 'shuffled',
    });
  const figures = await benchImport(Number(first ?? 20_000_263), {
    ids: words.find((word) => word === 'large' || word === 'text') as IdStyle | undefined,
    shuffled: words.includes('shuffled'),
    withoutZip: words.includes('csv'),
  });
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `${figures.rows} rows; CSV ${megabytes(figures.csvBytes)}, zip ${megabytes(figures.zipBytes)}, cache ${megabytes(figures.cacheBytes)}`,
  );
  for (const step of ['csv', 'zip', 'reopen'] as const) console.log(describe(step, figures[step]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
