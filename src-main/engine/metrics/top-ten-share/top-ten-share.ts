import { z } from 'zod';
import { kernelTeam } from '../../../numeric/kernels/team.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { defineMetric, type MetricInput } from '../define-metric.ts';
import { listedUsers } from './listed-users.ts';

const config = z.strictObject({});

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
  const { eligible, reached } = listedUsers(kernelTeam(), ratings, model, targets);
  return eligible === 0 ? null : reached / eligible;
}
