import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { MaliciousBlock, TrainingData } from '../../learners/factored/factor-model.ts';
import type { SingularForm } from '../../learners/factored/singular-form.ts';

/** Σ (u_it v_jt)² over the rated entries of both blocks, for every singular vector t. */
export function vectorSquares(
  { normal, malicious }: TrainingData & { malicious: MaliciousBlock },
  { rank, userVectors, maliciousVectors, itemVectors }: SingularForm,
): Float64Array {
  const sums = new Float64Array(rank);
  const add = (users: Float64Array, i: number, j: number) => {
    for (let t = 0; t < rank; t++) {
      const product = users[i * rank + t] * itemVectors[j * rank + t];
      sums[t] += product * product;
    }
  };
  const addRated = ({ users, rowStart, rowItem }: SparseRatings, vectors: Float64Array) => {
    for (let i = 0; i < users; i++) for (let at = rowStart[i]; at < rowStart[i + 1]; at++) add(vectors, i, rowItem[at]);
  };
  addRated(normal, userVectors);
  if (malicious.kind === 'sparse') addRated(malicious.ratings, maliciousVectors);
  else for (let i = 0; i < malicious.users; i++) for (let j = 0; j < malicious.items; j++) add(maliciousVectors, i, j);
  return sums;
}
