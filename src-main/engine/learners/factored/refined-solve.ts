import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { conjugateGradient, conjugateGradientWorkspace } from '../../../numeric/kernels/vectors/conjugate-gradient.ts';
import { axpy, dot, scaleAdd } from '../../../numeric/kernels/vectors/elementwise.ts';
import { packFactors } from './factor-layout.ts';
import type { FactoredSystem } from './factored-system.ts';
import type { SchurOperator } from './schur-operator.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** How hard to solve, and when to give up. */
export interface SolveLimits {
  /** Relative residual at which to stop. */
  tolerance: number;
  /** Cap on Schur products. */
  maxProducts: number;
  /** Solution of a system nearby, items x rank in the data set's order; null to start from 0. */
  near: Float64Array | null;
  /** Polled before each product. */
  cancelled(): boolean;
}

/** A solution in kernel memory and what it took. */
export interface RefinedSolution {
  solution: Vector;
  products: number;
  /** Of a residual formed in float64, where the tolerance is below {@link honestFloat32}. */
  relativeResidual: number;
  converged: boolean;
  negativeCurvature: boolean;
}

/** Residuals that conjugate gradients with float32 products report are true down to about this. */
const honestFloat32 = 1e-4;
/** As far as one run with float32 products is driven before the residual is formed anew. */
const roughFloor = 1e-5;

/**
 * Solves S z = b to a residual that is true: conjugate gradients with float32 products, restarted on the residual
 * formed in float64 until that is small enough; where a restart gains nothing, products in float64.
 * @param project takes rotations out of b, products and preconditioned residuals
 * @throws LabError 'cancelled'
 */
export function solveRefined(
  system: FactoredSystem,
  operator: SchurOperator,
  project: (z: Vector) => void,
  b: Vector,
  limits: SolveLimits,
): RefinedSolution {
  const { team } = system;
  const workspace = conjugateGradientWorkspace(team.memory, b.length);
  const solution = team.memory.float64(b.length);
  const residual = team.memory.float64(b.length);
  residual.set(b);
  const scale = Math.sqrt(dot(team, b, b));
  let relativeResidual = scale === 0 ? 0 : 1;
  let products = 0;
  const honest = limits.tolerance >= honestFloat32;
  if (limits.near && scale > 0) {
    products++;
    relativeResidual = startNear(limits.near, honest ? operator.roughly : operator.exactly) / scale;
  }
  let negativeCurvature = false;
  let multiply = operator.roughly;
  while (relativeResidual > limits.tolerance && products < limits.maxProducts && !negativeCurvature) {
    const reduction = limits.tolerance / relativeResidual;
    const solved = conjugateGradient(
      team,
      workspace,
      (p, out) => {
        stopIfCancelled(limits.cancelled);
        multiply(p, out);
        project(out);
      },
      (r, out) => {
        system.solveItemBlocks(r, out);
        project(out);
      },
      residual,
      {
        tolerance: Math.max(reduction, multiply === operator.roughly ? roughFloor : 0),
        maxProducts: Math.max(1, limits.maxProducts - products - (honest ? 0 : 1)),
      },
    );
    products += solved.products;
    negativeCurvature = solved.negativeCurvature;
    axpy(team, 1, workspace.solution, solution);
    const before = relativeResidual;
    if (honest) {
      relativeResidual *= solved.relativeResidual;
      break;
    }
    operator.exactly(solution, residual);
    products++;
    scaleAdd(team, -1, residual, 1, b, residual);
    project(residual);
    relativeResidual = Math.sqrt(dot(team, residual, residual)) / scale;
    if (relativeResidual > 0.1 * before) multiply = operator.exactly;
  }
  /** Starts at the best multiple of a solution nearby, where that is nearer than 0; returns |residual|. */
  function startNear(near: Float64Array, product: SchurOperator['exactly']): number {
    packFactors(near, system.rank, system.ratings.itemOrder, solution);
    project(solution);
    product(solution, workspace.product);
    project(workspace.product);
    const curvature = dot(team, solution, workspace.product);
    const multiple = curvature > 0 ? dot(team, solution, b) / curvature : 0;
    scaleAdd(team, -multiple, workspace.product, 1, b, residual);
    scaleAdd(team, multiple, solution, 0, solution, solution);
    return Math.sqrt(dot(team, residual, residual));
  }

  return { solution, products, relativeResidual, converged: relativeResidual <= limits.tolerance, negativeCurvature };
}
