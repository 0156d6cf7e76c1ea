import { backSubstitute, subtractEliminated } from '../../../numeric/kernels/schur/elimination.ts';
import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { axpy, dot, interleave64, scaleAdd } from '../../../numeric/kernels/vectors/elementwise.ts';
import { reduceSlots } from '../../../numeric/kernels/vectors/reduce-slots.ts';
import { gramianEigen, rotationProjection } from '../../../numeric/kernels/vectors/rotation-projection.ts';
import { packFactors, unpackFactors, unpackRows } from './factor-layout.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';
import type { FactoredSystem } from './factored-system.ts';
import { linearAccuracy } from './model-of-items.ts';
import { solveRefined, type SolveLimits } from './refined-solve.ts';
import { residentSystem } from './resident-system.ts';
import { schurOperator, type SchurOperator } from './schur-operator.ts';

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
  solveAdjoint(gradient: ModelGradient, limits: SolveLimits): AdjointSolution;
}

/** Relative residual at which refining item solves ends, and most refinements. */
const blockTolerance = 1e-12;
const blockRefinements = 8;

/** Linearizes at `model`; U must be U(V), as every training ends. */
export function linearize(data: TrainingData, model: FactorModel, ridge: Ridge): Linearization {
  /** Stands at the model, with room that is given back; whatever stays allocated is made before. */
  function atModel<T>(compute: (system: FactoredSystem, operator: SchurOperator) => T): T {
    const system = residentSystem(data, model.rank, ridge);
    const { team, arrays, ratings } = system;
    const V = new Float64Array(arrays.itemFactors.length);
    packFactors(model.itemFactors, model.rank, ratings.itemOrder, V);
    system.moveTo(V, linearAccuracy);
    system.prepareItems();
    system.residual64();
    return team.memory.temporarily(() => compute(system, schurOperator(system)));
  }

  return {
    solveItemBlocks: (b) => atModel((system, operator) => solveBlocks(system, operator, b)),
    schurProduct: (x) =>
      atModel((system, operator) => {
        const out = system.team.memory.float64(system.arrays.itemFactors.length);
        operator.exactly(itemVector(system, x), out);
        return unpackFactors(out, system.rank, system.ratings.itemOrder);
      }),
    solveAdjoint: (gradient, limits) =>
      atModel((system, operator) => {
        const { team, arrays, ratings, rank } = system;
        const { itemFactors, kp } = arrays;
        const eigen = gramianEigen(team, itemFactors, ratings.items, rank, kp);
        const project = rotationProjection(team, itemFactors, ratings.items, kp, eigen);
        const b = rightHandSide(system, gradient);
        project(b);
        const { solution, ...record } = solveRefined(system, operator, project, b, limits);
        return {
          maliciousAdjoint: backSubstituteMalicious(system, solution),
          itemAdjoint: unpackFactors(solution, rank, ratings.itemOrder),
          ...record,
        };
      }),
  };
}

/** G_j⁻¹ b_j, refined until the residual is rounding. */
function solveBlocks(system: FactoredSystem, operator: SchurOperator, b: Float64Array): Float64Array {
  const { team, rank, ratings } = system;
  const right = itemVector(system, b);
  const solution = team.memory.float64(right.length);
  const residual = team.memory.float64(right.length);
  const step = team.memory.float64(right.length);
  residual.set(right);
  const scale = dot(team, right, right);
  for (let refinement = 0; refinement < blockRefinements; refinement++) {
    system.solveItemBlocks(residual, step);
    axpy(team, 1, step, solution);
    operator.itemBlocks(solution, residual);
    scaleAdd(team, -1, residual, 1, right, residual);
    if (dot(team, residual, residual) <= blockTolerance * blockTolerance * scale) break;
  }
  return unpackFactors(solution, rank, ratings.itemOrder);
}

/** A copy of an items x rank array in kernel memory. */
function itemVector({ team, arrays, ratings, rank }: FactoredSystem, values: Float64Array): Vector {
  const vector = team.memory.float64(arrays.itemFactors.length);
  packFactors(values, rank, ratings.itemOrder, vector);
  return vector;
}

/** b_V - Cᵀ G_U⁻¹ b_U. */
function rightHandSide(system: FactoredSystem, { userGradient, itemGradient }: ModelGradient): Vector {
  const { team, arrays, ratings, rank } = system;
  const { slots, slotCount, slotBounds } = arrays;
  const userSide = team.memory.float64(arrays.userFactors.length);
  packFactors(userGradient, rank, ratings.userOrder, userSide);
  const b = itemVector(system, itemGradient);
  subtractEliminated(team, { ...userTask(system), bounds: slotBounds, userSide, accumulators: slots });
  reduceSlots(team, slots, slotCount, b, { lambda: 1, x: b, reset: true });
  return b;
}

/** z_Ũ of the malicious users, users x rank. */
function backSubstituteMalicious(system: FactoredSystem, itemSolution: Vector): Float64Array {
  const { team, arrays, ratings, rank, dense } = system;
  const { kp, itemFactors } = arrays;
  if (dense) return unpackRows(dense.backSubstitute(itemFactors, itemSolution), rank, dense.users);
  const { maliciousUsers, maliciousStart } = ratings;
  const bounds = team.memory.int32(2);
  bounds[0] = maliciousStart;
  bounds[1] = maliciousStart + maliciousUsers;
  const pairs = team.memory.float64(2 * itemFactors.length);
  interleave64(team, itemSolution, itemFactors, kp, pairs);
  const solution = team.memory.float64(maliciousUsers * kp);
  if (maliciousUsers > 0) backSubstitute(team, { ...userTask(system), bounds, pairs, userSide: null, solution });
  return unpackRows(solution, rank, maliciousUsers);
}

function userTask(system: FactoredSystem) {
  const { arrays, ratings, ridge } = system;
  const { kp, itemFactors, userFactors } = arrays;
  return {
    ...{ users: ratings.byUser, kp, itemFactors, userFactors },
    ...{ residual: system.residual64(), cholesky: system.userCholesky(), lambdaUsers: ridge.lambdaUsers },
  };
}
