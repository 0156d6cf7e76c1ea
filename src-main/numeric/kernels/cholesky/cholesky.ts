import type { KernelTeam } from '../team.ts';

/** Factored systems in groups of four neighbouring rows ("chol"): see factorGroup of factor-group.as.ts. */
export interface FactoredRows {
  /** {@link choleskyLength} numbers. */
  chol: Float32Array<SharedArrayBuffer> | Float64Array<SharedArrayBuffer>;
  rows: number;
  /** Rank, a multiple of 8. */
  kp: number;
}

/** Numbers that the Cholesky factors of `rows` rows take: whole groups of four lower triangles. */
export function choleskyLength(rows: number, kp: number): number {
  return Math.ceil(rows / 4) * 2 * kp * (kp + 1);
}

/**
 * Factors all systems in place; their diagonals end up inverted.
 * @param bounds chunk c factors rows bounds[c]..bounds[c + 1]; all but the last are multiples of 4
 * @param failures one cell a chunk, set to the pivots that were not positive and were replaced by huge ones
 * @returns how many pivots were not positive; where it is not 0, factors do not belong to the systems
 */
export function factorRows(
  team: KernelTeam,
  { chol, rows, kp }: FactoredRows,
  bounds: Int32Array<SharedArrayBuffer>,
  failures: Int32Array<SharedArrayBuffer>,
): number {
  const chunks = bounds.length - 1;
  const words = [bounds.byteOffset, chol.byteOffset, kp, isFloat64(chol), rows, failures.byteOffset];
  team.run('factorRows', chunks, words, [], (rows * kp * kp * kp) / 6);
  let sum = 0;
  for (let chunk = 0; chunk < chunks; chunk++) sum += failures[chunk];
  return sum;
}

/**
 * out_r = L_r⁻ᵀ L_r⁻¹ in_r for every row r, in float64 arithmetic whatever the factors are stored in.
 * @param bounds as in {@link factorRows}
 * @param right rows x kp
 * @param out rows x kp; may be `right`
 */
export function solveRows(
  team: KernelTeam,
  { chol, rows, kp }: FactoredRows,
  bounds: Int32Array<SharedArrayBuffer>,
  right: Float64Array<SharedArrayBuffer>,
  out: Float64Array<SharedArrayBuffer>,
): void {
  const words = [
    ...[bounds.byteOffset, chol.byteOffset, kp, isFloat64(chol)],
    ...[right.byteOffset, out.byteOffset, rows],
  ];
  team.run('solveRows', bounds.length - 1, words, [], rows * kp * kp);
}

function isFloat64(chol: FactoredRows['chol']): number {
  return chol.BYTES_PER_ELEMENT === 8 ? 1 : 0;
}
