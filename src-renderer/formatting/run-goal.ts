import { formatCount, formatDifference, formatPercent } from '../../shared/figures/drawing/format.ts';
import type { TargetEffect } from '../../shared/domain/run-effect.ts';
import type { Run, RunConfig } from '../../shared/domain/run.ts';
import { runTitle } from './runs.ts';

/**
 * A run as a sentence of what is attacked, as in "PGA exact pushes Fargo (1996) at 5 %, seed 1"; its title where the
 * attack wants nothing, as fakes who rate at random.
 * @param targets ids and titles of the targets, where they are known
 */
export function runSentence(run: Run, targets: readonly Target[] | null): string {
  const goal = goalOf(run.config, targets);
  if (goal === null) return runTitle(run);
  return `${run.label} ${goal} at ${formatPercent(run.config.budget.maliciousShare)}, seed ${run.config.seed}`;
}

/**
 * Why malicious users rate a target against the goal, as "The 23 malicious users who rate it give it −0.31 on average…";
 * null where they rate it towards it, or none does, and for attacks that follow no objective.
 */
export function againstGoal({ config }: Run, { maliciousRatings, maliciousMean }: Pick<TargetEffect, 'maliciousRatings' | 'maliciousMean'>): string | null {
  const { move } = weightsOf(config.objective);
  if (config.gradient === null || maliciousMean === null || maliciousMean * move >= 0) return null;
  const who = maliciousRatings === 1 ? 'The one malicious user who rates it gives' : `The ${formatCount(maliciousRatings)} malicious users who rate it give`;
  const [one, moves] = move > 0 ? ['low', 'raises'] : ['high', 'lowers'];
  return `${who} it ${formatDifference(maliciousMean, 2)} on average, against the goal: from someone of the opposite taste, a ${one} rating ${moves} predictions.`;
}

type Target = { item: string; title: string | null };

function goalOf({ objective, gradient, attack }: RunConfig, known: readonly Target[] | null): string | null {
  const targets = targetsIn(objective.config.targets, known);
  const { intent } = attack.config;
  if (intent === 'push' || intent === 'nuke') return targets === null ? null : `${intent === 'push' ? 'pushes' : 'pulls down'} ${targets}`;
  // Who follows no gradient follows no objective.
  if (gradient === null) return null;
  const { spoil, move } = weightsOf(objective);
  const moved = move === 0 || targets === null ? null : `${move > 0 ? 'pushes' : 'pulls down'} ${targets}`;
  if (moved === null) return spoil > 0 ? 'spoils all predictions' : null;
  if (spoil > 0) return `spoils predictions and ${moved}`;
  // A negative μ1 leaves a light trace.
  return spoil < 0 ? `quietly ${moved}` : moved;
}

/** How much the spoiling of predictions counts, and which way targets are moved. */
function weightsOf({ id, config }: RunConfig['objective']): { spoil: number; move: number } {
  const weight = numberOr(config.weight, 1);
  if (id === 'availability') return { spoil: 1, move: 0 };
  if (id === 'integrity') return { spoil: 0, move: weight };
  return { spoil: numberOr(config.availability, 0), move: numberOr(config.integrity, 0) * weight };
}

function targetsIn(configured: unknown, known: readonly Target[] | null): string | null {
  const [only] = known ?? [];
  if (known?.length === 1 && only.title !== null) return only.title;
  const ids = known?.map(({ item }) => item) ?? (Array.isArray(configured) ? configured.map(String) : null);
  const count = ids?.length ?? drawnCount(configured);
  if (count === 0) return null;
  if (ids === null) return count === 1 ? 'a drawn item' : `${formatCount(count)} drawn items`;
  if (ids.length > 3) return `${formatCount(ids.length)} items`;
  return `${ids.length === 1 ? 'item' : 'items'} ${ids.join(', ').replace(/, ([^,]*)$/, ' and $1')}`;
}

function drawnCount(configured: unknown): number {
  if (typeof configured !== 'object' || configured === null || !('choose' in configured)) return 0;
  const { choose } = configured;
  return typeof choose === 'object' && choose !== null && 'count' in choose ? numberOr(choose.count, 1) : 1;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
