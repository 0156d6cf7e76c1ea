import { z } from 'zod';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { defineMetric, type MetricInput } from '../define-metric.ts';

const config = z.strictObject({});
const listLength = 10;

/**
 * Of the normal users who have rated no target, the share with a target among the ten unseen items of highest
 * prediction (ties by ascending item); null without targets or without such users.
 */
export const topTenShare = defineMetric<z.infer<typeof config>>({
  id: 'top-ten-share',
  revision: 1,
  title: 'Targets in the top ten',
  label: 'Top-10 share',
  summary:
    'Share of the users who have not rated a target and would see one among their ten best unseen items.',
  source: 'The hit ratio at 10 of the shilling literature, over all normal users.',
  config,
  measure: ({ ratings, clean, poisoned, targets }) => ({
    targetTop10ShareBefore: share(ratings, clean, targets),
    targetTop10ShareAfter: share(ratings, poisoned, targets),
  }),
});

function share(
  ratings: SparseRatings,
  model: MetricInput['clean'],
  targets: readonly number[],
): number | null {
  if (targets.length === 0) return null;
  const isTarget = new Uint8Array(ratings.items);
  for (const j of targets) isTarget[j] = 1;
  const seen = new Int32Array(ratings.items).fill(-1);
  let eligible = 0;
  let reached = 0;
  for (let i = 0; i < ratings.users; i++) {
    let hasRatedTarget = false;
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      seen[ratings.rowItem[at]] = i;
      if (isTarget[ratings.rowItem[at]]) hasRatedTarget = true;
    }
    if (hasRatedTarget) continue;
    eligible++;
    if (isListed(model, i, bestTarget(model, i, targets), seen)) reached++;
  }
  return eligible === 0 ? null : reached / eligible;
}

/** The target that comes first in the user's list: if any is among the ten, this one is. */
function bestTarget(model: MetricInput['clean'], user: number, targets: readonly number[]): number {
  let best = -1;
  let highest = -Infinity;
  for (const j of [...targets].sort((a, b) => a - b)) {
    const prediction = predict(model, user, j);
    if (best < 0 || prediction > highest) [best, highest] = [j, prediction];
  }
  return best;
}

/** Whether fewer than ten unseen items come before `item`; `seen[j] === user` marks what the user rated. */
function isListed(model: MetricInput['clean'], user: number, item: number, seen: Int32Array): boolean {
  const own = predict(model, user, item);
  let before = 0;
  for (let j = 0; j < seen.length; j++) {
    if (seen[j] === user || j === item) continue;
    const other = predict(model, user, j);
    if ((other > own || (other === own && j < item)) && ++before === listLength) return false;
  }
  return true;
}

function predict(
  { rank, userFactors, itemFactors }: MetricInput['clean'],
  user: number,
  item: number,
): number {
  let sum = 0;
  for (let c = 0; c < rank; c++) sum += userFactors[user * rank + c] * itemFactors[item * rank + c];
  return sum;
}
