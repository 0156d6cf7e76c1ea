import { passWork, type RatingRows } from '../rating-rows.ts';
import type { KernelTeam } from '../team.ts';

/** Where a half sweep reads and writes; all arrays lie in the team's memory, factors are rows x kp, padded with 0. */
export interface NormalEquations<Real extends Float32Array | Float64Array> {
  ratings: RatingRows;
  /** Chunks, from `balancedBounds`. */
  bounds: Int32Array;
  /** Factors of the other side, columns x kp. */
  factors: Real;
  /** Rank, a multiple of 8 up to 256. */
  kp: number;
  /** λ of λ I, on padding columns too. */
  lambda: number;
  /** Whether the ratings make a right-hand side (default); without, it is `sideAddend` or 0. */
  withValues?: boolean;
  /** Ratings where float32 does not hold them, read in place of those of `ratings`; float64 only. */
  exactValues?: Float64Array | null;
  /** Added to every Gram matrix: lower triangle by rows, kp (kp + 1) / 2. */
  addend?: Real | null;
  /** Added to the right-hand sides, rows x kp. */
  sideAddend?: Real | null;
  /** Keeps the Cholesky factors: groups of four rows, `choleskyLength` numbers. */
  chol?: Real | null;
  /** Solutions, rows x kp. */
  out?: Real | null;
  /** One cell a chunk. */
  failures: Int32Array;
}

/**
 * For each row of the ratings, G = Σ f fᵀ + addend + λ I over the factors f of its columns, the Cholesky factor
 * of G, and the x with G x = Σ value f + sideAddend: half a sweep of alternating least squares (MATH.md, ALS).
 * All in the precision of `factors`; in float32, sums of more than 512 ratings are added up in float64.
 * @returns how many pivots were not positive: where it is not 0, the rows concerned are wrong and the half sweep
 * must be repeated in float64, or λ is too small for that too
 */
export function normalEquations(
  team: KernelTeam,
  task: NormalEquations<Float32Array> | NormalEquations<Float64Array>,
): number {
  const { ratings, bounds, factors, kp, failures } = task;
  if (kp % 8 !== 0 || kp < 8 || kp > 256) throw new RangeError(`padded rank ${kp}`);
  const chunks = bounds.length - 1;
  const words = [
    bounds.byteOffset,
    ratings.rowStart.byteOffset,
    ratings.index.byteOffset,
    (task.withValues ?? true) ? ratings.values.byteOffset : 0,
    factors.byteOffset,
    kp,
    addressOf(task.chol),
    addressOf(task.out),
    ratings.rows,
    addressOf(task.addend),
    addressOf(task.sideAddend),
    failures.byteOffset,
    (task.withValues ?? true) ? addressOf(task.exactValues) : 0,
  ];
  const kernel = factors instanceof Float32Array ? 'normalEquations32' : 'normalEquations64';
  const work = passWork(ratings, bounds, (kp * kp) / 2, (kp * kp * kp) / 6);
  team.run(kernel, chunks, words, [task.lambda], work);
  let failed = 0;
  for (let chunk = 0; chunk < chunks; chunk++) failed += failures[chunk];
  return failed;
}

function addressOf(array: Float32Array | Float64Array | null | undefined): number {
  return array ? array.byteOffset : 0;
}
