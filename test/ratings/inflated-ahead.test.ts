import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import workerThreads, { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importOptionsSchema } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { setThreadAllowance } from '../../src-main/numeric/kernels/allowance.ts';
import { writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { importRatings } from '../../src-main/ratings/import.ts';
import { pieceBytes } from '../../src-main/ratings/reading/inflate-kernel/inflate-kernel.ts';
import { openSource } from '../../src-main/ratings/reading/open-source.ts';
import { scratchFolder } from './miniature.ts';
import { writeZip, type ZipEntry } from './zip-writer.ts';

const folder = scratchFolder();
/** Whatever stands in its place meanwhile. */
const RealWorker = workerThreads.Worker;
/** Id of a thread that runs no more. */
const ended = -1;

/** Rows of 17 MB: more pieces than may wait at once. */
const table = Buffer.from(
  Array.from(
    { length: 780_000 },
    (_, e) => `${1 + Math.floor(e / 150)},${(e % 150) * 7},${((e * 13) % 10) / 2 + 0.5},97830${e % 977}\n`,
  ).join(''),
);
const movies: ZipEntry = { name: 'ml/movies.csv', content: 'movieId,title,genres\n7,One (1995),Drama\n' };
const entry: ZipEntry = { name: 'ml/ratings.csv', content: table };

function zip(name: string, ratings: Partial<ZipEntry> = {}): string {
  const path = join(folder, `${name}.zip`);
  writeZip(path, [{ ...entry, ...ratings }, movies]);
  return path;
}

const whole = zip('whole');

function allow(threads: number): void {
  setThreadAllowance(new Int32Array(new SharedArrayBuffer(4)).fill(threads));
}

afterEach(() => {
  allow(1);
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** Threads that were ended since, by their ids now. */
function watchThreads(): () => number[] {
  const ends = vi.spyOn(Worker.prototype, 'terminate');
  return () => ends.mock.contexts.map((worker) => (worker as unknown as Worker).threadId);
}

/** Holds the word of threads that they are up until `letUp` is called; tells what they said since. */
function holdThreads() {
  const said: unknown[] = [];
  let thread: Worker | null = null;
  let come: (() => void) | null = null;
  vi.spyOn(workerThreads, 'Worker').mockImplementation(function (...given) {
    const worker = new RealWorker(...given);
    thread = worker;
    const emit = worker.emit.bind(worker);
    vi.spyOn(worker, 'emit').mockImplementation((event: string | symbol, ...values: unknown[]) => {
      if (event !== 'message') return emit(event as string, ...values);
      if (values[0] === 'up') come = () => emit('message', 'up');
      else {
        said.push(values[0]);
        emit('message', values[0]);
      }
      return true;
    });
    return worker;
  } as typeof RealWorker & ((...given: ConstructorParameters<typeof Worker>) => Worker));
  syncBuiltinESMExports();
  return {
    said,
    thread: () => thread!,
    async letUp() {
      await vi.waitUntil(() => come, 10_000);
      come!();
    },
  };
}

/** Reads the ratings of a zip here or on a thread: how much came, its hash, and what was wrong. */
async function read(path: string, ahead: boolean, pause = false) {
  const source = await openSource(path);
  const hash = createHash('sha256');
  let bytes = 0;
  let largest = 0;
  let wrong: string | null = null;
  try {
    const file = source.files.find((found) => found.path === entry.name)!;
    for await (const piece of ahead ? file.openAhead!() : file.open()) {
      if (pause) await new Promise((resolve) => setTimeout(resolve, 20));
      hash.update(piece);
      bytes += piece.length;
      largest = Math.max(largest, piece.length);
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    wrong = error.message;
  } finally {
    source.close();
  }
  return { bytes, largest, hash: hash.digest('hex'), wrong };
}

describe('an entry that is inflated on a thread', () => {
  it.each([
    ['at once', false],
    ['slowly, so that the thread is as far ahead as it may be', true],
  ])('is the same to the byte when its pieces are taken %s, and the thread ends', async (_, pause) => {
    const threads = watchThreads();
    const here = await read(whole, false);
    expect(threads()).toEqual([]);
    const { largest, ...there } = await read(whole, true, pause);
    expect(there).toEqual({ bytes: table.length, hash: here.hash, wrong: null });
    expect(largest).toBeLessThanOrEqual(pieceBytes);
    expect(threads()).toEqual([ended]);
  });

  it.each([1, 2, 14, 15])('is the same to the byte when the thread goes on after %i pieces', async (pieces) => {
    const here = await read(whole, false);
    const { said, letUp } = holdThreads();
    const source = await openSource(whole);
    const hash = createHash('sha256');
    let taken = 0;
    for await (const piece of source.files[0].openAhead!()) {
      hash.update(piece);
      expect(said.length > 0).toBe(taken >= pieces);
      if (++taken === pieces) await letUp();
    }
    source.close();
    expect(said).toHaveLength(taken - pieces + 1);
    expect(said.at(-1)).toBe('end');
    expect(hash.digest('hex')).toBe(here.hash);
  });

  it('is the same where it is short or not packed at all', async () => {
    for (const path of [zip('short', { content: '1,2,3\n' }), zip('stored', { stored: true })]) {
      const here = await read(path, false);
      expect(here.wrong).toBeNull();
      expect(await read(path, true)).toMatchObject({ bytes: here.bytes, hash: here.hash, wrong: null });
    }
  });

  it('is damaged in the same words', async () => {
    const bytes = readFileSync(whole);
    const packed = bytes.indexOf(entry.name) + entry.name.length;
    const central = bytes.lastIndexOf('PK\x01\x02', bytes.lastIndexOf('PK\x01\x02') - 1, 'latin1');
    const change = (name: string, edit: (copy: Buffer) => void): string => {
      const copy = Buffer.from(bytes);
      edit(copy);
      writeFileSync(join(folder, `${name}.zip`), copy);
      return join(folder, `${name}.zip`);
    };
    const size = bytes.readUInt32LE(central + 20);
    for (const [path, message] of [
      [
        change('bad-start', (copy) => copy.fill(0xff, packed, packed + 40)),
        /ratings.csv: is damaged or cut short/,
      ],
      [
        change('bad-middle', (copy) => copy.fill(0xff, packed + (size >> 1), packed + (size >> 1) + 999)),
        /is damaged/,
      ],
      [
        change('cut', (copy) => copy.writeUInt32LE(size - 5000, central + 20)),
        /cut short \(unexpected end of file/,
      ],
      [zip('checksum', { crc: 1 }), /checksum does not match/],
      [zip('longer', { claimedBytes: table.length - 1 }), /more than \d+ bytes/],
      [zip('shorter', { claimedBytes: table.length + 1 }), /\d+ of \d+ bytes/],
    ] as const) {
      const threads = watchThreads();
      const { wrong } = await read(path, true);
      expect(wrong).toMatch(message);
      expect(wrong).toBe((await read(path, false)).wrong);
      expect(threads()).toEqual([ended]);
      vi.restoreAllMocks();
    }
  });

  it('is no longer inflated once nobody wants more of it', async () => {
    const threads = watchThreads();
    const source = await openSource(whole);
    for await (const piece of source.files[0].openAhead!()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    source.close();
    expect(threads()).toEqual([ended]);
  });

  it.each<[string, (file: string | URL) => Worker]>([
    [
      'cannot be started',
      () => {
        throw new Error('ERR_WORKER_INIT_FAILED');
      },
    ],
    ['does not come up', () => new RealWorker(join(folder, 'missing.js'))],
    ['ends at once', () => new RealWorker('process.exit(1)', { eval: true })],
  ])('is inflated here where a thread %s', async (_, start) => {
    const here = await read(whole, false);
    const started = vi.spyOn(workerThreads, 'Worker').mockImplementation(function (file) {
      return start(file);
    } as typeof start & { new (): Worker });
    syncBuiltinESMExports();
    const { bytes, hash, wrong } = await read(whole, true);
    expect(started).toHaveBeenCalledOnce();
    expect({ bytes, hash, wrong }).toEqual({ bytes: table.length, hash: here.hash, wrong: null });
  });

  it.each<[string, (worker: Worker) => void, RegExp]>([
    ['dies', (worker) => void worker.terminate(), /^the thread that unpacks the zip ended early; import it again/],
    [
      'is out of memory',
      (worker) => worker.emit('error', new Error('reached its memory limit')),
      /^the thread that unpacks the zip ended early \(reached its memory limit\); import it again/,
    ],
  ])('is not told to be damaged where the thread %s on the way', async (_, end, message) => {
    const { said, thread, letUp } = holdThreads();
    const source = await openSource(whole);
    const taking = async (): Promise<void> => {
      for await (const piece of source.files[0].openAhead!()) {
        expect(piece.length).toBeGreaterThan(0);
        if (said.length) end(thread());
        else await letUp();
      }
    };
    await expect(taking()).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(message) as string,
    });
    source.close();
  });
});

describe('importing a large zip', () => {
  async function importOn(threads: number, cancelAfter = Infinity) {
    allow(threads);
    let polls = 0;
    const seen: number[] = [];
    const hooks = {
      progress: ({ bytes }: { bytes: number }) => void seen.push(bytes),
      cancelled: () => polls++ >= cancelAfter,
    };
    const options = importOptionsSchema.parse({});
    const dataset = await importRatings({ path: whole, options }, hooks, 0);
    writeRatingsCache(join(folder, 'cache'), dataset);
    return { cache: readFileSync(join(folder, 'cache')), seen };
  }

  it('gives the same cache to the byte on a thread more', async () => {
    const threads = watchThreads();
    const one = await importOn(1);
    expect(threads()).toEqual([]);
    const two = await importOn(2);
    expect(threads()).toEqual([ended]);
    expect(two.cache.equals(one.cache)).toBe(true);
    expect(Math.max(...two.seen)).toBe(table.length);
  });

  it.each([0, 1, 5])('stops when it is cancelled after %i pieces, and the thread ends', async (pieces) => {
    const threads = watchThreads();
    await expect(importOn(2, pieces)).rejects.toMatchObject({ code: 'cancelled' });
    expect(threads()).toEqual([ended]);
  });
});
