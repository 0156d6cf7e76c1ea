import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField, intentField, selectedItemsField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { itemsByPopularity, itemStatistics } from '../item-statistics.ts';
import { allowedRatings } from '../rating-grid.ts';

const config = z.strictObject({
  intent: intentField,
  popularItems: selectedItemsField('Popular items', 'Items with most ratings, which all malicious users give the highest rating.'),
  rounding: classicRoundingField,
});

/** Everybody's favourites rated highest, so that many users are alike; fillers as in the random attack. */
export const bandwagon = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'bandwagon',
  revision: 1,
  title: 'Bandwagon',
  label: 'Bandwagon',
  summary: 'Rates the targets at an end of the scale, the most popular items highest, and random items around the mean of all ratings.',
  source: 'Mobasher et al. 2005; five popular items are ours.',
  knows: { learner: false, ratings: true, gradient: false, detector: false },
  usesGradient: false,
  needsTargets: true,
  config,
  profiles(context, { intent, popularItems, rounding }) {
    const { overallMean, overallDeviation, count } = itemStatistics(context.normal);
    const { lowest, highest, nearest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: intent === 'push' ? highest : lowest,
      selected: itemsByPopularity(count, context.targets).slice(0, popularItems),
      selectedRating: highest,
      fillerRating: (_, stream) => nearest(overallMean + overallDeviation * stream.normal()),
    });
  },
});
