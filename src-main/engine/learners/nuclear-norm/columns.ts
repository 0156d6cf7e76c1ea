import { gramian } from '../../../numeric/dense-matrix.ts';
import { symmetricEigen } from '../../../numeric/symmetric-eigen.ts';
import { paddedRank } from '../factored/factor-layout.ts';

/** Item factors by columns: column t is values[t * items .. (t + 1) * items). */
export interface Columns {
  count: number;
  items: number;
  values: Float64Array;
}

/** The columns of an items x k array (row major) that are not 0 throughout. */
export function columnsOf(factors: Float64Array, items: number): Columns {
  const k = factors.length / items;
  const kept = Array.from({ length: k }, (_, c) => c).filter((c) => {
    for (let j = 0; j < items; j++) if (factors[j * k + c] !== 0) return true;
    return false;
  });
  const values = new Float64Array(kept.length * items);
  kept.forEach((c, at) => {
    for (let j = 0; j < items; j++) values[at * items + j] = factors[j * k + c];
  });
  return { count: kept.length, items, values };
}

/**
 * Row major with as many columns as kernels pad the rank to, at least eight: those beyond the rank are 0, and stay so,
 * for a column of 0 in V gives one in U. The rank may change within them and the kernels' arrays stay.
 */
export function paddedFactors({ count, items, values }: Columns): Float64Array {
  const k = paddedRank(Math.max(1, count));
  const factors = new Float64Array(items * k);
  for (let c = 0; c < count; c++) for (let j = 0; j < items; j++) factors[j * k + c] = values[c * items + j];
  return factors;
}

/** Both, one after another. */
export function joined(a: Columns, b: Columns): Columns {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { count: a.count + b.count, items: a.items, values };
}

/**
 * Without the directions whose singular value is below `share` of the largest: at a stationary model with one ridge those of
 * the prediction are the eigenvalues of VᵀV. Not rotated where all are kept.
 * @param most that are kept, the largest
 */
export function truncated(columns: Columns, share: number, most: number): Columns {
  const { count, items } = columns;
  const k = paddedRank(Math.max(1, count));
  const factors = paddedFactors(columns);
  const { values, vectors } = symmetricEigen(gramian(factors, items, k), k);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const kept = Array.from(values, (_, t) => t)
    .filter((t) => values[t] > share * largest)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, most);
  if (kept.length >= count) return columns;
  const out = new Float64Array(kept.length * items);
  kept.forEach((t, at) => {
    for (let j = 0; j < items; j++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += factors[j * k + c] * vectors[c * k + t];
      out[at * items + j] = sum;
    }
  });
  return { count: kept.length, items, values: out };
}
