import type { Series } from '../../../shared/domain/run.ts';
import { withValues, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { MaliciousBlock } from '../learners/factored/factor-model.ts';
import type { AttackContext, OptimizingAttack } from './define-attack.ts';

/** What retraining on a candidate found. */
export interface Evaluation {
  /** V of the retrained model. */
  itemFactors: Float64Array;
  utility: number;
  predictionShiftRmse: number;
  /** Null without targets. */
  targetMean: number | null;
  warnings: string[];
}

/** The learner and the objective as the optimizer sees them. */
export interface AttackedSystem {
  /** V of the clean model. */
  cleanItemFactors: Float64Array;
  /** Retrains on the block from V = `start` and evaluates R. */
  evaluate(block: MaliciousBlock, start: Float64Array): Evaluation;
  /** ∇_M̃ R at the model whose V is `itemFactors`, trained on the block. */
  gradient(block: MaliciousBlock, itemFactors: Float64Array): { values: Float64Array; warnings: string[] };
}

/** All that is needed to go on with an attack; plain data, never mutated. */
export interface OptimizerState {
  values: Float64Array;
  itemFactors: Float64Array;
  utility: number;
  step: number;
  /** Accepted iterations. */
  iteration: number;
  /** Gradient at `values`, null until it is needed. */
  gradient: Float64Array | null;
  /** Why it ended, null while it goes on. */
  finished: string | null;
  series: Series;
  warnings: string[];
}

/** One tried step, for live curves. */
export interface TriedStep {
  candidate: Evaluation;
  step: number;
  accepted: boolean;
}

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
  const values = attack.initialValues(context, config, support);
  const first = system.evaluate(blockOf(context, support, values), system.cleanItemFactors);
  const step = attack.initialStep(context, config);
  return {
    values,
    itemFactors: first.itemFactors,
    utility: first.utility,
    step,
    iteration: 0,
    gradient: null,
    finished: null,
    series: {
      utilityTrace: [first.utility],
      predictionShiftRmseTrace: [first.predictionShiftRmse],
      targetMeanTrace: [first.targetMean],
      stepTrace: [step],
    },
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
  const found = state.gradient
    ? { values: state.gradient, warnings: [] }
    : system.gradient(block, state.itemFactors);
  const warnings = union(state.warnings, found.warnings);
  if (found.values.every((value) => value === 0) && !attack.movesWithoutGradient) {
    const finished = 'the gradient is exactly 0: no malicious user rates anything that the utility sees; include the targets';
    return { state: { ...state, finished, warnings: union(warnings, [`Stopped: ${finished}.`]) }, tried: null };
  }
  const values = attack.propose(context, config, state, found.values);
  const start = attack.retrainFrom(config) === 'clean' ? system.cleanItemFactors : state.itemFactors;
  const candidate = system.evaluate(blockOf(context, support, values), start);
  const decision = attack.decide(context, config, state, candidate.utility);
  const next: OptimizerState = decision.accept
    ? {
        values,
        itemFactors: candidate.itemFactors,
        utility: candidate.utility,
        step: decision.step,
        iteration: state.iteration + 1,
        gradient: null,
        finished: decision.finished,
        series: {
          utilityTrace: [...state.series.utilityTrace, candidate.utility],
          predictionShiftRmseTrace: [...state.series.predictionShiftRmseTrace, candidate.predictionShiftRmse],
          targetMeanTrace: [...state.series.targetMeanTrace, candidate.targetMean],
          stepTrace: [...state.series.stepTrace, state.step],
        },
        warnings: union(warnings, candidate.warnings),
      }
    : { ...state, step: decision.step, gradient: found.values, finished: decision.finished, warnings };
  return { state: next, tried: { candidate, step: state.step, accepted: decision.accept } };
}

function union(known: string[], more: string[]): string[] {
  return [...known, ...more.filter((each) => !known.includes(each))];
}
