import type { RunFacts } from '../../shared/figures/run/run-figure.ts';
import { figureRun } from './figure-runs.ts';

/** Facts of one run of invented numbers, whole stars: its profiles (popular items, or any), its trace, its target's predictions. */
export function runFacts({ items, users, popular = true }: { items: number; users: number; popular?: boolean }): RunFacts {
  const rmseTrace = [0.05, 0.12, 0.17, 0.2, 0.21];
  const { run, series, shift, scale } = figureRun({ attack: 'pga', gradient: 'exact', rmseTrace, before: 0.8, after: 1.3 });
  const counts = Int32Array.from({ length: items }, (_, item) => 1 + Math.round(500 * Math.exp(-item / (items / 8))));
  const reach = popular ? items / 6 : items;
  const ratings = Array.from({ length: users }, (_, user) =>
    Array.from({ length: 50 }, (__, place) => Math.floor(((place + 1 + 0.9 * wave(user, place)) * reach) / 52)).map((item, place) => ({ user, item, rating: 2 * wave(place, user + 3) })),
  ).flat();
  const values = [-2, -1, 0, 1, 2].map((shifted, at) => ({ shifted, count: [6110, 11370, 27145, 34174, 21201][at] }));
  const predictions = (mean: number) => Float64Array.from({ length: 943 }, (_, user) => mean + 0.5 * wave(user, 5));
  return {
    ...{ run: { ...run, maliciousUsers: users }, series: series ?? null, shift, scale },
    itemIds: Array.from({ length: items }, (_, item) => String(item + 1)),
    targets: [12],
    profiles: { users, ratings, counts, normal: values },
    prediction: { item: '13', title: 'A film (1995)', before: predictions(0.8), after: predictions(1.3) },
  };
}

/** Fixed numbers in [-1, 1]. */
function wave(a: number, b: number): number {
  return Math.sin(12.9898 * (a + 1) + 78.233 * (b + 1));
}
