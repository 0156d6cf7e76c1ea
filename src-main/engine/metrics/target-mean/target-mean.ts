import { z } from 'zod';
import { targetRating } from '../../objectives/target-rating.ts';
import { defineMetric, type MetricInput } from '../define-metric.ts';

const config = z.strictObject({});

/** What is predicted for the targets, unweighted mean over all normal users and targets. */
export const targetMean = defineMetric<z.infer<typeof config>>({
  id: 'target-mean',
  revision: 1,
  title: 'Mean rating of the targets',
  label: 'Target mean',
  summary: 'Mean prediction for the target items over all normal users, in shifted units.',
  source: 'Li et al. 2016, Section 5: average rating for specific items.',
  config,
  measure: (input) => ({
    targetMeanBefore: meanOverUsers(input, input.clean),
    targetMeanAfter: meanOverUsers(input, input.poisoned),
  }),
});

function meanOverUsers({ ratings, clean, targets }: MetricInput, model: MetricInput['clean']): number | null {
  if (targets.length === 0) return null;
  const sum = targetRating({ normal: ratings, clean, poisoned: model, targets }, 1);
  return sum / (ratings.users * targets.length);
}
