import { randomStream, sampleWithoutReplacement } from '../../../numeric/random.ts';
import { sparseRatings, type SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** Training and test part of a data set, each in the shape of the whole. */
export interface Split {
  base: SparseRatings;
  test: SparseRatings;
}

/** @param test marks in row form order: 1 = test, 0 = training */
export function splitAt(ratings: SparseRatings, test: Uint8Array): Split {
  const part = (mark: number): SparseRatings => {
    let size = 0;
    for (const one of test) if (one === mark) size++;
    const user = new Int32Array(size);
    const item = new Int32Array(size);
    const value = new Float64Array(size);
    let to = 0;
    for (let i = 0; i < ratings.users; i++) {
      for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
        if (test[at] !== mark) continue;
        user[to] = i;
        item[to] = ratings.rowItem[at];
        value[to++] = ratings.rowValue[at];
      }
    }
    return sparseRatings(ratings.users, ratings.items, user, item, value);
  };
  return { base: part(0), test: part(1) };
}

/** A test part of `share` of all ratings, uniformly at random. */
export function randomSplit(ratings: SparseRatings, share: number, seed: number): Split {
  const count = ratings.rowItem.length;
  const test = new Uint8Array(count);
  const stream = randomStream(seed, 'calibration.split');
  for (const at of sampleWithoutReplacement(stream, count, Math.round(share * count))) test[at] = 1;
  return splitAt(ratings, test);
}

/** Users dealt into `folds`; in each, `share` of its users' ratings is the test part, and all other ratings train. */
export function userFolds(ratings: SparseRatings, folds: number, share: number, seed: number): Split[] {
  const { users, rowStart } = ratings;
  const stream = randomStream(seed, 'calibration.folds');
  const foldOf = Int32Array.from({ length: users }, (_, i) => i % folds);
  for (let i = users - 1; i > 0; i--) {
    const other = stream.integer(i + 1);
    [foldOf[i], foldOf[other]] = [foldOf[other], foldOf[i]];
  }
  return Array.from({ length: folds }, (_, fold) => {
    const test = new Uint8Array(ratings.rowItem.length);
    for (let i = 0; i < users; i++) {
      if (foldOf[i] !== fold) continue;
      const count = rowStart[i + 1] - rowStart[i];
      for (const at of sampleWithoutReplacement(stream, count, Math.round(share * count))) test[rowStart[i] + at] = 1;
    }
    return splitAt(ratings, test);
  });
}
