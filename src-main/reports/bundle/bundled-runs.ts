import { formatPercent } from '../../../shared/figures/drawing/format.ts';
import type { Run } from '../../../shared/domain/run.ts';

/**
 * One run of each attack to bundle, in the order in which attacks come: the finished one with most malicious users, of several
 * the one with the least seed, then the first. Its label says which: "PGA exact, 5 %, seed 1".
 */
export function bundledRuns(runs: readonly Run[]): { run: string; label: string }[] {
  const chosen = new Map<string, Run>();
  for (const run of runs) {
    if (run.metrics === null || run.maliciousUsers === 0) continue;
    const known = chosen.get(run.label);
    if (known === undefined || comesBefore(run, known)) chosen.set(run.label, run);
  }
  return [...chosen.values()].map(({ run, label, config }) => ({
    run,
    label: `${label}, ${formatPercent(config.budget.maliciousShare)}, seed ${config.seed}`,
  }));
}

function comesBefore(run: Run, known: Run): boolean {
  const byUsers = run.maliciousUsers - known.maliciousUsers;
  return byUsers > 0 || (byUsers === 0 && run.config.seed < known.config.seed);
}
