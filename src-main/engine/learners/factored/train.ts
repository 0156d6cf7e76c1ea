import { LabError } from '../../../../shared/domain/errors.ts';
import { andersonMixer } from './anderson.ts';
import { factoredSystem, factorModel, type FactoredSystem } from './factored-system.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';

/** How long and how hard to train. */
export interface TrainingLimits {
  /** Relative gradient of MATH at which to stop, measured at (U(V), V). */
  tolerance: number;
  /** Cap on sweeps (a user half and an item half each). */
  maxSweeps: number;
  /** Plain alternating minimization when false; the same optimum, several times the sweeps. */
  accelerate?: boolean;
  /** Polled once a sweep. */
  cancelled(): boolean;
}

/** A trained model and how it was reached. */
export interface TrainingResult {
  model: FactorModel;
  /** Σ e² + λ_U (|U|² + |Ũ|²) + λ_V |V|². */
  objective: number;
  /** Objective at the start of each sweep. Falls, but for steps that the safeguard then takes back. */
  objectiveTrace: number[];
  /** |∇| / |(λ_U U, λ_U Ũ, λ_V V)| of half the objective at the returned model. */
  relativeGradient: number;
  sweeps: number;
  /** False when `maxSweeps` ended it. */
  converged: boolean;
}

/**
 * Alternating minimization of Eq. 2 / Eq. 4 with safeguarded Anderson acceleration on V (Walker & Ni 2011):
 * U is always U(V); an accelerated V that raises the objective is taken back to the plain sweep it came from.
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
  /** The plain sweep behind an accelerated `current`, and the objective it must not exceed. */
  let fallback: { itemFactors: Float64Array; objective: number } | null = null;
  for (let sweep = 1; ; sweep++) {
    if (limits.cancelled()) throw new LabError('cancelled', 'Training was cancelled.');
    const { userFactors, objective } = system.solveUsers(current);
    if (!Number.isFinite(objective)) throw new LabError('failed', `Training diverged: the objective is ${objective}.`);
    objectiveTrace.push(2 * objective);
    if (fallback && objective > fallback.objective) {
      current = fallback.itemFactors;
      fallback = null;
      mixer.reset();
      continue;
    }
    const half = system.solveItems(userFactors, current);
    const relativeGradient = gradientRatio(system, userFactors, current, half.gradient);
    const converged = relativeGradient <= limits.tolerance;
    if (converged || sweep >= limits.maxSweeps) {
      const model = factorModel(system, userFactors, current);
      return { model, objective: 2 * objective, objectiveTrace, relativeGradient, sweeps: sweep, converged };
    }
    if (limits.accelerate === false) {
      current = half.itemFactors;
      continue;
    }
    const mixed = mixer.mix(current, half.itemFactors);
    fallback = mixed === half.itemFactors ? null : { itemFactors: half.itemFactors, objective };
    current = mixed;
  }
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
