import { rmSync } from 'node:fs';
import { writeRatingsCache } from './cache.ts';
import { placeCacheFile, temporaryBeside } from './cache-file.ts';
import type { CacheThread } from './cache-thread.ts';
import { codedInOrder } from './distinct-values.ts';
import type { RatingsDataset } from './ratings-dataset.ts';
import { finishDataset, sortedByColumn, type UnfinishedDataset } from './subset.ts';

/** How to finish. */
export interface FinishOptions {
  /** As for `finishDataset`. */
  spare?: Int32Array;
  /** Number of ratings of every item, where it is known. */
  itemCounts?: Int32Array;
  /** What decodes, hashes and writes while this thread sorts by column; null: this one does it all. */
  thread: CacheThread | null;
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
  { spare, itemCounts, thread }: FinishOptions,
): Promise<RatingsDataset> {
  const { values, ...pattern } = dataset.ratings;
  const temporary = temporaryBeside(pathOf('new'));
  if (!thread || values instanceof Float64Array || !isShared(pattern.rowItem, values.codes)) {
    const finished = finishDataset(dataset, spare);
    writeRatingsCache(pathOf(finished.fingerprint), finished);
    return finished;
  }
  const rowValue = new Float64Array(new SharedArrayBuffer(8 * values.codes.length));
  const reply = thread.write({ temporary, dataset, coded: codedInOrder(values), rowValue });
  try {
    const ratings = sortedByColumn({ ...pattern, rowValue }, spare, itemCounts);
    const fingerprint = await reply;
    placeCacheFile(temporary, pathOf(fingerprint));
    return { ...dataset, ratings, fingerprint };
  } finally {
    await thread.end();
    rmSync(temporary, { force: true });
  }
}

/** What is not shared would be copied. */
function isShared(...arrays: (Int32Array | Uint8Array)[]): boolean {
  return arrays.every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}
