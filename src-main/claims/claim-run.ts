import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Metrics, Run, RunConfig } from '../../shared/domain/run.ts';

/** A finished run as the rules read it. */
export interface ClaimRun {
  config: RunConfig;
  metrics: Metrics;
  datasetName: string;
  /** μ1 and μ2 of Eq. 9, whichever objective states them. */
  weights: { availability: number; integrity: number };
  /** Which targets, as the configuration states them; empty without any. */
  targets: string;
}

/** Finished runs with metrics, as the rules read them; others are left out. */
export function claimRuns(runs: readonly Run[]): ClaimRun[] {
  return runs.flatMap(({ status, config, metrics, datasetName }) => {
    if (status !== 'done' || metrics === null) return [];
    const weights = weightsOf(config);
    const { targets } = config.objective.config;
    return weights ? [{ config, metrics, datasetName, weights, targets: targets ? canonicalJson(targets) : '' }] : [];
  });
}

/**
 * Every switch of a run but its replicate (seed and targets), in plain words.
 * @param without slots that are left out: those in which compared runs differ
 */
export function switchesOf(run: ClaimRun, without: readonly ('attack' | 'gradient' | 'objective')[] = []): Record<string, string> {
  const { config, datasetName } = run;
  const { budget, learner, gradient, attack } = config;
  return {
    // A name can be given again; runs of two data sets are never compared.
    data: `${datasetName} (${config.dataset.slice(0, 8)})`,
    ...slotSwitches('learner', learner),
    ...(without.includes('gradient') || gradient === null ? {} : slotSwitches('gradient', gradient)),
    ...(without.includes('attack') ? {} : slotSwitches('attack', attack)),
    ...(without.includes('objective') ? {} : objectiveSwitches(run)),
    'malicious share': String(budget.maliciousShare),
    'items per user': String(budget.fillerSize),
    'largest rating': String(budget.maxRating),
  };
}

/** Runs by their switches, in the order of first appearance. */
export function bySwitches(
  runs: readonly ClaimRun[],
  ignored: readonly string[] = [],
): { switches: Record<string, string>; runs: ClaimRun[] }[] {
  const groups = new Map<string, { switches: Record<string, string>; runs: ClaimRun[] }>();
  for (const run of runs) {
    const switches = switchesOf(run);
    for (const name of ignored) delete switches[name];
    const key = canonicalJson(switches);
    const group = groups.get(key) ?? { switches, runs: [] };
    group.runs.push(run);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Values by replicate: the mean over runs of one seed and, where `perTarget`, one choice of targets. A run without
 * integrity weight is the same whatever its targets, so its targets are no replicates.
 */
export function byReplicate(
  runs: readonly ClaimRun[],
  value: (run: ClaimRun) => number | null,
  perTarget: boolean,
): Map<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const run of runs) {
    const found = value(run);
    if (found === null) continue;
    const key = perTarget ? `${run.config.seed} ${run.targets}` : String(run.config.seed);
    const { sum, n } = sums.get(key) ?? { sum: 0, n: 0 };
    sums.set(key, { sum: sum + found, n: n + 1 });
  }
  return new Map([...sums].map(([key, { sum, n }]) => [key, sum / n]));
}

/** Whether targets matter to what a run does. */
export function hasTargets({ weights }: ClaimRun): boolean {
  return weights.integrity !== 0;
}

function weightsOf({ objective }: RunConfig): ClaimRun['weights'] | null {
  const { availability, integrity, weight } = objective.config;
  if (objective.id === 'availability') return { availability: 1, integrity: 0 };
  if (objective.id === 'integrity') return { availability: 0, integrity: Number(weight) < 0 ? -1 : 1 };
  if (objective.id !== 'hybrid') return null;
  return { availability: Number(availability), integrity: Number(integrity) };
}

function objectiveSwitches(run: ClaimRun): Record<string, string> {
  const { availability, integrity } = run.weights;
  const weight = Math.abs(Number(run.config.objective.config.weight));
  return { 'μ1, μ2': `${availability}, ${integrity}`, ...(hasTargets(run) ? { 'target weight': String(weight) } : {}) };
}

function slotSwitches(kind: string, { id, config }: { id: string; config: Record<string, unknown> }): Record<string, string> {
  const fields = Object.entries(config).map(([name, value]) => [`${kind} ${name}`, plain(value)] as const);
  return { [kind]: id, ...Object.fromEntries(fields) };
}

function plain(value: unknown): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
