import type { ColumnMemory } from '../numeric/column-kernel/column-memory.ts';
import { writeRatingsCache } from './cache.ts';
import { placeCacheFile, startCacheFile, temporaryBeside } from './cache-file.ts';
import { codedInOrder, type CodedValues } from './distinct-values.ts';
import { openingOf } from './fingerprint.ts';
import type { FingerprintThread } from './fingerprint-thread.ts';
import type { RatingsDataset } from './ratings-dataset.ts';
import { finishDataset, sortedByColumn, type UnfinishedDataset } from './subset.ts';

/** How to finish. */
export interface FinishOptions {
  /** As for `finishDataset`. */
  room?: ColumnMemory;
  /** Number of ratings of every item, where it is known. */
  itemCounts?: Int32Array;
  /** What decodes and hashes while this thread writes and sorts by column; null: this one does it all. */
  thread: FingerprintThread | null;
}

/**
 * Decodes the ratings of a data set, sorts them by column, hashes its content and writes its cache, which is whole or
 * absent and the same on two threads as on one. Ratings that threads do not share are finished on this one.
 * @param pathOf where the cache goes, by the fingerprint, in one folder for all
 * @throws LabError failed where the second thread dies; what the system says of the file.
 */
export async function finishInCache(
  dataset: UnfinishedDataset,
  pathOf: (fingerprint: string) => string,
  { room, itemCounts, thread }: FinishOptions,
): Promise<RatingsDataset> {
  const { values } = dataset.ratings;
  if (thread && !(values instanceof Float64Array) && isShared(dataset.ratings.rowItem, values.codes))
    return finishOnTwoThreads(dataset, codedInOrder(values), pathOf, { room, itemCounts, thread });
  const finished = finishDataset(dataset, room);
  writeRatingsCache(pathOf(finished.fingerprint), finished);
  return finished;
}

async function finishOnTwoThreads(
  dataset: UnfinishedDataset,
  coded: CodedValues,
  pathOf: (fingerprint: string) => string,
  { room, itemCounts, thread }: FinishOptions & { thread: FingerprintThread },
): Promise<RatingsDataset> {
  const { users, items, rowStart, rowItem } = dataset.ratings;
  const rowValue = new Float64Array(new SharedArrayBuffer(8 * coded.codes.length));
  const pattern = { users, items, rowStart, rowItem, rowValue };
  const reply = thread.fingerprint({ opening: openingOf(dataset), rowStart, rowItem, coded, rowValue });
  const temporary = temporaryBeside(pathOf('new'));
  const file = startCacheFile(temporary, { ...dataset, ratings: pattern }, coded);
  const flushing = file.flush();
  try {
    const ratings = sortedByColumn(pattern, room, itemCounts);
    await flushing;
    const fingerprint = await reply;
    file.finish(fingerprint);
    placeCacheFile(temporary, pathOf(fingerprint));
    return { ...dataset, ratings, fingerprint };
  } finally {
    await flushing.catch(() => {});
    file.end();
    await thread.end();
  }
}

/** What is not shared would be copied. */
function isShared(...arrays: (Int32Array | Uint8Array)[]): boolean {
  return arrays.every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}
