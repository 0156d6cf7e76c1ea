import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField, selectedItemsField, wellKnownShareField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { itemStatistics, wellKnownItems } from '../item-statistics.ts';
import { allowedRatings } from '../rating-grid.ts';

const config = z.strictObject({
  dislikedItems: selectedItemsField('Disliked items', 'Widely disliked items, which all malicious users give the lowest rating.'),
  wellKnownShare: wellKnownShareField(0.1, 'Disliked items, those of lowest mean,'),
  rounding: classicRoundingField,
});

/** The targets in the company of what many users dislike, all rated lowest: a nuke attack. */
export const reverseBandwagon = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'reverse-bandwagon',
  revision: 1,
  title: 'Reverse bandwagon',
  label: 'Reverse bandwagon',
  summary: 'Pulls the targets down: rates them and widely disliked items lowest, and random items around the mean of all ratings.',
  source: 'Mobasher et al. 2007; the rule for widely disliked items is ours.',
  knows: { learner: false, ratings: true, gradient: false, detector: false },
  usesGradient: false,
  needsTargets: true,
  config,
  profiles(context, { dislikedItems, wellKnownShare, rounding }) {
    const { overallMean, overallDeviation, count, mean } = itemStatistics(context.normal);
    const wellKnown = wellKnownItems(count, context.targets, wellKnownShare, dislikedItems);
    const { lowest, nearest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: lowest,
      selected: wellKnown.sort((a, b) => mean[a] - mean[b]).slice(0, dislikedItems),
      selectedRating: lowest,
      fillerRating: (_, stream) => nearest(overallMean + overallDeviation * stream.normal()),
    });
  },
});
