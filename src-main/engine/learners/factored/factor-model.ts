import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** Malicious ratings that a learner is trained on: rated entries only, or a rating for every item (SGLD). */
export type MaliciousBlock =
  | { kind: 'sparse'; ratings: SparseRatings }
  | {
      kind: 'dense';
      users: number;
      items: number;
      /** users x items, row major, shifted units. */
      values: Float64Array;
    };

/** What a learner is trained on: the normal block M and, when poisoned, the malicious block M̃. */
export interface TrainingData {
  normal: SparseRatings;
  malicious: MaliciousBlock | null;
}

/** Θ = (U, Ũ, V) of the paper's Eq. 4; all row major with `rank` columns. */
export interface FactorModel {
  rank: number;
  /** U, normal users x rank. */
  userFactors: Float64Array;
  /** Ũ, malicious users x rank; empty without a malicious block. */
  maliciousFactors: Float64Array;
  /** V, items x rank. */
  itemFactors: Float64Array;
}

/** λ_U and λ_V of Eq. 2; λ_U holds for normal and malicious users alike. */
export interface Ridge {
  lambdaUsers: number;
  lambdaItems: number;
}
