import { packedLength, solveFactored } from '../../../src-main/numeric/cholesky.ts';
import { conjugateGradient } from '../../../src-main/numeric/conjugate-gradient.ts';
import type { FactoredSystem, ItemHalf } from './factored-system.ts';
import { rotationProjector } from './rotation.ts';
import { stopIfCancelled } from '../../../src-main/engine/learners/factored/stop-if-cancelled.ts';

/** A Newton direction for the reduced objective F(V) = min_U f(U, V), and what it cost. */
export interface NewtonStep {
  direction: Float64Array;
  products: number;
  /** The Hessian is not positive along some direction here: V is near a saddle, or far from a minimum. */
  negativeCurvature: boolean;
}

/**
 * Solves S p = -∇F inexactly by conjugate gradients (S the Schur complement, the exact Hessian of F),
 * preconditioned by the item normal matrices, rotations projected out. Where curvature is not positive the
 * direction so far is returned, the negative-curvature one if it is the first; it is a descent direction always.
 * @param tolerance relative residual at which to stop
 * @param cancelled polled before each product
 * @throws LabError 'cancelled'
 */
export function newtonStep(
  system: FactoredSystem,
  userFactors: Float64Array[],
  itemFactors: Float64Array,
  half: ItemHalf,
  tolerance: number,
  cancelled: () => boolean,
): NewtonStep {
  const { rank: k, items, ridge } = system;
  const packed = packedLength(k);
  const project = rotationProjector(itemFactors, items, k);
  const b = half.gradient.map((value) => -value);
  project(b);
  const precondition = (r: Float64Array, out: Float64Array) => {
    out.set(r);
    for (let j = 0; j < items; j++) solveFactored(half.cholesky, j * packed, k, out, j * k);
    project(out);
  };
  const solved = conjugateGradient(
    (p, out) => {
      stopIfCancelled(cancelled);
      for (let at = 0; at < p.length; at++) out[at] = ridge.lambdaItems * p[at];
      system.blocks.forEach((block, i) => block.addSchurProduct({ userFactors: userFactors[i], itemFactors }, p, out));
      project(out);
    },
    precondition,
    b,
    { tolerance, maxProducts: 60 },
  );
  const direction = solved.solution;
  if (solved.negativeCurvature && solved.products === 1) precondition(b, direction);
  return { direction, products: solved.products, negativeCurvature: solved.negativeCurvature };
}
