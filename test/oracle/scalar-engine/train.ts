import { LabError } from '../../../shared/domain/errors.ts';
import { andersonMixer } from '../../../src-main/engine/learners/factored/anderson.ts';
import { factoredSystem, factorModel, type FactoredSystem } from './factored-system.ts';
import { newtonStep } from './newton.ts';
import type { FactorModel, Ridge, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { stopIfCancelled } from '../../../src-main/engine/learners/factored/stop-if-cancelled.ts';

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
  /** Objective that must not be exceeded, but for rounding. */
  objective: number;
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
  const system = factoredSystem(data, rank, ridge);
  const mixer = andersonMixer(10);
  const objectiveTrace: number[] = [];
  let current = start;
  let attempt: Attempt | null = null;
  let products = 0;
  for (let sweep = 1; ; sweep++) {
    stopIfCancelled(limits.cancelled);
    const { userFactors, objective } = system.solveUsers(current);
    if (!Number.isFinite(objective)) throw new LabError('failed', `Training diverged: the objective is ${objective}.`);
    const next = attempt?.candidates.shift();
    if (attempt && next && objective > attempt.objective * (1 + objectiveRounding)) {
      current = next();
      continue;
    }
    objectiveTrace.push(2 * objective);
    const half = system.solveItems(userFactors, current);
    const relativeGradient = gradientRatio(system, userFactors, current, half.gradient);
    const converged = relativeGradient <= limits.tolerance;
    if (converged || sweep >= limits.maxSweeps) {
      const model = factorModel(system, userFactors, current);
      return { model, objective: 2 * objective, objectiveTrace, relativeGradient, sweeps: sweep, products, converged };
    }
    if (limits.accelerate === false) {
      current = half.itemFactors;
      continue;
    }
    if (sweep >= sweepsBeforeNewton && relativeGradient <= gradientBeforeNewton) {
      const step = newtonStep(system, userFactors, current, half, Math.min(0.1, Math.sqrt(relativeGradient)), limits.cancelled);
      products += step.products;
      const from = current;
      const shortened = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32].map((length) => () => along(from, length, step.direction));
      attempt = { objective, candidates: [...shortened, () => half.itemFactors] };
      current = along(from, 1, step.direction);
      continue;
    }
    current = mixer.mix(current, half.itemFactors);
    attempt = { objective, candidates: [() => (mixer.reset(), half.itemFactors)] };
  }
}

function along(from: Float64Array, length: number, direction: Float64Array): Float64Array {
  return from.map((value, at) => value + length * direction[at]);
}

function gradientRatio(
  { ridge }: FactoredSystem,
  userFactors: Float64Array[],
  itemFactors: Float64Array,
  gradient: Float64Array,
): number {
  let users = 0;
  for (const factors of userFactors) for (const value of factors) users += value * value;
  let items = 0;
  for (const value of itemFactors) items += value * value;
  let norm = 0;
  for (const value of gradient) norm += value * value;
  const scale = ridge.lambdaUsers * ridge.lambdaUsers * users + ridge.lambdaItems * ridge.lambdaItems * items;
  return scale === 0 ? 0 : Math.sqrt(norm / scale);
}
