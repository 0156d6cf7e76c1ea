import type { ClaimRun } from './claim-run.ts';

/** What runs of one seed show, of the same attacked items where targets are told apart. */
export interface Replicate {
  seed: number;
  /** Attacked items; empty where targets are not told apart. */
  attacked: string;
  /** Mean over the runs. */
  value: number;
}

/** Values of seeds, which are the clusters of every interval: runs of one seed share its random start. */
export interface SeedValues {
  /** Mean over a seed's targets, by seed ascending. */
  values: number[];
  /** Targets of the seed with fewest; 1 where they are not told apart, 0 without any seed. */
  targets: number;
  /** Values of those seeds (rows) at the targets that all of them share (columns). */
  table: number[][];
}

/**
 * Values by replicate: seed and, where `perTarget`, attacked items. A run without integrity weight is the same whatever its
 * targets, so its targets are not told apart.
 * @param value null for a run that does not say
 */
export function replicatesOf(runs: readonly ClaimRun[], value: (run: ClaimRun) => number | null, perTarget: boolean): Map<string, Replicate> {
  const found = new Map<string, Replicate & { sum: number; n: number }>();
  for (const run of runs) {
    const own = value(run);
    if (own === null) continue;
    const { seed } = run.config;
    const attacked = perTarget ? run.attacked : '';
    const { sum, n } = found.get(`${seed} ${attacked}`) ?? { sum: 0, n: 0 };
    found.set(`${seed} ${attacked}`, { seed, attacked, value: (sum + own) / (n + 1), sum: sum + own, n: n + 1 });
  }
  return found;
}

/**
 * The mean over targets of each seed. Runs of a seed are not independent of each other, and neither are runs at a target: so
 * a seed counts once, and an interval over seeds speaks of the targets that were attacked; one over seeds and targets is of the
 * table.
 * @param leastTargets seeds with fewer count only where none has as many
 */
export function bySeed(replicates: Iterable<Replicate>, leastTargets = 1): SeedValues {
  const seeds = new Map<number, Map<string, number>>();
  for (const { seed, attacked, value } of replicates) seeds.set(seed, (seeds.get(seed) ?? new Map<string, number>()).set(attacked, value));
  const all = [...seeds].sort(([a], [b]) => a - b).map(([, values]) => values);
  const complete = all.filter(({ size }) => size >= leastTargets);
  const counted = complete.length > 0 ? complete : all;
  const shared = [...(counted[0]?.keys() ?? [])].sort().filter((attacked) => counted.every((values) => values.has(attacked)));
  return {
    values: counted.map((values) => [...values.values()].reduce((sum, value) => sum + value, 0) / values.size),
    targets: counted.length === 0 ? 0 : Math.min(...counted.map(({ size }) => size)),
    table: counted.map((values) => shared.map((attacked) => values.get(attacked) ?? 0)),
  };
}
