import { LabError } from '../../../../shared/domain/errors.ts';
import type { Damage, ReachedDamage } from '../../../../shared/domain/gradient-audit.ts';
import { kernelTeam } from '../../../numeric/kernels/team.ts';
import { randomStream } from '../../../numeric/random.ts';
import { tellingEntries } from '../../audit/agreement.ts';
import { differenceAlong, differenceAtEntry, randomDirections } from '../../audit/central-differences.ts';
import { utilityTerms, type UtilityTerm } from '../../audit/utility-terms.ts';
import type { FoundGradient } from '../../attacks/optimize.ts';
import { learners } from '../../learners/list.ts';
import { objectives } from '../../objectives/list.ts';
import type { AttackSetting } from '../attack-setting.ts';
import type { AuditInput, JobHooks } from '../job.ts';
import { auditPoint, type AuditPoint } from './audit-point.ts';
import { auditedForms, type AuditedForm } from './audited-forms.ts';
import { attackSeconds, gradientSeconds, type MeasuredSpeed } from './expected-seconds.ts';
import { shortAttack, startAttack, type AttackStart } from './short-attack.ts';
import { sweepSeconds } from './sweep-time.ts';
import { runTasks, timed, type TimedTask } from './task-clock.ts';
import type { CheckedEntry } from './worst-entry.ts';

/** Everything that an audit computes, before it is compared. */
export interface Measurements {
  point: AuditPoint;
  forms: AuditedForm[];
  terms: UtilityTerm[];
  /** Effect of the uniform profiles. */
  start: Damage;
  /** Along `randomDirections` of the configuration's seed. */
  differences: number[];
  checked: CheckedEntry[];
  /** Gradients by id of their form, and why the others were refused. */
  found: ReadonlyMap<string, FoundGradient>;
  refused: ReadonlyMap<string, string>;
  /** The reference without a term, by the term's id. */
  ablated: ReadonlyMap<string, Float64Array>;
  /** By id of the form or term. */
  damages: ReadonlyMap<string, ReachedDamage>;
  gradientSeconds: ReadonlyMap<string, number>;
  sweepSeconds: number;
  retrainSeconds: number;
  warnings: string[];
}

/** The gradient whose terms an ablation leaves out, and which says where others are farthest off. */
export const reference = 'exact';

/** Malicious ratings, drawn at random, that are checked besides those where gradients disagree. */
export const randomEntries = 2;

/**
 * Central differences, gradients, ablations and attacks of an audit, one task after the other.
 * @throws LabError 'bad-input' as {@link auditPoint}, and for a utility that no malicious rating moves; 'failed' where the
 *   reference gradient is refused, which others are told by; 'cancelled' within a sweep
 */
export function measureGradients(input: AuditInput, hooks: Pick<JobHooks, 'progress' | 'cancelled'>): Measurements {
  const { config, dataset, iterations } = input;
  const point = auditPoint(input, hooks);
  const { values, blockOf, support } = point;
  const forms = auditedForms(config.learner.id);
  const terms = termsOf(input);
  const differences: number[] = [];
  const checked: CheckedEntry[] = [];
  const found = new Map<string, FoundGradient>();
  const refused = new Map<string, string>();
  const damages = new Map<string, ReachedDamage>();
  const ablated = new Map<string, Float64Array>();
  const warnings = new Set<string>();
  const speed: MeasuredSpeed & { gradients: Map<string, number> } = { retrain: null, sweep: null, gradients: new Map() };
  let trained: ReturnType<AuditPoint['retrained']> | null = null;
  let telling: number[] | null = null;
  let start: AttackStart | null = null;

  const retrainings = (count: number) => () => (speed.retrain === null ? null : count * speed.retrain);
  const warn = (said: { warnings: string[] }) => said.warnings.forEach((warning) => warnings.add(warning));
  const utilityAt = (at: Float64Array) => {
    const retrained = point.retrained(at);
    warn(retrained);
    return retrained.effect.utility;
  };
  const gradientOf = ({ system }: AttackSetting) => system.gradient(blockOf(values), trained!.model.itemFactors, 0, null);

  const training: TimedTask[] = [
    {
      phase: 'retraining on the uniform profiles',
      seconds: retrainings(1),
      run() {
        const { result, seconds } = timed(() => point.retrained(values));
        trained = result;
        speed.retrain = seconds;
        warn(result);
      },
    },
    {
      phase: 'timing a sweep',
      seconds: () => 0,
      run() {
        const learner = learners.find(config.learner.id)!;
        const ridge = learner.ridge(learner.config.parse(config.learner.config));
        const data = { normal: dataset.ratings, malicious: blockOf(values) };
        speed.sweep = sweepSeconds(data, trained!.model, ridge, hooks.cancelled);
      },
    },
  ];
  const differing = randomDirections(input.directions, values.length, config.seed).map((direction, d): TimedTask => ({
    phase: `retraining along direction ${d + 1} of ${input.directions}`,
    seconds: retrainings(2),
    run() {
      const { result, seconds } = timed(() => differenceAlong(utilityAt, values, direction));
      differences.push(result);
      speed.retrain = seconds / 2;
      if (differences.length === input.directions && differences.every((difference) => difference === 0)) throw nothingMoves();
    },
  }));
  const computing = forms.map((form): TimedTask => ({
    phase: `gradient: ${form.label}`,
    seconds: () => gradientSeconds(form, forms, speed),
    run() {
      const { memory } = kernelTeam();
      memory.watchPeak();
      const { result, seconds } = timed(() => unlessRefused(() => gradientOf(point.settingFor(form))));
      speed.gradients.set(form.id, seconds);
      if ('refused' in result) {
        if (form.id === reference) throw withoutReference(result.refused);
        return void refused.set(form.id, result.refused);
      }
      found.set(form.id, { ...result, bytes: result.bytes ?? memory.peak() });
      warn(result);
    },
  }));
  const checking = Array.from({ length: forms.length + 1 + randomEntries }, (_, index): TimedTask => ({
    phase: `retraining with one rating moved, ${index + 1}`,
    seconds: () => (telling !== null && index >= telling.length ? 0 : retrainings(2)()),
    run() {
      const slopes = [...found.values()].map((one) => one.values);
      telling ??= tellingEntries(found.get(reference)!.values, slopes, drawnEntries(config.seed, values.length));
      if (index >= telling.length) return;
      checked.push({ at: telling[index], difference: differenceAtEntry(utilityAt, values, telling[index]) });
    },
  }));
  const exactForm: AuditedForm = { gradient: reference, id: reference, label: reference, config: {} };
  const ablating = terms.map((term): TimedTask => ({
    phase: `gradient without ${term.label}`,
    seconds: () => gradientSeconds(exactForm, forms, speed),
    run: () => void ablated.set(term.id, gradientOf(point.settingFor(exactForm, term)).values),
  }));

  const attackTask = (id: string, phase: string, form: AuditedForm, without?: UtilityTerm): TimedTask => ({
    phase,
    seconds: () => (refused.has(id) ? 0 : attackSeconds(iterations, gradientSeconds(form, forms, speed), speed)),
    run() {
      if (refused.has(id)) return;
      const setting = point.settingFor(form, without);
      start ??= startAttack(setting, support, iterations);
      const begun = start;
      const reached = unlessRefused(() => shortAttack(setting, begun));
      if ('refused' in reached) return void warnings.add(`An attack was not made: ${reached.refused}`);
      damages.set(id, reached.damage);
      warn(reached);
    },
  });
  const attacking = [
    ...forms.filter(({ attacked }) => attacked !== false).map((form) => attackTask(form.id, `attack: ${form.label}`, form)),
    ...terms.map((term) => attackTask(term.id, `attack without ${term.label}`, exactForm, term)),
  ];

  runTasks(
    [...training, ...differing, ...computing, ...checking, ...ablating, ...(iterations > 0 ? attacking : [])],
    hooks,
  );
  return {
    ...{ point, forms, terms, differences, checked, found, refused, ablated, damages },
    start: trained!.effect,
    gradientSeconds: speed.gradients,
    sweepSeconds: speed.sweep!,
    retrainSeconds: speed.retrain!,
    warnings: [...warnings],
  };
}

/** The terms of the configured utility. */
function termsOf({ config }: AuditInput): UtilityTerm[] {
  const objective = objectives.find(config.objective.id);
  if (!objective) throw new LabError('bad-input', `There is no objective "${config.objective.id}".`);
  return utilityTerms(objective, objective.config.parse(config.objective.config));
}

function nothingMoves(): LabError {
  return new LabError('bad-input', 'No malicious rating moves the utility, so that there is no gradient to audit; give the objective a weight other than 0.', [
    { path: 'objective.config', message: 'is moved by no malicious rating' },
  ]);
}

function withoutReference(why: string): LabError {
  const message = `The exact gradient could not be computed, and an audit tells the others by it: ${why} Try another seed, fewer malicious users or a stronger λ.`;
  return new LabError('failed', message, [{ message }]);
}

function drawnEntries(seed: number, entries: number): number[] {
  const stream = randomStream(seed, 'audit.entry');
  return Array.from({ length: randomEntries }, () => Math.floor(stream.uniform() * entries));
}

function unlessRefused<T extends object>(compute: () => T): T | { refused: string } {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'cancelled') throw error;
    return { refused: error.message };
  }
}
