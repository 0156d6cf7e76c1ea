import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField, intentField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { itemStatistics } from '../item-statistics.ts';
import { allowedRatings } from '../rating-grid.ts';

const config = z.strictObject({
  intent: intentField,
  spread: z.enum(['item', 'overall']).default('item').meta({
    title: 'Spread of fillers',
    description: 'Item: the standard deviation of the item’s own ratings (Mobasher et al.). Overall: that of all ratings (Lam and Riedl).',
  }),
  rounding: classicRoundingField,
});

/** Fillers at random, each rated as users rate it: N(the item's mean, its variance). */
export const average = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'average',
  revision: 1,
  title: 'Average',
  label: 'Average',
  summary: 'Rates the targets at an end of the scale and random items around each item’s own mean.',
  source: 'Lam and Riedl 2004 (AverageBot); Mobasher et al. 2005.',
  knows: { learner: false, ratings: true, gradient: false, detector: false },
  usesGradient: false,
  needsTargets: true,
  config,
  profiles(context, { intent, spread, rounding }) {
    const { overallDeviation, mean, deviation } = itemStatistics(context.normal);
    const { lowest, highest, nearest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: intent === 'push' ? highest : lowest,
      selected: [],
      selectedRating: highest,
      fillerRating: (j, stream) =>
        nearest(mean[j] + (spread === 'item' ? deviation[j] : overallDeviation) * stream.normal()),
    });
  },
});
