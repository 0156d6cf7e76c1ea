import { addProduct, addTransposedProduct, gramian } from '../../../src-main/numeric/dense-matrix.ts';
import { symmetricEigen } from '../../../src-main/numeric/symmetric-eigen.ts';

/**
 * Projects n x k arrays, in place, onto the complement of the directions F A (A skew) along which U Vᵀ does
 * not change: Z ← Z - F A with K A + A K = W - Wᵀ, K = FᵀF, W = FᵀZ, solved in K's eigenbasis.
 * Directions with κ_a + κ_b below 1e-12 of the largest are left alone.
 * @param factors F, rows x k
 */
export function rotationProjector(factors: Float64Array, rows: number, k: number): (z: Float64Array) => void {
  const { values, vectors } = symmetricEigen(gramian(factors, rows, k), k);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);

  return (z) => {
    const w = new Float64Array(k * k);
    addTransposedProduct(factors, z, rows, k, k, w);
    const skew = new Float64Array(k * k);
    for (let r = 0; r < k; r++) for (let c = 0; c < k; c++) skew[r * k + c] = w[r * k + c] - w[c * k + r];
    const inBasis = conjugate(vectors, skew, k, true);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) {
        const scale = values[a] + values[b];
        inBasis[a * k + b] = scale > 1e-12 * largest ? -inBasis[a * k + b] / scale : 0;
      }
    }
    addProduct(factors, conjugate(vectors, inBasis, k, false), rows, k, k, z);
  };
}

/** Qᵀ M Q when `into` the basis, Q M Qᵀ when out of it. */
function conjugate(q: Float64Array, matrix: Float64Array, k: number, into: boolean): Float64Array {
  const half = new Float64Array(k * k);
  const out = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      let sum = 0;
      for (let t = 0; t < k; t++) sum += (into ? q[t * k + a] : q[a * k + t]) * matrix[t * k + b];
      half[a * k + b] = sum;
    }
  }
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      let sum = 0;
      for (let t = 0; t < k; t++) sum += half[a * k + t] * (into ? q[t * k + b] : q[b * k + t]);
      out[a * k + b] = sum;
    }
  }
  return out;
}
