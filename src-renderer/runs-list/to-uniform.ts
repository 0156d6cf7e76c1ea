import type { Run, RunConfig } from '../../shared/domain/run.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { baselineAttack } from '../../shared/figures/drawing/attack-style.ts';

/**
 * By key of each finished run that is no baseline: its RMSE less that of the uniform attack's run with everything
 * but attack and gradient equal, seed and targets included (shifted units). Where several uniform runs fit, the
 * one that shares most settings of the attack, then the first by key. It depends on the given runs, never on
 * which of them are shown.
 */
export function differencesToUniform(runs: readonly Run[]): Map<string, number> {
  const baselines = new Map<string, Run[]>();
  for (const run of runs) {
    if (run.config.attack.id !== baselineAttack || rmseOf(run) === null) continue;
    const context = contextOf(run.config);
    baselines.set(context, [...(baselines.get(context) ?? []), run]);
  }
  const differences = new Map<string, number>();
  if (baselines.size === 0) return differences;
  for (const run of runs) {
    const rmse = rmseOf(run);
    if (rmse === null || run.config.attack.id === baselineAttack) continue;
    const partner = nearest(run.config, baselines.get(contextOf(run.config)) ?? []);
    const base = partner && rmseOf(partner);
    if (typeof base === 'number') differences.set(run.key, rmse - base);
  }
  return differences;
}

/** Canonical text of a part of a configuration: thousands of runs share few. */
const parts = new WeakMap<object, string>();

function canonicalPart(part: object): string {
  const known = parts.get(part) ?? canonicalJson(part);
  parts.set(part, known);
  return known;
}

/** Everything but attack and gradient. */
function contextOf({ dataset, learner, objective, budget, seed }: RunConfig): string {
  return [dataset, canonicalPart(learner), canonicalPart(objective), canonicalPart(budget), seed].join(' ');
}

function rmseOf({ status, metrics }: Run): number | null {
  return status === 'done' ? (metrics?.predictionShiftRmse ?? null) : null;
}

function nearest(config: RunConfig, candidates: readonly Run[]): Run | undefined {
  if (candidates.length < 2) return candidates[0];
  const own = config.attack.config;
  const shared = (candidate: Run) =>
    Object.entries(candidate.config.attack.config).filter(([key, value]) => key in own && canonicalJson(own[key]) === canonicalJson(value)).length;
  return candidates.toSorted((a, b) => shared(b) - shared(a) || (a.key < b.key ? -1 : 1))[0];
}
