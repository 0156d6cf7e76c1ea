/** What the reference of the normal equations takes: ordinary arrays, factors rows x k without padding. */
export interface ScalarNormalEquations {
  rowStart: ArrayLike<number>;
  index: ArrayLike<number>;
  values: ArrayLike<number>;
  /** Factors of the other side, columns x k. */
  factors: Float64Array;
  k: number;
  lambda: number;
  /** Added to every Gram matrix: lower triangle by rows. */
  addend?: Float64Array;
  /** Added to the right-hand sides, rows x k. */
  sideAddend?: Float64Array;
}

/**
 * Plain float64 half sweep, row by row, the baseline that the kernels are measured and tested against.
 * @returns the solutions, rows x k; rows whose matrix is not positive definite hold NaN
 */
export function scalarHalfSweep(task: ScalarNormalEquations): Float64Array {
  const { k, rowStart } = task;
  const rows = rowStart.length - 1;
  const out = new Float64Array(rows * k);
  const gram = new Float64Array((k * (k + 1)) / 2);
  const side = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    scalarNormalEquations(task, row, gram, side);
    factorInPlace(gram, k);
    solveInPlace(gram, k, side);
    out.set(side, row * k);
  }
  return out;
}

/** Gram matrix plus addend plus λ I of a row (lower triangle by rows), and its right-hand side, overwritten. */
export function scalarNormalEquations(
  { rowStart, index, values, factors, k, lambda, addend, sideAddend }: ScalarNormalEquations,
  row: number,
  gram: Float64Array,
  side: Float64Array,
): void {
  if (addend) gram.set(addend);
  else gram.fill(0);
  for (let r = 0; r < k; r++) {
    gram[(r * (r + 1)) / 2 + r] += lambda;
    side[r] = sideAddend ? sideAddend[row * k + r] : 0;
  }
  const end = rowStart[row + 1];
  let at = rowStart[row];
  for (; at + 4 <= end; at += 4) {
    const a = index[at] * k;
    const b = index[at + 1] * k;
    const c = index[at + 2] * k;
    const d = index[at + 3] * k;
    const va = values[at];
    const vb = values[at + 1];
    const vc = values[at + 2];
    const vd = values[at + 3];
    let to = 0;
    for (let r = 0; r < k; r++) {
      const fa = factors[a + r];
      const fb = factors[b + r];
      const fc = factors[c + r];
      const fd = factors[d + r];
      side[r] += va * fa + vb * fb + vc * fc + vd * fd;
      for (let s = 0; s <= r; s++) {
        gram[to++] += fa * factors[a + s] + fb * factors[b + s] + fc * factors[c + s] + fd * factors[d + s];
      }
    }
  }
  for (; at < end; at++) {
    const a = index[at] * k;
    let to = 0;
    for (let r = 0; r < k; r++) {
      const fa = factors[a + r];
      side[r] += values[at] * fa;
      for (let s = 0; s <= r; s++) gram[to++] += fa * factors[a + s];
    }
  }
}

/** Lower Cholesky factor in place of a lower triangle, the diagonal inverted. */
function factorInPlace(gram: Float64Array, k: number): void {
  for (let r = 0, row = 0; r < k; row += ++r) {
    for (let c = 0, col = 0; c <= r; col += ++c) {
      let sum = gram[row + c];
      for (let s = 0; s < c; s++) sum -= gram[row + s] * gram[col + s];
      gram[row + c] = c === r ? 1 / Math.sqrt(sum) : sum * gram[col + c];
    }
  }
}

/** x of L Lᵀ x = b in place of b. */
function solveInPlace(factor: Float64Array, k: number, b: Float64Array): void {
  for (let r = 0, row = 0; r < k; row += ++r) {
    let sum = b[r];
    for (let s = 0; s < r; s++) sum -= factor[row + s] * b[s];
    b[r] = sum * factor[row + r];
  }
  for (let r = k - 1; r >= 0; r--) {
    const row = (r * (r + 1)) / 2;
    const x = b[r] * factor[row + r];
    b[r] = x;
    for (let s = 0; s < r; s++) b[s] -= factor[row + s] * x;
  }
}
