import type { ConjugateGradientResult } from '../../conjugate-gradient.ts';
import type { KernelMemory } from '../memory.ts';
import type { KernelTeam } from '../team.ts';
import type { Vector } from './chunks.ts';
import { conjugateStep, copy, dot, nextDirection, scaleAdd } from './elementwise.ts';

/** Vectors of one length that solves share, one after the other. */
export interface ConjugateGradientWorkspace {
  solution: Vector;
  residual: Vector;
  direction: Vector;
  product: Vector;
  preconditioned: Vector;
}

/** Allocates what solves of `length` unknowns need. */
export function conjugateGradientWorkspace(memory: KernelMemory, length: number): ConjugateGradientWorkspace {
  return {
    solution: memory.float64(length),
    residual: memory.float64(length),
    direction: memory.float64(length),
    product: memory.float64(length),
    preconditioned: memory.float64(length),
  };
}

/**
 * Preconditioned conjugate gradients for S x = b over kernel memory, S symmetric.
 * @param workspace of b's length
 * @param apply writes S p into its second argument
 * @param precondition writes P r into its second argument, P symmetric positive definite on the subspace in use
 * @param options.start initial x, default 0
 * @param options.tolerance relative residual at which to stop
 * @param options.maxProducts cap on applications of S
 * @returns its `solution` is the workspace's and lasts until the next solve
 * @throws RangeError when a NaN comes up
 */
export function conjugateGradient(
  team: KernelTeam,
  workspace: ConjugateGradientWorkspace,
  apply: (p: Vector, out: Vector) => void,
  precondition: (r: Vector, out: Vector) => void,
  b: Vector,
  options: { start?: Vector | null; tolerance: number; maxProducts: number },
): ConjugateGradientResult {
  const { solution, residual, direction, product, preconditioned } = workspace;
  let products = 0;
  if (options.start) {
    copy(team, options.start, solution);
    apply(solution, product);
    products++;
    scaleAdd(team, -1, product, 1, b, residual);
  } else {
    solution.fill(0);
    copy(team, b, residual);
  }
  const scale = Math.sqrt(dot(team, b, b));
  precondition(residual, direction);
  let rz = dot(team, residual, direction);
  let norm = Math.sqrt(dot(team, residual, residual));
  let negativeCurvature = false;
  while (norm > options.tolerance * scale && products < options.maxProducts) {
    apply(direction, product);
    products++;
    const curvature = dot(team, direction, product);
    if (!(curvature > 0)) {
      if (Number.isNaN(curvature)) throw new RangeError('conjugate gradients met a NaN');
      negativeCurvature = true;
      break;
    }
    norm = Math.sqrt(conjugateStep(team, rz / curvature, solution, direction, residual, product));
    precondition(residual, preconditioned);
    const next = dot(team, residual, preconditioned);
    nextDirection(team, preconditioned, next / rz, direction);
    rz = next;
  }
  const relativeResidual = scale === 0 ? 0 : norm / scale;
  return {
    solution,
    products,
    relativeResidual,
    converged: relativeResidual <= options.tolerance,
    negativeCurvature,
  };
}
