import { symmetricEigen, type SymmetricEigen } from '../../symmetric-eigen.ts';
import type { KernelTeam } from '../team.ts';
import type { Vector } from './chunks.ts';
import { addTallProduct, gramianTall } from './tall.ts';

/**
 * Eigenvalues and eigenvectors of K = FᵀF.
 * @param factors F, rows x kp, its columns from k on zero
 * @returns of the k x k part
 */
export function gramianEigen(
  team: KernelTeam,
  factors: Vector,
  rows: number,
  k: number,
  kp: number,
): SymmetricEigen {
  const gramian = new Float64Array(k * k);
  team.memory.temporarily(() => {
    const padded = team.memory.float64(kp * kp);
    gramianTall(team, factors, kp, factors, kp, rows, padded);
    for (let r = 0; r < k; r++) gramian.set(padded.subarray(r * kp, r * kp + k), r * k);
  });
  return symmetricEigen(gramian, k);
}

/**
 * Projects rows x kp arrays of kernel memory, in place, onto the complement of the directions F A (A skew) along
 * which U Vᵀ does not change: Z ← Z - F A with K A + A K = W - Wᵀ, K = FᵀF, W = FᵀZ, solved in K's eigenbasis.
 * Directions with κ_a + κ_b below 1e-12 of the largest are left alone. Five kp x kp matrices stay allocated.
 * @param factors F, rows x kp, read at every projection
 * @param eigen of F's {@link gramianEigen}
 */
export function rotationProjection(
  team: KernelTeam,
  factors: Vector,
  rows: number,
  kp: number,
  eigen: SymmetricEigen,
): (z: Vector) => void {
  const { values, vectors } = eigen;
  const k = values.length;
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const [basis, transposed, w, half, inBasis] = Array.from({ length: 5 }, () => team.memory.float64(kp * kp));
  for (let r = 0; r < k; r++) {
    for (let c = 0; c < k; c++) {
      basis[r * kp + c] = vectors[r * k + c];
      transposed[c * kp + r] = vectors[r * k + c];
    }
  }

  function square(a: Vector, b: Vector, out: Vector): void {
    out.fill(0);
    addTallProduct(team, a, kp, b, kp, kp, out);
  }

  return (z) => {
    gramianTall(team, factors, kp, z, kp, rows, w);
    for (let r = 0; r < k; r++) {
      w[r * kp + r] = 0;
      for (let c = 0; c < r; c++) {
        const skew = w[r * kp + c] - w[c * kp + r];
        w[r * kp + c] = skew;
        w[c * kp + r] = -skew;
      }
    }
    square(transposed, w, half);
    square(half, basis, inBasis);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) {
        const scale = values[a] + values[b];
        inBasis[a * kp + b] = scale > 1e-12 * largest ? -inBasis[a * kp + b] / scale : 0;
      }
    }
    square(basis, inBasis, half);
    square(half, transposed, w);
    addTallProduct(team, factors, kp, w, kp, rows, z);
  };
}
