/** Eigenvalues and eigenvectors of a symmetric matrix; column c of `vectors` belongs to `values[c]`. */
export interface SymmetricEigen {
  /** k values, unsorted. */
  values: Float64Array;
  /** k x k, row major; orthonormal columns. */
  vectors: Float64Array;
}

/**
 * Cyclic Jacobi for small k x k symmetric matrices (row major, not changed).
 * Off-diagonal mass ends below 1e-15 of the norm; about ten sweeps of k² / 2 rotations.
 */
export function symmetricEigen(matrix: Float64Array, k: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(k * k);
  for (let i = 0; i < k; i++) vectors[i * k + i] = 1;
  let norm = 0;
  for (const value of a) norm += value * value;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) off += a[p * k + q] * a[p * k + q];
    if (off <= 1e-30 * norm) break;
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) rotate(a, vectors, k, p, q);
  }
  const values = new Float64Array(k);
  for (let i = 0; i < k; i++) values[i] = a[i * k + i];
  return { values, vectors };
}

function rotate(a: Float64Array, vectors: Float64Array, k: number, p: number, q: number): void {
  const apq = a[p * k + q];
  if (apq === 0) return;
  const theta = (a[q * k + q] - a[p * k + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < k; i++) {
    const ip = a[i * k + p];
    const iq = a[i * k + q];
    a[i * k + p] = c * ip - s * iq;
    a[i * k + q] = s * ip + c * iq;
  }
  for (let i = 0; i < k; i++) {
    const pi = a[p * k + i];
    const qi = a[q * k + i];
    a[p * k + i] = c * pi - s * qi;
    a[q * k + i] = s * pi + c * qi;
    const vp = vectors[i * k + p];
    const vq = vectors[i * k + q];
    vectors[i * k + p] = c * vp - s * vq;
    vectors[i * k + q] = s * vp + c * vq;
  }
}
