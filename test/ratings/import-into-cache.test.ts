import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import workerThreads, { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importOptionsSchema, type ImportOptions } from '../../shared/domain/dataset.ts';
import { setThreadAllowance } from '../../src-main/numeric/kernels/allowance.ts';
import { readRatingsCache, writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { differences } from '../../src-main/ratings/filters.ts';
import { importIntoCache, importRatings } from '../../src-main/ratings/import.ts';
import { writeZip } from './zip-writer.ts';

const hooks = { progress: () => {}, cancelled: () => false };
const rows = Array.from(
  { length: 60_000 },
  (_, e) => `${1 + Math.floor(e / 200)},${(e % 200) * 3 + 7},${((e * 13) % 10) / 2 + 0.5},97830${e % 1000}`,
);
const table = `userId,movieId,rating,timestamp\n${rows.join('\n')}\n`;
const RealWorker = Worker;
let folder = '';
let datasets = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-into-cache-'));
  datasets = mkdtempSync(join(folder, 'datasets-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  setThreadAllowance(new Int32Array(new SharedArrayBuffer(4)).fill(1));
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Imports with every file large enough for two threads. */
async function intoCache(path: string, threads: number, options: Partial<ImportOptions> = {}) {
  setThreadAllowance(new Int32Array(new SharedArrayBuffer(4)).fill(threads));
  const pathOf = (fingerprint: string): string => join(datasets, `${fingerprint}.ratings`);
  return importIntoCache({ path, options: importOptionsSchema.parse(options) }, pathOf, hooks, 0);
}

/** Does something to the thread that hashes, once it is started; tells how often one was given a data set. */
function withFingerprintThread(does: (worker: Worker) => void): () => number {
  let given = 0;
  vi.spyOn(workerThreads, 'Worker').mockImplementation(function (...words) {
    const worker = new RealWorker(...words);
    if (String(words[0]).includes('fingerprint-worker')) {
      const post = worker.postMessage.bind(worker);
      vi.spyOn(worker, 'postMessage').mockImplementation((...message) => {
        given++;
        post(...message);
      });
      does(worker);
    }
    return worker;
  } as typeof RealWorker & ((...given: ConstructorParameters<typeof Worker>) => Worker));
  syncBuiltinESMExports();
  return () => given;
}

describe('importing into the cache', () => {
  it.each<[string, (text: string) => string, Partial<ImportOptions>, number]>([
    ['a table', (text) => write('table.csv', text), {}, 1],
    ['a table in no order', () => write('table.csv', rows.toReversed().join('\n')), {}, 1],
    ['a table with duplicates', (text) => write('table.csv', `${text}${rows[5]}\n`), { duplicates: 'first' }, 1],
    ['means, which are copied', (text) => write('table.csv', `${text}${rows[5]}\n`), { duplicates: 'mean' }, 0],
    ['what filters leave', (text) => write('table.csv', text), { topUsers: 50 }, 0],
    [
      'a zip',
      (text) => {
        writeZip(join(folder, 'ml.zip'), [
          { name: 'ml/ratings.csv', content: text },
          { name: 'ml/movies.csv', content: 'movieId,title,genres\n7,One (1995),Drama\n' },
        ]);
        return join(folder, 'ml.zip');
      },
      {},
      1,
    ],
  ])('writes the same bytes and gives the same data set on one thread and on two: %s', async (_, make, options, threads) => {
    const path = make(table);
    const parsed = importOptionsSchema.parse(options);
    const apart = await importRatings({ path, options: parsed }, hooks);
    writeRatingsCache(join(folder, 'apart'), apart);
    const given = withFingerprintThread(() => {});
    for (const allowed of [1, 2]) {
      const dataset = await intoCache(path, allowed, options);
      expect(given()).toBe(allowed === 1 ? 0 : threads);
      expect(readdirSync(datasets)).toEqual([`${apart.fingerprint}.ratings`]);
      const cache = join(datasets, `${apart.fingerprint}.ratings`);
      expect(readFileSync(cache).equals(readFileSync(join(folder, 'apart')))).toBe(true);
      expect(dataset).toEqual(apart);
      // Reading a cache counts anew.
      const { ratings } = readRatingsCache(cache);
      expect(ratings).toEqual(dataset.ratings);
      if (!options.topUsers) expect(dataset.fileCounts!.items).toEqual(differences(ratings.colStart));
      rmSync(cache);
    }
  });

  it('tells that the thread that hashes died, and leaves no file', async () => {
    const path = write('table.csv', table);
    withFingerprintThread((worker) => void worker.terminate());
    await expect(intoCache(path, 2)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/^the thread that fingerprints the ratings ended early; import them again/) as string,
    });
    expect(readdirSync(datasets)).toEqual([]);
  });

  it('leaves no file where the thread dies after it has hashed everything', async () => {
    const path = write('table.csv', table);
    withFingerprintThread((worker) => {
      const emit = worker.emit.bind(worker);
      vi.spyOn(worker, 'emit').mockImplementation((event: string | symbol, ...values: unknown[]) =>
        event === 'message' ? emit('error', new Error('reached its memory limit')) : emit(event as string, ...values),
      );
    });
    await expect(intoCache(path, 2)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/ended early \(reached its memory limit\)/) as string,
    });
    expect(readdirSync(datasets)).toEqual([]);
  });

  it('leaves no file where the name of the cache is taken by a folder', async () => {
    const path = write('table.csv', table);
    const { fingerprint } = await intoCache(path, 1);
    const taken = join(datasets, `${fingerprint}.ratings`);
    rmSync(taken);
    mkdirSync(taken);
    writeFileSync(join(taken, 'other'), '');
    for (const threads of [1, 2]) await expect(intoCache(path, threads)).rejects.toMatchObject({ syscall: 'rename' });
    expect(readdirSync(datasets)).toEqual([`${fingerprint}.ratings`]);
  });

  it('ends the thread where the rows are refused', async () => {
    const path = write('table.csv', `${table}${rows[5]}\n`);
    const workers: Worker[] = [];
    withFingerprintThread((worker) => workers.push(worker));
    await expect(intoCache(path, 2)).rejects.toMatchObject({ code: 'bad-input' });
    expect(workers.map(({ threadId }) => threadId)).toEqual([-1]);
  });

  it('passes on what the system says of the file', async () => {
    const path = write('table.csv', table);
    rmSync(datasets, { recursive: true });
    for (const threads of [1, 2]) await expect(intoCache(path, threads)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does it all here where no thread can be started', async () => {
    const path = write('table.csv', table);
    vi.spyOn(workerThreads, 'Worker').mockImplementation(function () {
      throw new Error('ERR_WORKER_INIT_FAILED');
    } as unknown as typeof RealWorker & (() => Worker));
    syncBuiltinESMExports();
    const { fingerprint } = await intoCache(path, 2);
    expect(readdirSync(datasets)).toEqual([`${fingerprint}.ratings`]);
  });
});
