import { rmSync } from 'node:fs';
import { writeRatingsCache } from './cache.ts';
import { placeCacheFile, temporaryBeside } from './cache-file.ts';
import type { CacheThread } from './cache-thread.ts';
import { codeValues, type CodedValues } from './distinct-values.ts';
import type { RatingsByRow, RatingsDataset } from './ratings-dataset.ts';
import { finishDataset, sortedByColumn, type UnfinishedDataset } from './subset.ts';

/** How to finish. */
export interface FinishOptions {
  /** As for `finishDataset`. */
  spare?: Int32Array;
  /** What hashes and writes while this thread sorts by column; null: this one does it all. */
  thread: CacheThread | null;
}

/**
 * Sorts the ratings of a data set by column, hashes its content and writes its cache, which is whole or absent and
 * the same on two threads as on one. Ratings that threads do not share are finished on this one.
 * @param pathOf where the cache goes, by the fingerprint, in one folder for all
 * @throws LabError failed where the second thread dies; what the system says of the file.
 */
export async function finishInCache(
  dataset: UnfinishedDataset,
  pathOf: (fingerprint: string) => string,
  { spare, thread }: FinishOptions,
): Promise<RatingsDataset> {
  const coded = codeValues(dataset.ratings.rowValue);
  const temporary = temporaryBeside(pathOf('new'));
  if (!thread || !isShared(dataset.ratings, coded)) {
    const finished = finishDataset(dataset, spare);
    writeRatingsCache(pathOf(finished.fingerprint), finished);
    return finished;
  }
  const reply = thread.write({ temporary, dataset, coded });
  try {
    const ratings = sortedByColumn(dataset.ratings, spare);
    const fingerprint = await reply;
    placeCacheFile(temporary, pathOf(fingerprint));
    return { ...dataset, ratings, fingerprint };
  } finally {
    await thread.end();
    rmSync(temporary, { force: true });
  }
}

/** What is not shared would be copied. */
function isShared({ rowItem, rowValue }: RatingsByRow, coded: CodedValues | null): boolean {
  return coded !== null && [rowItem, rowValue, coded.codes].every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}
