import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField, intentField, selectedItemsField, wellKnownShareField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { allowedRatings } from '../rating-grid.ts';
import { segmentItems } from './segment-items.ts';

const config = z.strictObject({
  intent: intentField,
  segmentItems: selectedItemsField(
    'Segment items',
    'Well-liked items that are most like the targets in how users rate them; all malicious users give them the highest rating.',
  ),
  wellKnownShare: wellKnownShareField(0.2, 'Segment items'),
  rounding: classicRoundingField,
});

/** Aims at the users who like what is like the targets: those items highest, everything else lowest. */
export const segment = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'segment',
  revision: 1,
  title: 'Segment',
  label: 'Segment',
  summary: 'Aims at one audience: rates items like the targets highest, random others lowest, and the targets at an end of the scale.',
  source: 'Mobasher et al. 2005, a push attack with items of one genre; choosing them by adjusted cosine, and nuke, are ours.',
  knows: { learner: false, ratings: true, gradient: false, detector: false },
  usesGradient: false,
  needsTargets: true,
  config,
  profiles(context, { intent, segmentItems: wanted, wellKnownShare, rounding }) {
    const { lowest, highest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: intent === 'push' ? highest : lowest,
      selected: segmentItems(context.normal, context.targets, wanted, wellKnownShare),
      selectedRating: highest,
      fillerRating: () => lowest,
    });
  },
});
