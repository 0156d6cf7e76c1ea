import { log } from '../../shared/statistics/elementary.ts';
import { projectOut } from './project-out.ts';
import { randomStream } from './random.ts';
import { tridiagonalEigen } from './tridiagonal-eigen.ts';

/** A matrix that is known by its products. */
export interface LinearMap {
  rows: number;
  columns: number;
  /** y = A x, overwriting y. */
  apply(x: Float64Array, y: Float64Array): void;
  /** x = Aᵀ y, overwriting x. */
  applyTransposed(y: Float64Array, x: Float64Array): void;
}

/** What Golub-Kahan-Lanczos steps found of the largest singular values; all are bounds from below. */
export interface RitzValues {
  /** θ, descending: square roots of the Ritz values of AᵀA. */
  values: Float64Array;
  /** Row t holds the unit right Ritz vector of values[t]; only those that were asked for. */
  vectors: Float64Array;
  /** Products with AᵀA. */
  steps: number;
  /** The space was exhausted: the values are those of A itself. */
  complete: boolean;
}

/** How far to go. */
export interface LanczosLimits {
  /** Steps at most; fewer where the space is exhausted. */
  steps: number;
  /** Right vectors of values above this are formed; Infinity for none. */
  vectorsAbove: number;
  /** Ends where the largest value no longer grows by this, relatively, in ten steps; 0 to take all steps. */
  tolerance: number;
  /** Asked once the largest value θ has settled: whether to end there; absent, yes. */
  enough?(theta: number, steps: number): boolean;
  /** Takes the random start into the subspace to which the map is restricted; absent, the map is that of the whole space. */
  restrict?(x: Float64Array): void;
  /** Seed of the random start. */
  seed: number;
  /** Polled once a step. */
  poll?(): void;
}

/** A step of this relative length ends the Krylov space. */
const exhausted = 1e-14;
/** Steps between looks at whether the largest value has settled. */
const lookEvery = 10;

/**
 * Golub-Kahan bidiagonalization A V = U B from a random start, the right vectors fully reorthogonalized (one side
 * suffices: Simon & Zha 2000). It keeps steps x columns numbers.
 */
export function lanczos(map: LinearMap, limits: LanczosLimits): RitzValues {
  const { rows, columns } = map;
  const most = Math.min(limits.steps, columns);
  const basis = new Float64Array(most * columns);
  const along = new Float64Array(most);
  let steps = 0;
  const alpha: number[] = [];
  const beta: number[] = [];
  const v = startVector(columns, limits.seed);
  limits.restrict?.(v);
  normalize(v);
  let u = new Float64Array(rows);
  let largest = 0;
  let before = 0;
  let complete = most === 0;
  while (!complete && steps < most) {
    limits.poll?.();
    const own = new Float64Array(rows);
    map.apply(v, own);
    if (steps > 0) add(-beta[steps - 1], u, own);
    basis.set(v, steps * columns);
    steps++;
    const length = normalize(own);
    largest = Math.max(largest, length);
    // With fewer rows than columns, the left side is exhausted first.
    complete = length <= exhausted * largest;
    alpha.push(complete ? 0 : length);
    if (complete) break;
    u = own;
    map.applyTransposed(u, v);
    for (let pass = 0; pass < 2; pass++) projectOut(basis, steps, v, along);
    beta.push(normalize(v));
    complete = beta[beta.length - 1] <= exhausted * largest || steps === columns;
    if (limits.tolerance > 0 && steps % lookEvery === 0) {
      const now = squares(alpha, beta, false).values[0];
      const settled = now <= before * (1 + limits.tolerance);
      if (settled && (limits.enough?.(Math.sqrt(now), steps) ?? true)) break;
      before = now;
    }
  }
  const { values, vectors } = squares(alpha, beta, limits.vectorsAbove < Infinity);
  const found = values.map((square) => Math.sqrt(Math.max(0, square)));
  const wanted = found.filter((value) => value > limits.vectorsAbove).length;
  return {
    values: found,
    vectors: combinations(basis, vectors, steps, wanted, columns),
    steps,
    complete,
  };
}

/**
 * A bound on the largest singular value from above that fails with probability `failure` over random starts:
 * θ/√(1-ε), ε = (ln(1.648 √n/δ)/(2k-1))² (Kuczyński & Woźniakowski 1992, through MATH). Infinity for too few steps.
 * @param theta largest of k steps
 * @param columns n
 */
export function boundFromAbove(theta: number, steps: number, columns: number, failure: number): number {
  if (steps >= columns) return theta;
  const root = logOfStart(columns, failure) / (2 * steps - 1);
  return root < 1 ? theta / Math.sqrt(1 - root * root) : Infinity;
}

/** Steps from which on {@link boundFromAbove} is within `excess` of θ, relatively. */
export function stepsForBound(excess: number, columns: number, failure: number): number {
  const ratio = 1 + excess;
  return Math.ceil((logOfStart(columns, failure) / Math.sqrt(1 - 1 / (ratio * ratio)) + 1) / 2);
}

function logOfStart(columns: number, failure: number): number {
  return log((1.648 * Math.sqrt(columns)) / failure);
}

/** Eigenvalues of BᵀB, B bidiagonal with `alpha` on and `beta` beside the diagonal. */
function squares(alpha: number[], beta: number[], withVectors: boolean) {
  const k = alpha.length;
  const diagonal = Float64Array.from(alpha, (a, at) => a * a + (at === 0 ? 0 : beta[at - 1] * beta[at - 1]));
  const beside = Float64Array.from({ length: Math.max(0, k - 1) }, (_, at) => alpha[at] * beta[at]);
  return tridiagonalEigen(diagonal, beside, withVectors);
}

/** The first `wanted` rows of k coefficients times the basis, one after another. */
function combinations(basis: Float64Array, rows: Float64Array | null, k: number, wanted: number, columns: number): Float64Array {
  const out = new Float64Array(wanted * columns);
  for (let t = 0; rows && t < wanted; t++) {
    const to = out.subarray(t * columns, (t + 1) * columns);
    for (let at = 0; at < k; at++) add(rows[t * k + at], basis.subarray(at * columns, (at + 1) * columns), to);
  }
  return out;
}

function startVector(columns: number, seed: number): Float64Array {
  const vector = new Float64Array(columns);
  randomStream(seed, 'lanczos.start').normals(vector);
  return vector;
}

/** Scales to length 1 and returns the length; what is 0 stays 0. */
function normalize(x: Float64Array): number {
  const length = Math.sqrt(dot(x, x));
  if (length > 0) for (let at = 0; at < x.length; at++) x[at] /= length;
  return length;
}

/** y += a x. */
function add(a: number, x: Float64Array, y: Float64Array): void {
  for (let at = 0; at < y.length; at++) y[at] += a * x[at];
}

/** In four sums: one waits for itself. */
function dot(a: Float64Array, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let at = 0; at < whole; at += 4) {
    s0 += a[at] * b[at];
    s1 += a[at + 1] * b[at + 1];
    s2 += a[at + 2] * b[at + 2];
    s3 += a[at + 3] * b[at + 3];
  }
  for (let at = whole; at < a.length; at++) s0 += a[at] * b[at];
  return s0 + s1 + (s2 + s3);
}
