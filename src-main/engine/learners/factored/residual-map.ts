import type { LinearMap } from '../../../numeric/lanczos.ts';
import { projectOut } from '../../../numeric/project-out.ts';
import { orthonormalBasis } from '../../../numeric/thin-svd.ts';
import { denseTimesFactors, transposedDenseTimes } from '../../../numeric/kernels/dense/dense.ts';
import { residualProduct, residualTransposed } from '../../../numeric/kernels/residual/residual-products.ts';
import { reduceSlots } from '../../../numeric/kernels/vectors/reduce-slots.ts';
import type { FactoredSystem } from './factored-system.ts';

/** Columns of a vector that stands in a dense product for a matrix of factors. */
const padded = 8;

/**
 * Computes with E, the residuals e_ij of all users, at the V where a system stands. Rows are the system's users in
 * kernel order, those of a dense block behind them; columns are items in kernel order.
 */
export function withResiduals<T>(system: FactoredSystem, compute: (residuals: LinearMap) => T): T {
  const { team, arrays, ratings, dense } = system;
  const { slots, slotCount, slotBounds: bounds, itemFactors, kp } = arrays;
  const { byUser, items } = ratings;
  const matrix = { users: byUser, bounds, residual: system.residual64() };
  return team.memory.temporarily(() => {
    const rows = byUser.rows + (dense?.users ?? 0);
    const itemLength = 8 * Math.ceil(items / 8);
    const x = team.memory.float64(itemLength);
    const y = team.memory.float64(byUser.rows);
    const parts = slots.subarray(0, slotCount * itemLength);
    const denseItems = dense && team.memory.float64(items * padded);
    const denseUsers = dense && team.memory.float64(dense.users * padded);

    function apply(from: Float64Array, to: Float64Array): void {
      x.set(from);
      residualProduct(team, matrix, x, y);
      to.set(y);
      if (!dense || !denseItems || !denseUsers) return;
      for (let j = 0; j < items; j++) denseItems[j * padded] = from[j];
      const { users, values, factors } = dense;
      denseTimesFactors(team, { dense: values, users, items, factors: denseItems, kp: padded, out: denseUsers });
      const along = combine(itemFactors, items, kp, from, 0);
      for (let i = 0; i < users; i++) to[byUser.rows + i] = denseUsers[i * padded] - rowDot(factors, i, kp, along);
    }

    function applyTransposed(from: Float64Array, to: Float64Array): void {
      y.set(from.subarray(0, byUser.rows));
      residualTransposed(team, matrix, y, parts);
      reduceSlots(team, parts, slotCount, x, { reset: true });
      to.set(x.subarray(0, items));
      if (!dense || !denseItems || !denseUsers) return;
      const { users, values, factors } = dense;
      for (let i = 0; i < users; i++) denseUsers[i * padded] = from[byUser.rows + i];
      transposedDenseTimes(team, { dense: values, users, items, factors: denseUsers, kp: padded, out: denseItems });
      const along = combine(factors, users, kp, from, byUser.rows);
      for (let j = 0; j < items; j++) to[j] += denseItems[j * padded] - rowDot(itemFactors, j, kp, along);
    }

    return compute({ rows, columns: items, apply, applyTransposed });
  });
}

/** Orthonormal bases, by columns, of what users' and items' factors span where a system stands. */
export interface FactorSpans {
  users: Float64Array;
  items: Float64Array;
}

/** The spans of U (malicious users included) and V, rows and columns as in {@link withResiduals}. */
export function factorSpans({ arrays, ratings, dense, rank }: FactoredSystem): FactorSpans {
  const { kp, userFactors, itemFactors } = arrays;
  const { byUser, items } = ratings;
  const rows = byUser.rows + (dense?.users ?? 0);
  const users = new Float64Array(rows * kp);
  users.set(userFactors);
  if (dense) users.set(dense.factors, byUser.rows * kp);
  return {
    users: orthonormalBasis(byColumns(users, rows, kp, rank), rows, rank),
    items: orthonormalBasis(byColumns(itemFactors, items, kp, rank), items, rank),
  };
}

/** A map of what is orthogonal to its bases onto what is: outside of them it is not defined. */
export interface DeflatedMap extends LinearMap {
  /** x ← (I - Q Qᵀ) x. */
  restrict(x: Float64Array): void;
}

/** (I - P Pᵀ) A (I - Q Qᵀ) for orthonormal P and Q, given by columns, on vectors that are orthogonal to them already. */
export function deflated(map: LinearMap, { users, items }: FactorSpans): DeflatedMap {
  const { rows, columns } = map;
  const count = items.length / columns;
  const along = new Float64Array(Math.max(count, users.length / rows));
  const restrict = (x: Float64Array): void => projectOut(items, count, x, along);
  return {
    rows,
    columns,
    restrict,
    apply(x, y) {
      map.apply(x, y);
      projectOut(users, users.length / rows, y, along);
    },
    applyTransposed(y, x) {
      map.applyTransposed(y, x);
      restrict(x);
    },
  };
}

/** Σ_rows x_row a_row, a of rows x kp; x from `first` on. */
function combine(a: Float64Array, rows: number, kp: number, x: Float64Array, first: number): Float64Array {
  const sum = new Float64Array(kp);
  for (let row = 0; row < rows; row++) for (let c = 0; c < kp; c++) sum[c] += x[first + row] * a[row * kp + c];
  return sum;
}

function rowDot(a: Float64Array, row: number, kp: number, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < kp; c++) sum += a[row * kp + c] * b[c];
  return sum;
}

function byColumns(a: Float64Array, rows: number, kp: number, k: number): Float64Array {
  const out = new Float64Array(rows * k);
  for (let c = 0; c < k; c++) for (let row = 0; row < rows; row++) out[c * rows + row] = a[row * kp + c];
  return out;
}
