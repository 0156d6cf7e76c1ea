import { z } from 'zod';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { classicRoundingField } from '../classic-fields.ts';
import { classicProfiles } from '../classic-profiles.ts';
import { allowedRatings } from '../rating-grid.ts';

const config = z.strictObject({ rounding: classicRoundingField });

/** The targets lowest, everything else highest: a nuke attack that need not know anything. */
export const loveHate = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'love-hate',
  revision: 1,
  title: 'Love/hate',
  label: 'Love/hate',
  summary: 'Pulls the targets down: rates them lowest and random items highest.',
  source: 'Mobasher et al. 2007.',
  knows: { learner: false, ratings: false, gradient: false, detector: false },
  usesGradient: false,
  needsTargets: true,
  config,
  profiles(context, { rounding }) {
    const { lowest, highest } = allowedRatings(context, rounding);
    return classicProfiles(context, {
      targetRating: lowest,
      selected: [],
      selectedRating: highest,
      fillerRating: () => highest,
    });
  },
});
