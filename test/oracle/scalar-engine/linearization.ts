import { packedLength, solveFactored } from '../../../src-main/numeric/cholesky.ts';
import { conjugateGradient } from '../../../src-main/numeric/conjugate-gradient.ts';
import { blockFactors, factoredSystem } from './factored-system.ts';
import type { FactorModel, Ridge, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { rotationProjector } from './rotation.ts';
import { stopIfCancelled } from '../../../src-main/engine/learners/factored/stop-if-cancelled.ts';

/** A gradient with respect to the model: ∂R/∂U (normal users only; R does not see Ũ) and ∂R/∂V. */
export interface ModelGradient {
  userGradient: Float64Array;
  itemGradient: Float64Array;
}

/** The adjoint z = H⁻¹ ∇_Θ R, as far as g_ij = z_ũi·v_j + z_vj·ũ_i needs it. */
export interface AdjointSolution {
  maliciousAdjoint: Float64Array;
  itemAdjoint: Float64Array;
  /** Schur products spent. */
  products: number;
  relativeResidual: number;
  converged: boolean;
  negativeCurvature: boolean;
}

/** How hard to solve, and when to give up. */
export interface AdjointLimits {
  /** Relative residual at which to stop. */
  tolerance: number;
  /** Cap on Schur products. */
  maxProducts: number;
  /** Polled before each product. */
  cancelled(): boolean;
}

/** The ridge problem's second-order structure at a trained model. */
export interface Linearization {
  /** w_j = G_j⁻¹ b_j for every item. */
  solveItemBlocks(b: Float64Array): Float64Array;
  /** S x of MATH's Schur form, without rotation projection. */
  schurProduct(x: Float64Array): Float64Array;
  /**
   * Solves H z = ∇R by conjugate gradients on S, rotations projected out throughout.
   * @throws LabError 'cancelled' within one product of `cancelled()` becoming true
   */
  solveAdjoint(gradient: ModelGradient, limits: AdjointLimits): AdjointSolution;
}

/** Linearizes at `model`; U must be U(V), as every training ends. */
export function linearize(data: TrainingData, model: FactorModel, ridge: Ridge): Linearization {
  const k = model.rank;
  const system = factoredSystem(data, k, ridge);
  const V = model.itemFactors;
  system.solveUsers(V);
  const users = blockFactors(system, model);
  const { cholesky } = system.solveItems(users, V);
  const project = rotationProjector(V, system.items, k);
  const packed = packedLength(k);

  function solveItemBlocks(b: Float64Array): Float64Array {
    const out = b.slice();
    for (let j = 0; j < system.items; j++) solveFactored(cholesky, j * packed, k, out, j * k);
    return out;
  }

  function schurProduct(x: Float64Array): Float64Array {
    const out = new Float64Array(x.length);
    for (let at = 0; at < x.length; at++) out[at] = ridge.lambdaItems * x[at];
    system.blocks.forEach((block, b) => block.addSchurProduct({ userFactors: users[b], itemFactors: V }, x, out));
    return out;
  }

  function solveAdjoint(gradient: ModelGradient, limits: AdjointLimits): AdjointSolution {
    const b = gradient.itemGradient.slice();
    const normal = { userFactors: users[0], itemFactors: V };
    system.blocks[0].subtractEliminated(normal, gradient.userGradient, b);
    project(b);
    const solved = conjugateGradient(
      (p, out) => {
        stopIfCancelled(limits.cancelled);
        out.set(schurProduct(p));
        project(out);
      },
      (r, out) => {
        out.set(solveItemBlocks(r));
        project(out);
      },
      b,
      limits,
    );
    const { solution, ...record } = solved;
    const maliciousAdjoint =
      system.blocks.length > 1
        ? system.blocks[1].backSubstitute({ userFactors: users[1], itemFactors: V }, null, solution)
        : new Float64Array(0);
    return { maliciousAdjoint, itemAdjoint: solution, ...record };
  }

  return { solveItemBlocks, schurProduct, solveAdjoint };
}
