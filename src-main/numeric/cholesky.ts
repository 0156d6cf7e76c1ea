/**
 * Small symmetric positive definite systems in packed lower form: entry (r, c), c <= r, of a k x k matrix
 * sits at `offset + r (r + 1) / 2 + c`. Scalar float64; the oracle of any faster kernel.
 */

/** Length of a packed k x k lower triangle. */
export function packedLength(k: number): number {
  return (k * (k + 1)) / 2;
}

/**
 * Factors A = L Lᵀ in place; the diagonal of L is stored inverted, so that solving multiplies.
 * @throws RangeError when A is not positive definite or holds a NaN.
 */
export function factorize(a: Float64Array, offset: number, k: number): void {
  for (let r = 0; r < k; r++) {
    const row = offset + (r * (r + 1)) / 2;
    for (let c = 0; c <= r; c++) {
      const other = offset + (c * (c + 1)) / 2;
      let sum = a[row + c];
      for (let t = 0; t < c; t++) sum -= a[row + t] * a[other + t];
      if (c < r) a[row + c] = sum * a[other + c];
      else if (sum > 0) a[row + r] = 1 / Math.sqrt(sum);
      else throw new RangeError(`matrix is not positive definite (pivot ${r} is ${sum})`);
    }
  }
}

/** Solves L Lᵀ x = b in place for one right-hand side of length k at `b[at]`. */
export function solveFactored(l: Float64Array, offset: number, k: number, b: Float64Array, at: number): void {
  for (let r = 0; r < k; r++) {
    const row = offset + (r * (r + 1)) / 2;
    let sum = b[at + r];
    for (let t = 0; t < r; t++) sum -= l[row + t] * b[at + t];
    b[at + r] = sum * l[row + r];
  }
  for (let r = k - 1; r >= 0; r--) {
    let sum = b[at + r];
    for (let t = r + 1; t < k; t++) sum -= l[offset + (t * (t + 1)) / 2 + r] * b[at + t];
    b[at + r] = sum * l[offset + (r * (r + 1)) / 2 + r];
  }
}
