import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Metrics, Run, RunConfig } from '../../shared/domain/run.ts';

/** A finished run as the rules read it. */
export interface ClaimRun {
  key: string;
  config: RunConfig;
  metrics: Metrics;
  datasetName: string;
  seconds: number | null;
  /** μ1 and μ2 of Eq. 9, whichever objective states them; a negative target weight turns μ2 around. */
  weights: { availability: number; integrity: number };
  /** Which targets, as the configuration states them; empty without any. */
  targets: string;
  /** The items that are attacked, two draws of one item alike; where they are not known, `targets`. */
  attacked: string;
}

/**
 * Finished runs with metrics, as the rules read them; others are left out. Of runs of one configuration, which other
 * revisions or kernels computed, the one that finished last counts.
 * @param items resolved targets by key of the run
 */
export function claimRuns(runs: readonly Run[], items: ReadonlyMap<string, readonly string[]>): ClaimRun[] {
  return latestOfEach(runs).flatMap(({ key, config, metrics, datasetName, seconds }) => {
    const weights = weightsOf(config);
    if (metrics === null || weights === null) return [];
    const targets = targetsOf(config);
    const attacked = targets === '' ? '' : items.get(key)?.join(', ') || targets;
    return [{ key, config, metrics, datasetName, seconds, weights, targets, attacked }];
  });
}

/** Whether targets matter to what a run does. */
export function hasTargets({ weights }: ClaimRun): boolean {
  return weights.integrity !== 0;
}

/** Fewest targets of a seed that a rule asks of a run: a target that is chosen by name is the only one of its setting. */
export function leastTargetsOf({ targets }: ClaimRun, asked: number): number {
  return targets.startsWith('[') ? 1 : asked;
}

/** Whether a run has exactly these weights of Eq. 9. */
export function isWeighted({ weights }: ClaimRun, availability: number, integrity: number): boolean {
  return weights.availability === availability && weights.integrity === integrity;
}

/** β of a sampling attack; null for others. */
export function betaOf({ config }: ClaimRun): number | null {
  const { beta } = config.attack.config;
  return typeof beta === 'number' ? beta : null;
}

function latestOfEach(runs: readonly Run[]): Run[] {
  const latest = new Map<string, Run>();
  for (const run of runs) {
    if (run.status !== 'done') continue;
    const configuration = canonicalJson(run.config);
    const other = latest.get(configuration);
    if (!other || (run.finishedAt ?? '') > (other.finishedAt ?? '')) latest.set(configuration, run);
  }
  return [...latest.values()];
}

function targetsOf({ objective }: RunConfig): string {
  const { targets } = objective.config;
  const none = targets === undefined || (Array.isArray(targets) && targets.length === 0);
  return none ? '' : canonicalJson(targets);
}

function weightsOf({ objective }: RunConfig): ClaimRun['weights'] | null {
  const { availability, integrity, weight } = objective.config;
  const sign = Number(weight) < 0 ? -1 : 1;
  if (objective.id === 'availability') return { availability: 1, integrity: 0 };
  if (objective.id === 'integrity') return { availability: 0, integrity: sign };
  if (objective.id !== 'hybrid') return null;
  // Never -0, which JSON and people write as 0.
  return { availability: Number(availability), integrity: sign * Number(integrity) || 0 };
}
