import { LabError } from '../../../../shared/domain/errors.ts';
import { andersonMixer } from './anderson.ts';
import { packFactors } from './factor-layout.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';
import type { FactoredSystem } from './factored-system.ts';
import { modelAt } from './model-of-items.ts';
import { newtonStep } from './newton.ts';
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

/** Sweeps before the first Newton step, and the relative gradient it needs: from afar Newton may end elsewhere. */
const sweepsBeforeNewton = 10;
const gradientBeforeNewton = 3e-2;

/** V's to try in turn until one does not raise the objective; the last, a plain sweep, is taken unseen. */
interface Attempt {
  /** Half objective that must not be exceeded, but for rounding. */
  halfObjective: number;
  candidates: (() => Float64Array)[];
}

/** Rounding of an objective, relative: rises below it are none. */
const objectiveRounding = 1e-13;

/**
 * Minimizes Eq. 2 / Eq. 4: alternating minimization with Anderson acceleration on V (Walker & Ni 2011), then
 * Newton steps on F(V) = min_U f(U, V). U is always U(V). Monotone: whatever raises the objective is taken
 * back, an accelerated V to the plain sweep behind it, a Newton step to half its length (five times, then the
 * plain sweep).
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
  const mixer = andersonMixer(10);
  const objectiveTrace: number[] = [];
  let current: Float64Array = new Float64Array(system.arrays.itemFactors.length);
  packFactors(start, rank, system.ratings.itemOrder, current);
  let attempt: Attempt | null = null;
  let products = 0;
  for (let sweep = 1; ; sweep++) {
    stopIfCancelled(limits.cancelled);
    const { halfObjective, relativeGradient } = system.moveTo(current, accuracy);
    if (!Number.isFinite(halfObjective)) throw new LabError('failed', `Training diverged: the objective is ${halfObjective}.`);
    const next = attempt?.candidates.shift();
    if (attempt && next && halfObjective > attempt.halfObjective * (1 + objectiveRounding)) {
      current = next();
      continue;
    }
    objectiveTrace.push(2 * halfObjective);
    const converged = relativeGradient <= limits.tolerance;
    if (converged || sweep >= limits.maxSweeps) {
      const model = modelAt(system);
      return { model, objective: 2 * halfObjective, objectiveTrace, relativeGradient, sweeps: sweep, products, converged };
    }
    const from = current;
    const swept = plainSweep(system);
    if (limits.accelerate === false) {
      current = swept;
      continue;
    }
    if (sweep >= sweepsBeforeNewton && relativeGradient <= gradientBeforeNewton) {
      const step = newtonStep(system, Math.min(0.1, Math.sqrt(relativeGradient)), limits.cancelled);
      products += step.products;
      const shortened = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32].map((length) => () => along(from, length, step.direction));
      attempt = { halfObjective, candidates: [...shortened, () => swept] };
      current = along(from, 1, step.direction);
      continue;
    }
    current = mixer.mix(from, swept);
    attempt = { halfObjective, candidates: [() => (mixer.reset(), swept)] };
  }
}

/** Relative error of U(V) that a training to a relative gradient of `tolerance` can bear. */
export function userAccuracy(tolerance: number): number {
  return Math.max(1e-13, tolerance / 100);
}

/** The V that minimizes for fixed U: V - G⁻¹ ∇_V, which is as exact as the gradient however G⁻¹ is rounded. */
function plainSweep(system: FactoredSystem): Float64Array {
  const { team, arrays, ratings, dense } = system;
  system.prepareItems();
  const mark = team.memory.mark();
  const step = team.memory.float64(arrays.gradient.length);
  system.solveItemBlocks(arrays.gradient, step);
  const swept = arrays.itemFactors.slice();
  for (let at = 0; at < swept.length; at++) swept[at] -= step[at];
  team.memory.release(mark);
  if (!dense) zeroUnrated(swept, ratings.byItem.rowStart, arrays.kp);
  return swept;
}

/** What nobody rates is 0 at the minimum, exactly. */
function zeroUnrated(itemFactors: Float64Array, rowStart: Int32Array, kp: number): void {
  for (let j = 0; j + 1 < rowStart.length; j++) {
    if (rowStart[j] === rowStart[j + 1]) itemFactors.fill(0, j * kp, (j + 1) * kp);
  }
}

function along(from: Float64Array, length: number, direction: Float64Array): Float64Array {
  return from.map((value, at) => value + length * direction[at]);
}
