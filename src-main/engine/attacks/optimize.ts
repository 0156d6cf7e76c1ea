import type { Series } from '../../../shared/domain/run.ts';
import { withValues, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { MaliciousBlock } from '../learners/factored/factor-model.ts';
import type { AttackContext, AttackIterate, OptimizingAttack } from './define-attack.ts';

/** What retraining on a candidate found. */
export interface Evaluation {
  /** V of the retrained model. */
  itemFactors: Float64Array;
  utility: number;
  predictionShiftRmse: number;
  /** Null without targets. */
  targetMean: number | null;
  /** Whether the model is the one optimum of a convex problem, where training from every start ends; not known where absent. */
  oneOptimum?: boolean;
  /** Sweeps of the retraining, where they were counted. */
  sweeps?: number;
  warnings: string[];
}

/** A gradient, and what helps to find the next one. */
export interface FoundGradient {
  values: Float64Array;
  /** z_V where an adjoint was solved for, null where none was. */
  adjoint: Float64Array | null;
  warnings: string[];
  /** Hessian or Schur products, or differentiated sweeps, where they were counted. */
  products?: number;
  /** The most bytes that computing it held at once, where that was counted. */
  bytes?: number;
}

/** The learner and the objective as the optimizer sees them. */
export interface AttackedSystem {
  /** V of the clean model. */
  cleanItemFactors: Float64Array;
  /** Retrains on the block from V = `start` to a relative gradient of `tolerance`, and evaluates R. */
  evaluate(block: MaliciousBlock, start: Float64Array, tolerance: number): Evaluation;
  /**
   * ∇_M̃ R at the model whose V is `itemFactors`, trained on the block.
   * @param accuracy relative error that the step can bear
   * @param near adjoint of a model nearby, or null
   */
  gradient(block: MaliciousBlock, itemFactors: Float64Array, accuracy: number, near: Float64Array | null): FoundGradient;
}

/** All that is needed to go on with an attack; plain data, never mutated. */
export interface OptimizerState {
  values: Float64Array;
  itemFactors: Float64Array;
  utility: number;
  /** Whether the model is one that training from every start ends at: the next then starts from it. */
  oneOptimum: boolean;
  step: number;
  /** Accepted iterations. */
  iteration: number;
  /** Gradient at `values`, null until it is needed. */
  gradient: Float64Array | null;
  /** Adjoint of the last gradient, from which the next is solved. */
  adjoint: Float64Array | null;
  /** Why it ended, null while it goes on. */
  finished: string | null;
  series: Series;
  /** Mean of the kept states and their number, where the attack makes its profiles from it and has kept any. */
  kept: { mean: Float64Array; count: number } | null;
  warnings: string[];
}

/** One tried step, for live curves. */
export interface TriedStep {
  candidate: Evaluation;
  step: number;
  accepted: boolean;
  /** Of the gradient that it followed, where one was computed for it and counts them. */
  products?: number;
}

/** Relative gradients to which candidates are retrained: at the finest, and at the coarsest while gains are large. */
const finestTolerance = 1e-6;
const coarsestTolerance = 1e-4;
/** A retraining's tolerance, and a gradient's relative error, as shares of the relative gain that the last step made. */
const toleranceShare = 1e-3;
const gradientShare = 0.1;

/** Malicious block of values on a support. */
export function blockOf(context: AttackContext, support: SparseRatings | 'dense', values: Float64Array): MaliciousBlock {
  if (support !== 'dense') return { kind: 'sparse', ratings: withValues(support, values) };
  return { kind: 'dense', users: context.maliciousUsers, items: context.normal.items, values };
}

/** The state before the first step: initial ratings, retrained from the clean model's V. */
export function startOptimizer<C>(
  attack: OptimizingAttack<C>,
  context: AttackContext,
  config: C,
  support: SparseRatings | 'dense',
  system: AttackedSystem,
): OptimizerState {
  const step = attack.initialStep(context, config);
  const values = attack.initialValues(context, config, support);
  const first = system.evaluate(blockOf(context, support, values), system.cleanItemFactors, coarsestTolerance);
  const { chain } = attack;
  const start = { values, utility: first.utility, step, iteration: 0 };
  return {
    values,
    itemFactors: first.itemFactors,
    utility: first.utility,
    oneOptimum: first.oneOptimum ?? false,
    step,
    iteration: 0,
    gradient: null,
    adjoint: null,
    finished: null,
    series: {
      utilityTrace: [first.utility],
      predictionShiftRmseTrace: [first.predictionShiftRmse],
      targetMeanTrace: [first.targetMean],
      stepTrace: [step],
      ...(chain && {
        logPosteriorTrace: [chain.logPosterior(context, config, start, support)],
        stepBiasTrace: [null],
        stationarityTrace: [null],
      }),
    },
    kept: null,
    warnings: first.warnings,
  };
}

/** One `propose -> evaluate -> decide`: the next state, with the candidate that was tried (null when none could be). */
export function advanceOptimizer<C>(
  attack: OptimizingAttack<C>,
  context: AttackContext,
  config: C,
  support: SparseRatings | 'dense',
  system: AttackedSystem,
  state: OptimizerState,
): { state: OptimizerState; tried: TriedStep | null } {
  const block = blockOf(context, support, state.values);
  const gain = lastRelativeGain(state);
  const found: FoundGradient = state.gradient
    ? { values: state.gradient, adjoint: state.adjoint, warnings: [] }
    : system.gradient(block, state.itemFactors, gradientShare * gain, state.adjoint);
  const warnings = union(state.warnings, found.warnings);
  if (found.values.every((value) => value === 0) && !attack.movesWithoutGradient) {
    const finished = 'the gradient is exactly 0: no malicious user rates anything that the utility sees; include the targets';
    return { state: { ...state, finished, warnings: union(warnings, [`Stopped: ${finished}.`]) }, tried: null };
  }
  const values = attack.propose(context, config, state, found.values, support);
  const candidate = retrained(attack.retrainFrom(config), system, state, blockOf(context, support, values), toleranceFor(gain));
  const decision = attack.decide(context, config, state, candidate.utility);
  const moved: AttackIterate = { values, utility: candidate.utility, step: decision.step, iteration: state.iteration + 1 };
  const next: OptimizerState = decision.accept
    ? {
        ...moved,
        itemFactors: candidate.itemFactors,
        oneOptimum: candidate.oneOptimum ?? false,
        gradient: null,
        adjoint: found.adjoint,
        finished: decision.finished,
        series: {
          utilityTrace: [...state.series.utilityTrace, candidate.utility],
          predictionShiftRmseTrace: [...state.series.predictionShiftRmseTrace, candidate.predictionShiftRmse],
          targetMeanTrace: [...state.series.targetMeanTrace, candidate.targetMean],
          stepTrace: [...state.series.stepTrace, state.step],
          ...chainTraces(attack, context, config, support, state, found.values, moved),
        },
        kept: attack.chain?.averages(config) && attack.chain.keeps(config, moved.iteration) ? keep(state.kept, values) : state.kept,
        warnings: union(warnings, candidate.warnings),
      }
    : { ...state, step: decision.step, gradient: found.values, adjoint: found.adjoint, finished: decision.finished, warnings };
  return { state: next, tried: { candidate, step: state.step, accepted: decision.accept, products: found.products } };
}

/**
 * The candidate's model. Where the clean model is to be the start, a certified one may take its place, as long as the
 * candidate is certified too: else the start matters, and is the clean model.
 */
function retrained(from: 'clean' | 'previous', system: AttackedSystem, state: OptimizerState, block: MaliciousBlock, tolerance: number): Evaluation {
  const { cleanItemFactors } = system;
  if (from === 'previous') return system.evaluate(block, state.itemFactors, tolerance);
  const near = state.oneOptimum ? system.evaluate(block, state.itemFactors, tolerance) : null;
  return near?.oneOptimum ? near : system.evaluate(block, cleanItemFactors, tolerance);
}

/** What the profiles are made of: the mean of the kept states where there is one, else the last state. */
export function finalValues(state: OptimizerState): Float64Array {
  return state.kept?.mean ?? state.values;
}

/** The traces of a chain, longer by the state that it moved to; balances are known once a state's gradient is. */
function chainTraces<C>(
  { chain }: OptimizingAttack<C>,
  context: AttackContext,
  config: C,
  support: SparseRatings | 'dense',
  state: OptimizerState,
  gradient: Float64Array,
  moved: AttackIterate,
): Partial<Series> {
  if (!chain) return {};
  const { logPosteriorTrace = [], stepBiasTrace = [], stationarityTrace = [] } = state.series;
  const { stepBias, drift } = chain.balance(context, config, state, gradient, support);
  return {
    logPosteriorTrace: [...logPosteriorTrace, chain.logPosterior(context, config, moved, support)],
    stepBiasTrace: [...stepBiasTrace.slice(0, -1), stepBias, null],
    stationarityTrace: [...stationarityTrace.slice(0, -1), drift, null],
  };
}

function keep(kept: OptimizerState['kept'], values: Float64Array): OptimizerState['kept'] {
  if (kept === null) return { mean: values, count: 1 };
  const count = kept.count + 1;
  return { mean: kept.mean.map((mean, at) => mean + (values[at] - mean) / count), count };
}

/** What the last accepted step gained, relative to |R|; all of it before there was one, for first steps gain much. */
function lastRelativeGain({ series: { utilityTrace } }: OptimizerState): number {
  const [before, now] = utilityTrace.slice(-2);
  return now === undefined ? 1 : Math.abs(now - before) / Math.abs(now);
}

function toleranceFor(gain: number): number {
  return Math.min(coarsestTolerance, Math.max(finestTolerance, toleranceShare * gain));
}

function union(known: string[], more: string[]): string[] {
  return [...known, ...more.filter((each) => !known.includes(each))];
}
