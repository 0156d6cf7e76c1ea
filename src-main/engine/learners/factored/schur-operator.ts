import { interleave32, interleave64 } from '../../../numeric/kernels/vectors/elementwise.ts';
import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { reduceSlots } from '../../../numeric/kernels/vectors/reduce-slots.ts';
import { schurProduct } from '../../../numeric/kernels/schur/schur-product.ts';
import type { FactoredSystem } from './factored-system.ts';

/** Products with the second derivatives of F(V) = min_U f(U, V) at the V where a system stands. */
export interface SchurOperator {
  /** out = S x = λ_V x + Σ u (u·x) - Cᵀ G_U⁻¹ C x in float32 (relative error about 1e-6): for conjugate gradients. */
  roughly(x: Vector, out: Vector): void;
  /** The same in float64, to about 1e-11. */
  exactly(x: Vector, out: Vector): void;
  /** out_j = G_j x_j, the part of S without elimination, in float64. */
  itemBlocks(x: Vector, out: Vector): void;
}

/** The operator at a system's present V; it allocates in kernel memory, and is good until the system moves. */
export function schurOperator(system: FactoredSystem): SchurOperator {
  const { team, arrays, ratings, dense, ridge } = system;
  const { kp, itemFactors, userFactors, userFactors32, residual32, slots, slotCount, slotBounds } = arrays;
  const { items, byUser } = ratings;
  const pairs32 = team.memory.float32(items * 2 * kp);
  const slots32 = new Float32Array(slots.buffer, slots.byteOffset, slotCount * items * kp);
  let pairs64: Vector | null = null;
  const common = { users: byUser, bounds: slotBounds, kp, lambdaUsers: ridge.lambdaUsers };

  function roughly(x: Vector, out: Vector): void {
    const cholesky = system.userCholesky();
    if (cholesky instanceof Float64Array) {
      exactly(x, out);
      return;
    }
    interleave32(team, x, itemFactors, kp, pairs32);
    const factors = { pairs: pairs32, userFactors: userFactors32, residual: residual32 };
    schurProduct(team, { ...common, ...factors, cholesky, accumulators: slots32 });
    reduceSlots(team, slots32, slotCount, out, { lambda: ridge.lambdaItems, x, reset: true });
    dense?.addSchurProduct(itemFactors, x, out);
  }

  function exactly(x: Vector, out: Vector): void {
    inFloat64(x, out, true);
    dense?.addSchurProduct(itemFactors, x, out);
  }

  function inFloat64(x: Vector, out: Vector, eliminate: boolean): void {
    pairs64 ??= team.memory.float64(items * 2 * kp);
    interleave64(team, x, itemFactors, kp, pairs64);
    const factors = { pairs: pairs64, userFactors, residual: system.residual64(), cholesky: system.userCholesky() };
    schurProduct(team, { ...common, ...factors, accumulators: slots }, eliminate);
    reduceSlots(team, slots, slotCount, out, { lambda: ridge.lambdaItems, x, reset: true });
  }

  return {
    roughly,
    exactly,
    itemBlocks(x, out) {
      inFloat64(x, out, false);
      dense?.addItemProduct(x, out);
    },
  };
}
