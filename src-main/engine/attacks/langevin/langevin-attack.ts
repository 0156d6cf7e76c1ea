import { LabError } from '../../../../shared/domain/errors.ts';
import type { Series } from '../../../../shared/domain/run.ts';
import { effectiveSampleSize } from '../../../../shared/statistics/effective-sample-size.ts';
import { randomStream } from '../../../numeric/random.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { AttackContext, ChainDiagnosis, OptimizingAttack } from '../define-attack.ts';
import { balanceAt, balanceError, langevinStep, logPosterior, type Dynamics } from './dynamics.ts';
import { burnInSteps, keepsState, stepAt, type LangevinFields } from './fields.ts';

/** How an attack by Langevin dynamics differs from the others. */
export interface LangevinKind<C> {
  /** Id of the attack: its noise is a stream of its own. */
  id: string;
  dynamics(context: AttackContext, config: C, support: SparseRatings | 'dense'): Dynamics;
}

/** The members of an attack that all attacks by Langevin dynamics share. */
type LangevinMembers<C> = Pick<
  OptimizingAttack<C>,
  'kind' | 'knows' | 'usesGradient' | 'movesWithoutGradient' | 'retrainFrom' | 'maxIterations' | 'propose' | 'decide'
> &
  Required<Pick<OptimizingAttack<C>, 'chain'>>;

/** The variance may be off by this share before it is said aloud. */
const largestStepBias = 0.1;
/** So may the two sides of the stationarity identity, beyond three of their standard errors. */
const largestImbalance = 0.05;

/** Proposals, schedule, chain and diagnostics of an attack by Langevin dynamics; every step is accepted. */
export function langevinMembers<C extends LangevinFields>(kind: LangevinKind<C>): LangevinMembers<C> {
  return {
    kind: 'optimizing',
    knows: { learner: true, ratings: true, gradient: true, detector: false },
    usesGradient: true,
    movesWithoutGradient: true,
    retrainFrom: ({ retrainFrom }) => retrainFrom,
    maxIterations: ({ iterations }) => iterations,
    propose(context, config, { values, step, iteration }, gradient, support) {
      const noise = randomStream(context.seed, `${kind.id}.noise`, iteration);
      return langevinStep(kind.dynamics(context, config, support), values, gradient, step, noise);
    },
    decide(_, config, { iteration, step }, candidateUtility) {
      if (!Number.isFinite(candidateUtility)) {
        return { accept: false, step, finished: 'the utility is no longer finite' };
      }
      const done = iteration + 1;
      return {
        accept: true,
        step: stepAt(config, done),
        finished: done >= config.iterations ? 'all iterations are done' : null,
      };
    },
    chain: {
      logPosterior: (context, config, { values, utility }, support) =>
        logPosterior(kind.dynamics(context, config, support), values, utility),
      balance: (context, config, { values, step }, gradient, support) =>
        balanceAt(kind.dynamics(context, config, support), values, gradient, step),
      keeps: keepsState,
      averages: ({ profilesFrom }) => profilesFrom === 'mean',
      diagnose(context, config, series, support) {
        const users = support === 'dense' ? context.maliciousUsers : 1;
        return diagnoseChain(kind.dynamics(context, config, support), users, config, series);
      },
    },
  };
}

/**
 * s_0, once it is known to be stable at β = 0.
 * @throws LabError 'bad-input' as printed at s_0 >= 4 min σ²: (1 - s/(2σ²)) would pass -1, and the chain explode
 */
export function stableStep({ prior }: Pick<Dynamics, 'prior'>, { preconditioned, stepSize }: LangevinFields): number {
  if (preconditioned) return stepSize;
  const smallest = prior.variance.reduce((least, each) => (each > 0 && each < least ? each : least), Infinity);
  if (stepSize < 4 * smallest) return stepSize;
  const limit = (4 * smallest).toPrecision(2);
  const message = `attack.config.stepSize: as printed, the step must stay below 4 min σ² = ${limit} on this data; ${stepSize} explodes. Take a smaller step, or precondition.`;
  throw new LabError('bad-input', message, [{ path: 'attack.config.stepSize', message }]);
}

/**
 * Diagnostics over the states after burn-in: effective sample sizes of R and of the log posterior, the step's
 * bias, and both sides of the stationarity identity, which clamped ratings do not obey: null for them.
 * @param users how often the dynamics' columns repeat
 */
function diagnoseChain(dynamics: Dynamics, users: number, config: LangevinFields, series: Series): ChainDiagnosis {
  const { utilityTrace, logPosteriorTrace = [], stepBiasTrace = [], stationarityTrace = [], stepTrace } = series;
  const first = burnInSteps(config);
  const done = utilityTrace.length - 1;
  let keptSamples = 0;
  for (let t = 1; t <= done; t++) if (keepsState(config, t)) keptSamples++;
  const stepBias = meanOf(stepBiasTrace.slice(first));
  const clamped = dynamics.bound < Infinity;
  const drift = clamped ? null : meanOf(stationarityTrace.slice(first));
  const noise = clamped || stepBias === null ? null : 1 + stepBias;
  const warnings: string[] = [];
  if (done < config.iterations) {
    warnings.push(`The chain ended after ${done} of ${config.iterations} steps: its utility was no longer finite. Take a smaller step.`);
  }
  if (stepBias !== null && stepBias > largestStepBias) {
    warnings.push(
      `The step is too coarse: its bias (s/4) E[d²/σ²] is ${stepBias.toPrecision(3)}, more than ${largestStepBias}, so the ratings spread wider than the posterior’s. Take a smaller step or β.`,
    );
  }
  if (drift !== null && noise !== null) {
    const step = stepTrace.at(-1)!;
    const error = balanceError(dynamics, users, Math.max(1, done - first), step);
    if (Math.abs(drift - noise) > largestImbalance * noise + 3 * error) {
      warnings.push(`The chain is not yet stationary: drift ${drift.toFixed(3)} against noise ${noise.toFixed(3)}. Take more steps.`);
    }
  }
  return {
    metrics: {
      keptSamples,
      effectiveSamplesUtility: effectiveSampleSize(utilityTrace.slice(first + 1)),
      effectiveSamplesLogPosterior: effectiveSampleSize(logPosteriorTrace.slice(first + 1)),
      stepBias,
      stationarityDrift: drift,
      stationarityNoise: noise,
    },
    warnings,
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
