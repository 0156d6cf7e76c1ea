import { thinSvd } from '../../../numeric/thin-svd.ts';
import type { FactorModel } from './factor-model.ts';

/** A model as [X; X̃] = [U'; Ũ'] Σ V'ᵀ, the thin singular value decomposition over users of both blocks. */
export interface SingularForm {
  rank: number;
  /** σ, descending, all above 0. */
  values: Float64Array;
  /** U', normal users x rank. */
  userVectors: Float64Array;
  /** Ũ', malicious users x rank. */
  maliciousVectors: Float64Array;
  /** V', items x rank; orthonormal columns, as those of U' over Ũ'. */
  itemVectors: Float64Array;
}

/** The singular form of any factored model. */
export function singularForm({ rank: k, userFactors, maliciousFactors, itemFactors }: FactorModel): SingularForm {
  const users = new Float64Array(userFactors.length + maliciousFactors.length);
  users.set(userFactors);
  users.set(maliciousFactors, userFactors.length);
  const m = users.length / k;
  const n = itemFactors.length / k;
  const { left, values, right } = thinSvd(byColumns(users, m, k), m, byColumns(itemFactors, n, k), n, k);
  const rank = values.length;
  const normal = userFactors.length / k;
  return {
    rank,
    values,
    userVectors: byRows(left, m, 0, normal, rank),
    maliciousVectors: byRows(left, m, normal, m, rank),
    itemVectors: byRows(right, n, 0, n, rank),
  };
}

function byColumns(rows: Float64Array, count: number, k: number): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < count; i++) for (let c = 0; c < k; c++) out[c * count + i] = rows[i * k + c];
  return out;
}

/** Rows `from` to `to`, row major. */
function byRows(columns: Float64Array, count: number, from: number, to: number, rank: number): Float64Array {
  const out = new Float64Array((to - from) * rank);
  for (let i = from; i < to; i++) for (let c = 0; c < rank; c++) out[(i - from) * rank + c] = columns[c * count + i];
  return out;
}
