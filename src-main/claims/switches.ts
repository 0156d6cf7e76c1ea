import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { hasTargets, type ClaimRun } from './claim-run.ts';

/** A slot in which compared runs differ. */
export type Slot = 'attack' | 'gradient' | 'objective' | 'learner';

/** Runs that agree in every switch but their replicate. */
export interface SwitchGroup {
  switches: Record<string, string>;
  runs: ClaimRun[];
}

/**
 * Every switch of a run but its replicate (seed and targets).
 * @param without slots that are left out: those in which compared runs differ
 */
export function switchesOf(run: ClaimRun, without: readonly Slot[] = []): Record<string, string> {
  const { config, datasetName } = run;
  const { budget, learner, gradient } = config;
  return {
    // A name can be given again; runs of two data sets are never compared.
    data: `${datasetName} (${config.dataset.slice(0, 8)})`,
    ...(without.includes('learner') ? {} : slotSwitches('learner', learner)),
    ...(without.includes('gradient') || gradient === null ? {} : slotSwitches('gradient', gradient)),
    ...(without.includes('attack') ? {} : attackSwitches(run)),
    ...(without.includes('objective') ? {} : objectiveSwitches(run)),
    'malicious share': String(budget.maliciousShare),
    'items per user': String(budget.fillerSize),
    'largest rating': String(budget.maxRating),
  };
}

/** Runs by their switches, in the order of first appearance. @param ignored names of switches in which a group may differ */
export function bySwitches(runs: readonly ClaimRun[], ignored: readonly string[] = []): SwitchGroup[] {
  const groups = new Map<string, SwitchGroup>();
  for (const run of runs) {
    const { switches, key } = allBut(run, ignored);
    const group = groups.get(key) ?? { switches, runs: [] };
    group.runs.push(run);
    groups.set(key, group);
  }
  return [...groups.values()];
}

interface Keyed {
  switches: Record<string, string>;
  key: string;
}

/** Every rule groups the same runs, so what groups them is told once. */
const known = new WeakMap<ClaimRun['config'], Map<string, Keyed>>();

function allBut(run: ClaimRun, ignored: readonly string[]): Keyed {
  const ofRun = known.get(run.config) ?? new Map<string, Keyed>();
  known.set(run.config, ofRun);
  const left = ignored.join('\n');
  const found = ofRun.get(left);
  if (found) return found;
  const switches = switchesOf(run);
  for (const name of ignored) delete switches[name];
  const keyed = { switches, key: canonicalJson(switches) };
  ofRun.set(left, keyed);
  return keyed;
}

/** Without targets there is none to include. */
function attackSwitches({ targets, config: { attack } }: ClaimRun): Record<string, string> {
  return slotSwitches('attack', targets === '' ? { ...attack, config: allFieldsBut(attack.config, 'includeTargets') } : attack);
}

function objectiveSwitches(run: ClaimRun): Record<string, string> {
  const { availability, integrity } = run.weights;
  const weight = Math.abs(Number(run.config.objective.config.weight));
  const target = run.targets.startsWith('[') ? { 'chosen targets': run.targets } : targetChoice(run);
  return { 'μ1, μ2': `${availability}, ${integrity}`, ...(hasTargets(run) ? { 'target weight': String(weight), ...target } : {}) };
}

/** How targets are drawn, the draw itself apart: that is a replicate. */
function targetChoice({ config }: ClaimRun): Record<string, string> {
  const { choose } = (config.objective.config.targets ?? {}) as { choose?: Record<string, unknown> };
  if (choose === undefined) return {};
  return { 'targets drawn': canonicalJson(allFieldsBut(choose, 'draw')) };
}

function slotSwitches(kind: string, { id, config }: { id: string; config: Record<string, unknown> }): Record<string, string> {
  const fields = Object.entries(config).map(([name, value]) => [`${kind} ${name}`, plain(value)] as const);
  return { [kind]: id, ...Object.fromEntries(fields) };
}

function allFieldsBut(config: Record<string, unknown>, left: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== left));
}

function plain(value: unknown): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
