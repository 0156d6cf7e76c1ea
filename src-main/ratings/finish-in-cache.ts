import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { LabError } from '../../shared/domain/errors.ts';
import { writeRatingsCache } from './cache.ts';
import { placeCacheFile, temporaryBeside } from './cache-file.ts';
import { codeValues, type CodedValues } from './distinct-values.ts';
import type { RatingsByRow, RatingsDataset } from './ratings-dataset.ts';
import { finishDataset, sortedByColumn, type UnfinishedDataset } from './subset.ts';
import { threadEntry } from './thread-entry.ts';

/** What the thread that hashes a data set and writes its cache is given; its reply is the fingerprint. */
export interface CacheRequest {
  /** Where it writes; the file gets its name once it is whole. */
  temporary: string;
  dataset: UnfinishedDataset;
  coded: CodedValues | null;
}

/** How to finish. */
export interface FinishOptions {
  /** As for `finishDataset`. */
  spare?: Int32Array;
  /** Whether a second thread may hash and write while this one sorts by column. */
  twoThreads: boolean;
}

/**
 * Sorts the ratings of a data set by column, hashes its content and writes its cache, which is whole or absent and
 * the same on two threads as on one. Ratings that threads do not share, and all where the system has no thread left,
 * are finished on this one.
 * @param pathOf where the cache goes, by the fingerprint, in one folder for all
 * @throws LabError failed where the second thread dies; what the system says of the file.
 */
export async function finishInCache(
  dataset: UnfinishedDataset,
  pathOf: (fingerprint: string) => string,
  { spare, twoThreads }: FinishOptions,
): Promise<RatingsDataset> {
  const coded = codeValues(dataset.ratings.rowValue);
  const temporary = temporaryBeside(pathOf('new'));
  const worker = twoThreads && isShared(dataset.ratings, coded) ? startWorker({ temporary, dataset, coded }) : null;
  if (!worker) {
    const finished = finishDataset(dataset, spare);
    writeRatingsCache(pathOf(finished.fingerprint), finished);
    return finished;
  }
  const reply = fingerprintFrom(worker);
  reply.catch(() => {});
  try {
    const ratings = sortedByColumn(dataset.ratings, spare);
    const fingerprint = await reply;
    placeCacheFile(temporary, pathOf(fingerprint));
    return { ...dataset, ratings, fingerprint };
  } finally {
    await worker.terminate();
    rmSync(temporary, { force: true });
  }
}

/** What is not shared would be copied. */
function isShared({ rowItem, rowValue }: RatingsByRow, coded: CodedValues | null): boolean {
  return coded !== null && [rowItem, rowValue, coded.codes].every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}

/** Null where the system has no thread left. */
function startWorker(workerData: CacheRequest): Worker | null {
  try {
    return new Worker(threadEntry('cache-worker', 'cacher'), { execArgv: [], workerData });
  } catch {
    return null;
  }
}

function fingerprintFrom(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(isOfTheSystem(error) ? error : endedEarly(error.message)));
    worker.once('exit', () => reject(endedEarly()));
  });
}

/** A full disk, say, which is told as such. */
function isOfTheSystem(error: Error): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function endedEarly(why?: string): LabError {
  const reason = why === undefined ? '' : ` (${why})`;
  return new LabError('failed', `the thread that writes the ratings to the disk ended early${reason}; import them again`);
}
