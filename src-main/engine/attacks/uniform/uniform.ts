import { z } from 'zod';
import { withValues } from '../../../numeric/sparse-ratings.ts';
import { defineAttack, type DirectAttack } from '../define-attack.ts';
import { randomSupport, uniformValues } from '../random-profiles.ts';

const config = z.strictObject({});

/** The paper's baseline: rated items and ratings drawn uniformly at random. */
export const uniform = defineAttack<z.infer<typeof config>, DirectAttack<z.infer<typeof config>>>({
  kind: 'direct',
  id: 'uniform',
  revision: 1,
  title: 'Uniform',
  label: 'Uniform',
  summary: 'Rates items chosen uniformly at random with ratings uniform over the allowed range; the baseline.',
  source: 'Li et al. 2016, Section 5.',
  knows: { learner: false, ratings: false, gradient: false, detector: false },
  usesGradient: false,
  config,
  profiles(context) {
    const support = randomSupport(context, false);
    return withValues(support, uniformValues(context, support));
  },
});
