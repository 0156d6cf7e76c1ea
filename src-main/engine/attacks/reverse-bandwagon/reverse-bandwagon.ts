import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField, selectedItemsField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { itemsByPopularity, itemStatistics, type ItemStatistics } from '../item-statistics.ts';
import { allowedRatings } from '../rating-grid.ts';

const config = z.strictObject({
  dislikedItems: selectedItemsField('Disliked items', 'Widely disliked items, which all malicious users give the lowest rating.'),
  wellKnownShare: z.number().gt(0).max(1).default(0.1).meta({
    title: 'Well-known items',
    unit: 'share of the items',
    description: 'Disliked items are those of lowest mean among this share of the items, those with most ratings.',
  }),
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
    const statistics = itemStatistics(context.normal);
    const { overallMean, overallDeviation } = statistics;
    const { lowest, nearest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: lowest,
      selected: widelyDisliked(statistics, context.targets, wellKnownShare, dislikedItems),
      selectedRating: lowest,
      fillerRating: (_, stream) => nearest(overallMean + overallDeviation * stream.normal()),
    });
  },
});

/** Of the share of items with most ratings (`wanted` of them at least), those of lowest mean; ties by popularity. */
function widelyDisliked({ count, mean }: ItemStatistics, targets: readonly number[], share: number, wanted: number): number[] {
  const popular = itemsByPopularity(count);
  const wellKnown = popular
    .slice(0, Math.max(wanted + targets.length, Math.ceil(share * popular.length)))
    .filter((j) => !targets.includes(j));
  return wellKnown.sort((a, b) => mean[a] - mean[b]).slice(0, wanted);
}
