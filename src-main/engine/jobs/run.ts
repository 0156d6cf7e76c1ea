import { isCertifiedOptimum } from '../../../shared/domain/certified-optimum.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { Metrics, Series } from '../../../shared/domain/run.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { Attack, OptimizingAttack } from '../attacks/define-attack.ts';
import { chooseSupport } from '../attacks/choose-support.ts';
import { attacks } from '../attacks/list.ts';
import { overBudget } from '../attacks/over-budget.ts';
import { advanceOptimizer, finalValues, startOptimizer, type AttackedSystem, type OptimizerState } from '../attacks/optimize.ts';
import { gradients } from '../gradients/list.ts';
import type { MaliciousBlock } from '../learners/factored/factor-model.ts';
import { computeMetrics } from '../metrics/compute.ts';
import { attackSetting, type AttackSetting } from './attack-setting.ts';
import type { JobHooks, RunInput, RunResult } from './job.ts';
import { startWarnings } from './start-warnings.ts';
import { sweepProgress, type DetailedHooks } from './sweep-progress.ts';
import { finalTolerance } from './train-clean.ts';

/**
 * One run: the attack's profiles, then the learner retrained on data + profiles to a relative gradient of 1e-8, then
 * every metric of that model. Retraining starts from the clean model; from the attack's last where both are certified to be
 * the one optimum, and once more from a random start unless it is certified.
 * @throws LabError 'cancelled' within one sweep; 'bad-input' for a configuration that the data cannot serve
 */
export function run(input: RunInput, jobHooks: JobHooks): RunResult {
  const { config, dataset, cleanModel } = input;
  const hooks = sweepProgress(jobHooks, dataset.ratings.rowItem.length);
  const attack = attacks.find(config.attack.id);
  if (!attack) throw new LabError('bad-input', `There is no attack "${config.attack.id}".`);
  const setting = attackSetting(config, dataset, cleanModel, hooks, input.profiles);
  const { context } = setting;

  const { profiles, unrounded, near, series, chain, warnings } =
    attack.kind === 'direct' || context.maliciousUsers === 0
      ? { profiles: directProfiles(attack, setting, input), unrounded: null, near: null, series: null, chain: {}, warnings: [] }
      : climb(attack, setting, input, hooks);

  // An attack that ended early has taken fewer steps than it might have: how long the rest takes, they do not say.
  hooks.progress({ phase: 'final metrics', ...stepsTaken(attack, config.attack.config, series), remainingSeconds: null });
  const block = { kind: 'sparse', ratings: profiles } as const;
  const again = near && setting.retrain(block, near, finalTolerance);
  const final = again?.oneOptimum ? again : setting.retrain(block, 'clean', finalTolerance);
  const optimality = setting.optimality(block, final.model);
  const { metrics: cold, warnings: coldWarnings } = final.relativeGradient <= finalTolerance && isCertifiedOptimum(optimality) ? { metrics: {}, warnings: [] } : coldEffect(setting, block);
  const before = unrounded && effectBeforeRounding(setting, unrounded);
  const measured = computeMetrics({
    ratings: dataset.ratings,
    clean: cleanModel,
    poisoned: final.model,
    targets: [...context.targets],
    profiles,
    templates: attack.templates?.(context),
    seed: config.seed,
  });
  const metrics: Metrics = {
    ...measured,
    ...chain,
    ...cold,
    ...before?.metrics,
    utility: setting.effect(final.model).utility,
    iterations: series === null ? 0 : series.stepTrace.length - 1,
    relativeGradient: final.relativeGradient,
    ...optimality,
  };
  return {
    metrics,
    series: series ?? seriesOfOne(metrics),
    profiles,
    targets: [...context.targets],
    warnings: [...new Set([...warnings, ...overBudget(profiles, config.budget).map(({ message }) => message), ...final.warnings, ...coldWarnings, ...(before?.warnings ?? []), ...startWarnings(metrics)])],
  };
}

/** Accepted steps, the starting point not being one, of at most so many. */
function stepsTaken(attack: Attack, config: unknown, series: Series | null): { iteration: number; iterations: number } {
  if (series === null || attack.kind === 'direct') return { iteration: 0, iterations: 1 };
  return { iteration: series.stepTrace.length - 1, iterations: attack.maxIterations(attack.config.parse(config)) };
}

/** The effect on a model that is trained from the learner's random start. */
function coldEffect(setting: AttackSetting, block: MaliciousBlock) {
  const { model, warnings } = setting.retrain(block, 'cold', finalTolerance);
  const { predictionShiftRmse, targetMean } = setting.effect(model);
  return {
    metrics: { predictionShiftRmseCold: predictionShiftRmse, targetMeanAfterCold: targetMean } satisfies Partial<Metrics>,
    warnings: warnings.map((warning) => `From a random start: ${warning}`),
  };
}

/** The effect of profiles that are rounded afterwards, on a model trained from the clean one's V. */
function effectBeforeRounding(setting: AttackSetting, profiles: SparseRatings) {
  const { model, warnings } = setting.retrain({ kind: 'sparse', ratings: profiles }, 'clean', finalTolerance);
  const { utility, predictionShiftRmse, targetMean } = setting.effect(model);
  return {
    metrics: {
      utilityUnrounded: utility,
      predictionShiftRmseUnrounded: predictionShiftRmse,
      targetMeanAfterUnrounded: targetMean,
    } satisfies Partial<Metrics>,
    warnings: warnings.map((warning) => `Before rounding: ${warning}`),
  };
}

function directProfiles(attack: Attack, { context }: AttackSetting, { config }: RunInput): SparseRatings {
  const parsed = attack.config.parse(config.attack.config);
  if (attack.kind === 'direct') return attack.profiles(context, parsed);
  return attack.project(context, parsed, new Float64Array(0), attack.support(context, parsed));
}

function climb(attack: OptimizingAttack, setting: AttackSetting, input: RunInput, hooks: DetailedHooks) {
  const { context, system } = setting;
  const config = attack.config.parse(input.config.attack.config);
  const iterations = attack.maxIterations(config);
  const { support, warnings } = chooseSupport(attack, context, config, system, () =>
    hooks.progress({ phase: 'choosing items by the gradient', iteration: 0, iterations }),
  );
  const begin = (): OptimizerState => {
    hooks.progress({ phase: 'retraining on the first profiles', iteration: 0, iterations });
    const first = startOptimizer(attack, context, config, support, system);
    hooks.progress({ phase: 'first profiles', iteration: 0, iterations, point: tracePoint(first.series, 0) });
    hooks.checkpoint(first);
    return first;
  };
  const told = tellingSystem(system, gradients.find(input.config.gradient?.id ?? '')?.work ?? 'gradient', hooks.begin);
  let state = (input.checkpoint as OptimizerState | null) ?? begin();
  while (state.finished === null) {
    if (hooks.cancelled()) throw new LabError('cancelled', 'The run was cancelled; its checkpoint is kept.');
    const { state: next, tried } = advanceOptimizer(attack, context, config, support, told, state);
    state = next;
    // Progress first: a checkpoint vouches for every point of the live curve up to it.
    if (tried) {
      hooks.progress({
        phase: `iteration ${state.iteration} of at most ${iterations}`,
        iteration: state.iteration,
        iterations,
        point: {
          iteration: tried.accepted ? state.iteration : state.iteration + 1,
          utility: tried.candidate.utility,
          predictionShiftRmse: tried.candidate.predictionShiftRmse,
          targetMean: tried.candidate.targetMean,
          step: tried.step,
          accepted: tried.accepted,
          sweeps: tried.candidate.sweeps,
          products: tried.products,
        },
      });
    }
    hooks.checkpoint(state);
  }
  const diagnosis = attack.chain?.diagnose(context, config, state.series, support);
  const projected = attack.project(context, config, finalValues(state), support);
  const rounded = attack.rounded?.(context, config, projected) ?? null;
  return {
    profiles: rounded ?? projected,
    unrounded: rounded === null ? null : projected,
    near: state.oneOptimum && support !== 'dense' ? state.itemFactors : null,
    series: state.series,
    chain: diagnosis?.metrics ?? {},
    warnings: [...warnings, ...state.warnings, ...(diagnosis?.warnings ?? [])],
  };
}

/** The system, saying before each solve and each retraining of a step that it begins. */
function tellingSystem(system: AttackedSystem, solve: string, begin: DetailedHooks['begin']): AttackedSystem {
  return {
    ...system,
    evaluate(...asked) {
      begin('retraining');
      return system.evaluate(...asked);
    },
    gradient(...asked) {
      begin(solve);
      return system.gradient(...asked);
    },
  };
}

function tracePoint(series: Series, at: number) {
  return {
    iteration: at,
    utility: series.utilityTrace[at],
    predictionShiftRmse: series.predictionShiftRmseTrace[at],
    targetMean: series.targetMeanTrace[at],
    step: series.stepTrace[at],
    accepted: true,
  };
}

function seriesOfOne(metrics: Metrics): Series {
  return {
    utilityTrace: [metrics.utility],
    predictionShiftRmseTrace: [metrics.predictionShiftRmse],
    targetMeanTrace: [metrics.targetMeanAfter],
    stepTrace: [0],
  };
}
