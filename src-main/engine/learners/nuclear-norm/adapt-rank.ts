import type { LearnerResult } from '../define-learner.ts';
import type { TrainingData } from '../factored/factor-model.ts';
import { linearAccuracy, standAtItems } from '../factored/model-of-items.ts';
import { stopIfCancelled } from '../factored/stop-if-cancelled.ts';
import { trainFactored, type TrainingLimits } from '../factored/train.ts';
import { columnsOf, joined, paddedFactors, truncated, type Columns } from './columns.ts';
import { risingDirections, type RisingDirections } from './rising-directions.ts';

/** How the nuclear-norm problem is posed. */
export interface NuclearNormProblem {
  lambda: number;
  /** Columns that a model may have. */
  maxRank: number;
}

/** Relative gradient to which a rank is trained before it is known to suffice. */
const stageTolerance = 1e-2;
/** Relative gradient of a start so near to an optimum that its rank is taken to suffice until it has been trained. */
const nearGradient = 0.05;
/** Growth of ω in ten Lanczos steps, relatively, below which it has settled: a tolerance, within these. */
const settling = { finest: 1e-9, coarsest: 1e-4 };
/**
 * ω may exceed λ by this, relatively, or by the tolerance, to which it is known: what a direction above it would gain is
 * negligible, and it would be dropped again.
 */
const smallestMargin = 1e-6;
/** Directions that are added at once: so many, or as many as there are. */
const fewestAdded = 8;
/** Directions are dropped below a share of the largest singular value that follows what training leaves of them. */
const smallestShare = { least: 1e-9, most: 1e-7 };
const mostRounds = 60;

/**
 * Minimizes |R_Ω(M - X)|² + 2λ|X|_* (Eq. 3, Eq. 5) as X = A Bᵀ with ridge λ(|A|² + |B|²): trains a rank, adds the directions
 * along which the residuals exceed λ while there are some, drops those that training shrinks to nothing, and trains to the
 * tolerance. The end is certified by ω = σ_max((I - U'U'ᵀ) E (I - V'V'ᵀ)) <= λ, which makes it the global optimum.
 * @param start V to start from, items x any rank; null for the zero model
 * @returns a model whose columns beyond its rank are 0; not converged where the last certificate did not hold
 * @throws LabError 'cancelled' within one sweep or Lanczos step of `cancelled()` becoming true
 */
export function trainNuclearNorm(
  data: TrainingData,
  { lambda, maxRank }: NuclearNormProblem,
  start: Float64Array | null,
  limits: TrainingLimits,
): LearnerResult {
  const { items } = data.normal;
  const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
  const objectiveTrace: number[] = [];
  let sweeps = 0;
  let products = 0;

  function train(columns: Columns, tolerance: number): LearnerResult {
    const factors = paddedFactors(columns);
    const before = sweeps;
    const trained = trainFactored(data, factors.length / items, ridge, factors, {
      ...limits,
      tolerance,
      maxSweeps: Math.max(1, limits.maxSweeps - before),
      onSweep: (more, relativeGradient) => limits.onSweep?.(before + more, relativeGradient),
    });
    sweeps += trained.sweeps;
    products += trained.products;
    for (const value of trained.objectiveTrace) objectiveTrace.push(value);
    return trained;
  }

  function isNear(columns: Columns): boolean {
    if (columns.count === 0) return false;
    const factors = paddedFactors(columns);
    const system = standAtItems(data, factors.length / items, ridge, factors);
    return system.moveTo(system.arrays.itemFactors, linearAccuracy).relativeGradient <= nearGradient;
  }

  function look(columns: Columns, above: number): RisingDirections {
    const factors = paddedFactors(columns);
    return risingDirections(standAtItems(data, factors.length / items, ridge, factors), {
      above,
      most: Math.min(maxRank - columns.count, Math.max(fewestAdded, columns.count)),
      settled: Math.max(settling.finest, Math.min(settling.coarsest, tolerance)),
      poll: () => stopIfCancelled(limits.cancelled),
    });
  }

  /** Trains, drops what has become nothing, and repairs what that changed. */
  function settle(from: Columns, tolerance: number): { columns: Columns; trained: LearnerResult } {
    const first = train(from, tolerance);
    const share = Math.min(smallestShare.most, Math.max(smallestShare.least, 10 * tolerance * tolerance));
    const whole = columnsOf(first.model.itemFactors, items);
    const columns = truncated(whole, share, maxRank);
    if (columns.count === whole.count) return { columns: whole, trained: first };
    const again = train(columns, tolerance);
    return { columns: columnsOf(again.model.itemFactors, items), trained: again };
  }

  const margin = Math.max(smallestMargin, Math.min(stageTolerance, limits.tolerance));
  const from = truncated(columnsOf(start ?? new Float64Array(0), items), 0, maxRank);
  let tolerance = isNear(from) ? limits.tolerance : Math.max(limits.tolerance, stageTolerance);
  let at = settle(from, tolerance);
  for (let round = 1; ; round++) {
    const final = tolerance <= limits.tolerance;
    const { omega, columns: more, steps } = look(at.columns, lambda * (final ? 1 + margin : 1));
    const binds = omega > lambda * (1 + margin) && at.columns.count >= maxRank;
    const spent = round >= mostRounds || sweeps >= limits.maxSweeps;
    if ((final && (more.count === 0 || binds)) || spent) {
      const converged = at.trained.converged && final && (more.count === 0 || binds);
      return {
        ...at.trained,
        ...{ objectiveTrace, sweeps, products, converged },
        oneOptimum: converged && !binds,
        certificate: { omega, ratio: omega / lambda, steps, rank: at.columns.count },
        warnings: binds ? [bindingCap(maxRank, omega / lambda)] : [],
      };
    }
    if (more.count === 0) tolerance = limits.tolerance;
    at = settle(joined(at.columns, more), tolerance);
  }
}

function bindingCap(maxRank: number, ratio: number): string {
  return `The cap of ${maxRank} on the rank binds: the residuals reach ${ratio.toFixed(3)} λ, so the model is not the optimum of the nuclear norm. A higher cap or a larger λ helps.`;
}
