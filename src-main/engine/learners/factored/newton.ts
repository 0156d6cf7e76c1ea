import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { conjugateGradient, conjugateGradientWorkspace } from '../../../numeric/kernels/vectors/conjugate-gradient.ts';
import { gramianEigen, rotationProjection } from '../../../numeric/kernels/vectors/rotation-projection.ts';
import type { FactoredSystem } from './factored-system.ts';
import { schurOperator } from './schur-operator.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** A Newton direction for the reduced objective F(V) = min_U f(U, V), and what it cost. */
export interface NewtonStep {
  /** items x kp in kernel order, a copy. */
  direction: Float64Array;
  products: number;
  /** The Hessian is not positive along some direction here: V is near a saddle, or far from a minimum. */
  negativeCurvature: boolean;
}

/**
 * Solves S p = -∇F inexactly by conjugate gradients (S the Schur complement, the exact Hessian of F),
 * preconditioned by the item normal matrices, rotations projected out. Where curvature is not positive the
 * direction so far is returned, the negative-curvature one if it is the first; it is a descent direction always.
 * @param system stands at V, items prepared
 * @param tolerance relative residual at which to stop
 * @param cancelled polled before each product
 * @throws LabError 'cancelled'
 */
export function newtonStep(system: FactoredSystem, tolerance: number, cancelled: () => boolean): NewtonStep {
  const { team, arrays, rank } = system;
  const { itemFactors, gradient, kp } = arrays;
  const { items } = system.ratings;
  const mark = team.memory.mark();
  try {
    const eigen = gramianEigen(team, itemFactors, items, rank, kp);
    const project = rotationProjection(team, itemFactors, items, kp, eigen);
    const operator = schurOperator(system);
    const workspace = conjugateGradientWorkspace(team.memory, gradient.length);
    const b = team.memory.float64(gradient.length);
    for (let at = 0; at < b.length; at++) b[at] = -gradient[at];
    project(b);
    const precondition = (r: Vector, out: Vector) => {
      system.solveItemBlocks(r, out);
      project(out);
    };
    const solved = conjugateGradient(
      team,
      workspace,
      (p, out) => {
        stopIfCancelled(cancelled);
        operator.roughly(p, out);
        project(out);
      },
      precondition,
      b,
      { tolerance, maxProducts: 60 },
    );
    if (solved.negativeCurvature && solved.products === 1) precondition(b, workspace.solution);
    const { products, negativeCurvature } = solved;
    return { direction: workspace.solution.slice(), products, negativeCurvature };
  } finally {
    team.memory.release(mark);
  }
}
