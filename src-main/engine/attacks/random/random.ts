import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField, intentField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { itemStatistics } from '../item-statistics.ts';
import { allowedRatings } from '../rating-grid.ts';

const config = z.strictObject({ intent: intentField, rounding: classicRoundingField });

/** Fillers at random, rated as users rate overall: N(mean of all ratings, their variance). */
export const random = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'random',
  revision: 1,
  title: 'Random',
  label: 'Random',
  summary: 'Rates the targets at an end of the scale and random items around the mean of all ratings.',
  source: 'Lam and Riedl 2004 (RandomBot); Mobasher et al. 2005.',
  knows: { learner: false, ratings: true, gradient: false, detector: false },
  usesGradient: false,
  needsTargets: true,
  config,
  profiles(context, { intent, rounding }) {
    const { overallMean, overallDeviation } = itemStatistics(context.normal);
    const { lowest, highest, nearest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: intent === 'push' ? highest : lowest,
      selected: [],
      selectedRating: highest,
      fillerRating: (_, stream) => nearest(overallMean + overallDeviation * stream.normal()),
    });
  },
});
