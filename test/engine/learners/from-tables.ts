import type { FactorModel, MaliciousBlock, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { sparseRatings, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import type { Blocks, Factors } from '../../oracle/factorization.ts';
import { fromRowMajor, toRowMajor } from '../../oracle/matrix.ts';
import { observedEntries, type RatingTable } from '../../oracle/rating-table.ts';

/** An oracle's table in the engine's form. */
export function sparseForm(table: RatingTable, items: number): SparseRatings {
  const entries = observedEntries(table);
  return sparseRatings(
    table.length,
    items,
    entries.map(({ user }) => user),
    entries.map(({ item }) => item),
    entries.map(({ value }) => value),
  );
}

/** Both blocks for the engine; a dense malicious block needs every entry observed. */
export function trainingData({ normal, fakes }: Blocks, form: 'sparse' | 'dense' | 'none' = 'sparse'): TrainingData {
  const items = normal[0].length;
  const malicious: Record<typeof form, () => MaliciousBlock | null> = {
    none: () => null,
    sparse: () => ({ kind: 'sparse', ratings: sparseForm(fakes, items) }),
    dense: () => ({
      kind: 'dense',
      users: fakes.length,
      items,
      values: toRowMajor(fakes.map((row) => row.map((value) => value ?? Number.NaN))),
    }),
  };
  return { normal: sparseForm(normal, items), malicious: malicious[form]() };
}

/** An engine's model as an oracle's factors. */
export function factorsOf({ rank, userFactors, maliciousFactors, itemFactors }: FactorModel): Factors {
  return {
    U: fromRowMajor(userFactors, userFactors.length / rank, rank),
    fakes: fromRowMajor(maliciousFactors, maliciousFactors.length / rank, rank),
    V: fromRowMajor(itemFactors, itemFactors.length / rank, rank),
  };
}

/** An oracle's factors as an engine's model. */
export function modelOf({ U, fakes, V }: Factors): FactorModel {
  return { rank: V[0].length, userFactors: toRowMajor(U), maliciousFactors: toRowMajor(fakes), itemFactors: toRowMajor(V) };
}
