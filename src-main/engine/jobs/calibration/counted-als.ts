import { LabError } from '../../../../shared/domain/errors.ts';
import { factorize, packedLength, solveFactored } from '../../../numeric/cholesky.ts';
import { addOuterProducts } from '../../../numeric/outer-products.ts';
import { randomStream } from '../../../numeric/random.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** How a count-weighted ALS is trained. */
export interface CountedAlsSetting {
  rank: number;
  /** The ridge of a user or item is this times how often it was rated. */
  lambda: number;
  /** A user half and an item half each. */
  sweeps: number;
  seed: number;
  /** Polled once a half sweep. */
  cancelled(): boolean;
}

/** Rows of one side: entries `start[row] .. start[row + 1]` of `other` and `value`. */
interface Side {
  rows: number;
  start: Int32Array;
  other: Int32Array;
  value: Float64Array;
}

/**
 * ALS whose ridge grows with the number of ratings (Zhou, Wilkinson, Schreiber and Pan 2008), as Spark, LensKit and
 * cmfrec train: Σ e² + λ Σ n_i |u_i|² + λ Σ n_j |v_j|², from item factors of length 1. Scalar float64, for calibration
 * alone: no attack is on it, so no gradient can take its ridge for the plain one.
 * @throws LabError 'cancelled' within half a sweep
 */
export function trainCountedAls(training: SparseRatings, setting: CountedAlsSetting) {
  const { users, items, rowStart, rowItem, rowValue, colStart, colUser, colEntry } = training;
  const { rank, lambda, sweeps, seed, cancelled } = setting;
  const byUser: Side = { rows: users, start: rowStart, other: rowItem, value: rowValue };
  const columnValue = Float64Array.from(colEntry, (entry) => rowValue[entry]);
  const byItem: Side = { rows: items, start: colStart, other: colUser, value: columnValue };
  const itemFactors = unitRows(items, rank, seed);
  const userFactors = new Float64Array(users * rank);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const [side, from, to] of [
      [byUser, itemFactors, userFactors],
      [byItem, userFactors, itemFactors],
    ] as const) {
      if (cancelled()) throw new LabError('cancelled', 'Calibration was cancelled.');
      solveSide(side, from, to, rank, lambda);
    }
  }
  return { rank, userFactors, itemFactors };
}

/** Every row's ridge regression on the other side's factors; rows without ratings are 0. */
function solveSide({ rows, start, other, value }: Side, from: Float64Array, to: Float64Array, k: number, lambda: number): void {
  const gram = new Float64Array(packedLength(k));
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [start[row], start[row + 1]];
    to.fill(0, row * k, (row + 1) * k);
    if (begin === end) continue;
    gram.fill(0);
    for (let c = 0; c < k; c++) gram[(c * (c + 1)) / 2 + c] = lambda * (end - begin);
    addOuterProducts(gram, 0, from, other, begin, end, k);
    for (let at = begin; at < end; at++) {
      for (let c = 0; c < k; c++) to[row * k + c] += value[at] * from[other[at] * k + c];
    }
    factorize(gram, 0, k);
    solveFactored(gram, 0, k, to, row * k);
  }
}

/** Rows of random direction and length 1. */
function unitRows(rows: number, k: number, seed: number): Float64Array {
  const factors = new Float64Array(rows * k);
  randomStream(seed, 'calibration.start').normals(factors);
  for (let row = 0; row < rows; row++) {
    const own = factors.subarray(row * k, (row + 1) * k);
    let squares = 0;
    for (const x of own) squares += x * x;
    const length = Math.sqrt(squares);
    for (let c = 0; c < k; c++) own[c] /= length;
  }
  return factors;
}
