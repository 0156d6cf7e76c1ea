import { dot } from '../../../numeric/kernels/vectors/elementwise.ts';
import { LabError } from '../../../../shared/domain/errors.ts';
import { andersonMixer } from './anderson.ts';
import { packFactors } from './factor-layout.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';
import { unrefined, type FactoredSystem, type Standing } from './factored-system.ts';
import { linearAccuracy, modelAt } from './model-of-items.ts';
import { newtonPath, stepOfLength, type NewtonPath } from './newton.ts';
import { residentSystem } from './resident-system.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** How long and how hard to train. */
export interface TrainingLimits {
  /** Relative gradient of MATH at which to stop, measured at (U(V), V). */
  tolerance: number;
  /** Cap on sweeps (a user half and an item half each); a step taken back at the cap adds up to six. */
  maxSweeps: number;
  /** Plain alternating minimization when false, several times the sweeps. */
  accelerate?: boolean;
  /** Polled once a sweep and once a Hessian product. */
  cancelled(): boolean;
  /** Hears how far it is, once a sweep. */
  onSweep?(sweeps: number, relativeGradient: number): void;
}

/** A trained model and how it was reached. */
export interface TrainingResult {
  model: FactorModel;
  /** Σ e² + λ_U (|U|² + |Ũ|²) + λ_V |V|². */
  objective: number;
  /** Objective at the start of each accepted sweep or step; never rises by more than rounding. */
  objectiveTrace: number[];
  /** |∇| / |(λ_U U, λ_U Ũ, λ_V V)| of half the objective at the returned model. */
  relativeGradient: number;
  /** User half sweeps, those of steps taken back included. */
  sweeps: number;
  /** Hessian products of the Newton steps. */
  products: number;
  /** False when `maxSweeps` ended it. */
  converged: boolean;
}

/**
 * Sweeps before the first Newton step, and the relative gradient it needs: from afar Newton may end elsewhere. A
 * start this near to a minimum, as after a step of an attack, needs no sweeps.
 */
const sweepsBeforeNewton = 5;
const gradientBeforeNewton = 0.1;
const nearGradient = 0.05;
/** First radius of Newton steps, in lengths of a plain sweep's step. */
const firstRadius = 3;
/** Relative residual that a Newton step far from the minimum is solved to. */
const roughestStep = 0.1;
/** Share of the tolerance that a Newton step aims at: a product more costs less than another step. */
const reach = 0.2;
/** A relative gradient that is still far from a minimum, and what a float32 solve may miss by to serve there. */
const farGradient = 1e-3;
const servingMiss = 1e-5;
/** Ever shorter steps of one path that are tried. */
const mostTries = 6;
/** Rounding of an objective, relative: rises below it are none. */
const objectiveRounding = 1e-13;

/**
 * Minimizes Eq. 2 / Eq. 4: alternating minimization with Anderson acceleration on V (Walker & Ni 2011), then
 * Newton steps on F(V) = min_U f(U, V) within a radius that follows how well the quadratic model foretells F
 * (Conn, Gould & Toint 2000). U is always U(V). Monotone: an accelerated V that raises the objective is taken back
 * to the plain sweep behind it, a Newton step that does to a shorter one.
 * @param start V to start from, items x rank; not changed
 * @throws LabError 'cancelled' within one sweep of `cancelled()` becoming true
 */
export function trainFactored(
  data: TrainingData,
  rank: number,
  ridge: Ridge,
  start: Float64Array,
  limits: TrainingLimits,
): TrainingResult {
  const system = residentSystem(data, rank, ridge);
  const accuracy = userAccuracy(limits.tolerance);
  const objectiveTrace: number[] = [];
  let sweeps = 0;
  let products = 0;

  /** Far from the minimum U needs no refinement, where the first look showed that float32 serves. */
  let float32Serves = false;

  /** Goes to V, where a relative gradient of about `expected` is expected. */
  function look(itemFactors: Float64Array, expected: number): Standing {
    stopIfCancelled(limits.cancelled);
    sweeps++;
    let standing = system.moveTo(itemFactors, float32Serves && expected > farGradient ? unrefined : accuracy);
    if (standing.relativeGradient <= Math.max(farGradient, limits.tolerance)) standing = system.moveTo(itemFactors, accuracy);
    if (sweeps === 1) float32Serves = standing.float32Miss > 0 && standing.float32Miss <= servingMiss;
    if (Number.isFinite(standing.halfObjective)) return standing;
    throw new LabError('failed', `Training diverged: the objective is ${standing.halfObjective}.`);
  }

  function isDone({ halfObjective, relativeGradient }: Standing): boolean {
    objectiveTrace.push(2 * halfObjective);
    limits.onSweep?.(sweeps, relativeGradient);
    return relativeGradient <= limits.tolerance || sweeps >= limits.maxSweeps;
  }

  /** Sweeps until Newton may begin, or until done; the V it ends at. */
  function sweep(): { current: Float64Array; standing: Standing; done: boolean } {
    const mixer = andersonMixer(10);
    let current: Float64Array = new Float64Array(system.arrays.itemFactors.length);
    packFactors(start, rank, system.ratings.itemOrder, current);
    let standing = look(current, Infinity);
    for (;;) {
      const done = isDone(standing);
      const near = standing.relativeGradient <= (sweeps < sweepsBeforeNewton ? nearGradient : gradientBeforeNewton);
      if (done || (near && limits.accelerate !== false)) return { current, standing, done };
      const swept = plainSweep(system);
      const { halfObjective, relativeGradient } = standing;
      current = limits.accelerate === false ? swept : mixer.mix(current, swept);
      standing = look(current, relativeGradient);
      if (current !== swept && rises(standing.halfObjective, halfObjective)) {
        mixer.reset();
        current = swept;
        standing = look(current, relativeGradient);
      }
    }
  }

  /**
   * Takes the path's end, or what of it lowers the objective; a plain sweep where nothing does.
   * @param residual relative residual to which the path was solved
   */
  function follow(path: NewtonPath, current: Float64Array, standing: Standing, radius: number, residual: number) {
    let within = radius;
    const expected = (path.atRadius ? 1 : residual) * standing.relativeGradient;
    for (let tries = 0; tries < mostTries; tries++) {
      const { step, length, predictedGain } = stepOfLength(path, within);
      const moved = plus(current, step);
      const there = look(moved, expected);
      const gain = standing.halfObjective - there.halfObjective;
      const ratio = predictedGain > objectiveRounding * standing.halfObjective ? gain / predictedGain : 1;
      if (!rises(there.halfObjective, standing.halfObjective)) {
        const next = ratio < 0.25 ? length / 2 : ratio > 0.75 && path.atRadius ? 2 * within : within;
        return { current: moved, standing: there, radius: next };
      }
      within = length / 4;
    }
    system.moveTo(current, standing.accuracy);
    const swept = plainSweep(system);
    return { current: swept, standing: look(swept, standing.relativeGradient), radius: within };
  }

  let { current, standing, done } = sweep();
  let radius: number | null = null;
  while (!done) {
    system.prepareItems();
    radius ??= firstRadius * sweepLength(system);
    const residual = stepResidual(standing.relativeGradient, limits.tolerance);
    const path = newtonPath(system, radius, residual, limits.cancelled);
    products += path.products;
    const taken = follow(path, current, standing, radius, residual);
    ({ current, standing, radius } = taken);
    done = isDone(standing);
  }
  // A training that its cap ended far away has an unrefined U.
  const { halfObjective, relativeGradient } = system.moveTo(current, accuracy);
  return {
    model: modelAt(system),
    objective: 2 * halfObjective,
    objectiveTrace,
    relativeGradient,
    sweeps,
    products,
    converged: relativeGradient <= limits.tolerance,
  };
}

/**
 * Relative residual to which a Newton step is solved: its square root for fast convergence (Dembo, Eisenstat &
 * Steihaug 1982), and no less than reaches `tolerance` from where the model is good enough to reach it in this step.
 */
function stepResidual(relativeGradient: number, tolerance: number): number {
  const residual = Math.min(roughestStep, Math.sqrt(relativeGradient));
  const reaching = reach * (tolerance / relativeGradient);
  return reaching > relativeGradient ? Math.min(residual, reaching) : residual;
}

/** Relative error of U(V) that a training to a relative gradient of `tolerance`, and a gradient there, can bear. */
function userAccuracy(tolerance: number): number {
  return Math.min(linearAccuracy, Math.max(1e-13, tolerance / 100));
}

/** The V that minimizes for fixed U: V - G⁻¹ ∇_V, which is as exact as the gradient however G⁻¹ is rounded. */
function plainSweep(system: FactoredSystem): Float64Array {
  const { team, arrays, ratings, dense } = system;
  system.prepareItems();
  const swept = new Float64Array(arrays.gradient.length);
  team.memory.temporarily(() => {
    const step = team.memory.float64(swept.length);
    system.solveItemBlocks(arrays.gradient, step);
    for (let at = 0; at < swept.length; at++) swept[at] = arrays.itemFactors[at] - step[at];
  });
  if (!dense) zeroUnrated(swept, ratings.byItem.rowStart, arrays.kp);
  return swept;
}

/** a + b; an array of its own. */
function plus(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length);
  for (let at = 0; at < sum.length; at++) sum[at] = a[at] + b[at];
  return sum;
}

/** What nobody rates is 0 at the minimum, exactly. */
function zeroUnrated(itemFactors: Float64Array, rowStart: Int32Array, kp: number): void {
  for (let j = 0; j + 1 < rowStart.length; j++) {
    if (rowStart[j] === rowStart[j + 1]) itemFactors.fill(0, j * kp, (j + 1) * kp);
  }
}

function rises(halfObjective: number, from: number): boolean {
  return halfObjective > from * (1 + objectiveRounding);
}

/** |p|_G of a plain sweep's step p = -G⁻¹ ∇_V. */
function sweepLength(system: FactoredSystem): number {
  const { team, arrays } = system;
  return team.memory.temporarily(() => {
    const step = team.memory.float64(arrays.gradient.length);
    system.solveItemBlocks(arrays.gradient, step);
    return Math.sqrt(dot(team, step, arrays.gradient));
  });
}
