import { factorize, packedLength, solveFactored } from '../../../numeric/cholesky.ts';
import type { MaliciousBlock, TrainingData } from '../../learners/factored/factor-model.ts';
import type { SingularForm } from '../../learners/factored/singular-form.ts';

/**
 * (L S_j L + τI)⁻¹ h_j of every item, S_j = Σ ū ūᵀ over the users of both blocks who rate it.
 * @param raised diagonal of L = Σ + λI
 * @param slopes h_j, items x rank
 * @param smoothing τ
 * @returns items x rank
 */
export function itemReactions(
  { normal, malicious }: TrainingData & { malicious: MaliciousBlock },
  { rank, userVectors, maliciousVectors }: SingularForm,
  raised: Float64Array,
  slopes: Float64Array,
  smoothing: number,
): Float64Array {
  const size = packedLength(rank);
  const common = new Float64Array(size);
  if (malicious.kind === 'dense') for (let i = 0; i < malicious.users; i++) addSquare(common, maliciousVectors, i, raised);
  for (let c = 0; c < rank; c++) common[packedLength(c + 1) - 1] += smoothing;
  const system = new Float64Array(size);
  const reactions = slopes.slice();
  for (let j = 0; j < normal.items; j++) {
    system.set(common);
    for (let at = normal.colStart[j]; at < normal.colStart[j + 1]; at++) addSquare(system, userVectors, normal.colUser[at], raised);
    if (malicious.kind === 'sparse') {
      const { colStart, colUser } = malicious.ratings;
      for (let at = colStart[j]; at < colStart[j + 1]; at++) addSquare(system, maliciousVectors, colUser[at], raised);
    }
    factorize(system, 0, rank);
    solveFactored(system, 0, rank, reactions, j * rank);
  }
  return reactions;
}

/** packed += (L u) (L u)ᵀ for the row u of a user. */
function addSquare(packed: Float64Array, vectors: Float64Array, user: number, raised: Float64Array): void {
  const k = raised.length;
  const row = user * k;
  let to = 0;
  for (let r = 0; r < k; r++) {
    const value = raised[r] * vectors[row + r];
    for (let c = 0; c <= r; c++) packed[to++] += value * raised[c] * vectors[row + c];
  }
}
