import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { axpy, conjugateStep, dot, nextDirection } from '../../../numeric/kernels/vectors/elementwise.ts';
import { gramianEigen, rotationProjection } from '../../../numeric/kernels/vectors/rotation-projection.ts';
import type { FactoredSystem } from './factored-system.ts';
import { schurOperator } from './schur-operator.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** A step on V, and what the quadratic model of F(V) = min_U f(U, V) says of it. */
export interface ModelStep {
  /** items x kp in kernel order, a copy. */
  step: Float64Array;
  /** |step|_G, G the items' normal matrices. */
  length: number;
  /** How much the model falls along it. */
  predictedGain: number;
}

/** The way to the minimum of the quadratic model within a radius, and what it cost. */
export interface NewtonPath {
  /** Points on it, nearest first; along the chords between them the model falls. */
  points: ModelStep[];
  products: number;
  /** The radius, or curvature that is not positive, ended it. */
  atRadius: boolean;
}

/** Cap on products of one path: more are better spent after looking again. */
const maxProducts = 60;
/** A point is kept where the path is so many times as long as at the last one. */
const lengthening = 2;

/**
 * Minimizes the quadratic model of F at the V where the system stands, within |p|_G <= radius: conjugate gradients
 * on S p = -∇F (S the Schur complement, the exact Hessian of F) preconditioned by G, rotations projected out,
 * followed to the radius where they leave it or meet curvature that is not positive (Steihaug 1983).
 * @param system items prepared
 * @param tolerance relative residual at which to stop
 * @param cancelled polled before each product
 * @throws LabError 'cancelled'
 */
export function newtonPath(
  system: FactoredSystem,
  radius: number,
  tolerance: number,
  cancelled: () => boolean,
): NewtonPath {
  const { team, arrays, rank } = system;
  const { itemFactors, gradient, kp } = arrays;
  const { items } = system.ratings;
  // Products in float64 read it: made before the rest, which is given back while it stays.
  if (system.userCholesky() instanceof Float64Array) system.residual64();
  return team.memory.temporarily(() => {
    const eigen = gramianEigen(team, itemFactors, items, rank, kp);
    const project = rotationProjection(team, itemFactors, items, kp, eigen);
    const operator = schurOperator(system);
    const [p, r, d, z, product] = Array.from({ length: 5 }, () => team.memory.float64(gradient.length));
    axpy(team, -1, gradient, r);
    project(r);
    precondition(r, z);
    d.set(z);
    let rz = dot(team, r, z);
    const goal = tolerance * tolerance * dot(team, r, r);
    // |p|², p·d and |d|² in the norm of G, kept up without products with G.
    let [pp, pd, dd] = [0, 0, rz];
    let predictedGain = 0;
    let products = 0;
    let atRadius = false;
    const points: ModelStep[] = [];

    function precondition(from: Vector, to: Vector): void {
      system.solveItemBlocks(from, to);
      project(to);
    }

    function keep(): void {
      points.push({ step: p.slice(), length: Math.sqrt(pp), predictedGain });
    }

    while (products < maxProducts) {
      stopIfCancelled(cancelled);
      operator.roughly(d, product);
      project(product);
      products++;
      const curvature = dot(team, d, product);
      if (Number.isNaN(curvature)) throw new RangeError('a Newton step met a NaN');
      const alpha = rz / curvature;
      const next = pp + 2 * alpha * pd + alpha * alpha * dd;
      if (!(curvature > 0) || next >= radius * radius) {
        const toRadius = (Math.sqrt(pd * pd + dd * (radius * radius - pp)) - pd) / dd;
        axpy(team, toRadius, d, p);
        predictedGain += toRadius * rz - (toRadius * toRadius * curvature) / 2;
        pp = radius * radius;
        atRadius = true;
        break;
      }
      const squares = conjugateStep(team, alpha, p, d, r, product);
      predictedGain += (alpha * rz) / 2;
      pp = next;
      if (squares <= goal) break;
      if (Math.sqrt(pp) >= lengthening * (points.at(-1)?.length ?? 0)) keep();
      precondition(r, z);
      const beta = dot(team, r, z) / rz;
      nextDirection(team, z, beta, d);
      pd = beta * (pd + alpha * dd);
      rz *= beta;
      dd = rz + beta * beta * dd;
    }
    keep();
    return { points, products, atRadius };
  });
}

/** The step of a path that is `length` long; its end where the path is no longer than that. */
export function stepOfLength({ points }: NewtonPath, length: number): ModelStep {
  const after = points.findIndex((point) => point.length >= length);
  if (after < 0) return points[points.length - 1];
  const to = points[after];
  const from = points[after - 1] ?? { step: new Float64Array(to.step.length), length: 0, predictedGain: 0 };
  const share = (length - from.length) / (to.length - from.length);
  return {
    step: between(from.step, to.step, share),
    length,
    predictedGain: from.predictedGain + share * (to.predictedGain - from.predictedGain),
  };
}

/** (1 - share) a + share b; an array of its own. */
function between(a: Float64Array, b: Float64Array, share: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let at = 0; at < out.length; at++) out[at] = a[at] + share * (b[at] - a[at]);
  return out;
}
