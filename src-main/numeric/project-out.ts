/**
 * x -= Σ_t q_t (q_t·x) over the first `count` rows of `basis`, x.length numbers each: one pass of classical Gram-Schmidt.
 * Two passes leave x orthogonal to orthonormal rows (Giraud et al. 2005). Four rows at a time, for x is read and written
 * once for them.
 * @param along room for `count` numbers: the q_t·x
 */
export function projectOut(basis: Float64Array, count: number, x: Float64Array, along: Float64Array): void {
  const n = x.length;
  const whole = count - (count % 4);
  for (let t = 0; t < whole; t += 4) {
    const [a, b, c, d] = [t * n, (t + 1) * n, (t + 2) * n, (t + 3) * n];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const value = x[i];
      s0 += basis[a + i] * value;
      s1 += basis[b + i] * value;
      s2 += basis[c + i] * value;
      s3 += basis[d + i] * value;
    }
    along[t] = s0;
    along[t + 1] = s1;
    along[t + 2] = s2;
    along[t + 3] = s3;
  }
  for (let t = whole; t < count; t++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += basis[t * n + i] * x[i];
    along[t] = sum;
  }
  for (let t = 0; t < whole; t += 4) {
    const [a, b, c, d] = [t * n, (t + 1) * n, (t + 2) * n, (t + 3) * n];
    const [s0, s1, s2, s3] = [along[t], along[t + 1], along[t + 2], along[t + 3]];
    for (let i = 0; i < n; i++) x[i] -= s0 * basis[a + i] + s1 * basis[b + i] + (s2 * basis[c + i] + s3 * basis[d + i]);
  }
  for (let t = whole; t < count; t++) {
    const from = t * n;
    for (let i = 0; i < n; i++) x[i] -= along[t] * basis[from + i];
  }
}
