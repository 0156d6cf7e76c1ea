import { z } from 'zod';
import { randomStream } from '../../../numeric/random.ts';
import { withValues } from '../../../numeric/sparse-ratings.ts';
import { defineAttack, retrainFromField, type AttackContext, type OptimizingAttack } from '../define-attack.ts';
import { randomSupport, uniformValues } from '../random-profiles.ts';
import { allowedRatings } from '../rating-grid.ts';
import { steepestItems } from './steepest-items.ts';

const config = z.strictObject({
  iterations: z.number().int().min(1).max(1000).default(30).meta({
    title: 'Iterations, at most',
    symbol: 'T',
    unit: 'accepted steps',
    description: 'Accepted steps at most; the adaptive step stops earlier when the gain is small.',
  }),
  items: z.enum(['random', 'gradient']).default('random').meta({
    title: 'Choice of items',
    description:
      'Random: uniform for each user, as in the paper. Gradient: each user’s B largest entries of the gradient where every malicious user rates every item, uniformly in ±Λ; random ones where it is 0.',
  }),
  includeTargets: z.boolean().default(false).meta({
    title: 'Include target items',
    description: 'Every malicious user rates the targets; otherwise few or none may, and a one-step gradient of the targets is then 0.',
  }),
  schedule: z.enum(['adaptive', 'diminishing']).default('adaptive').meta({
    title: 'Step schedule',
    description: 'Adaptive: scale-free with backtracking. Diminishing: the paper’s plain Algorithm 1 with s_t = s / √t, never taken back.',
  }),
  stepSize: z.number().positive().default(0.5).meta({
    title: 'Step',
    symbol: 's',
    description: 'Adaptive: first step as a share of Λ, relative to the gradient’s RMS. Diminishing: s in s / √t times the raw gradient.',
  }),
  rounding: z.enum(['none', 'grid']).default('none').meta({
    title: 'Rounding',
    description: 'None: ratings anywhere in ±Λ, as in the paper. Grid: at the end each becomes the nearest rating of the data’s scale (whole or half stars); the effect before is recorded too.',
  }),
  retrainFrom: retrainFromField,
});
type PgaConfig = z.infer<typeof config>;

/** A relative gain below this ends the adaptive schedule. */
const smallestGain = 1e-4;
/** An adaptive step below this ends it too. */
const smallestStep = 1e-3;

/** Projected gradient ascent on the ratings of items that are chosen once, Algorithm 1. */
export const pga = defineAttack<PgaConfig, OptimizingAttack<PgaConfig>>({
  kind: 'optimizing',
  id: 'pga',
  revision: 2,
  title: 'Projected gradient ascent',
  label: 'PGA',
  summary: 'Raises the attacker’s utility step by step by following its gradient through the learner; items stay fixed.',
  source: 'Li et al. 2016, Algorithm 1 and Eq. 10; adaptive steps, items by gradient and rounding are ours.',
  knows: { learner: true, ratings: true, gradient: true, detector: false },
  usesGradient: true,
  movesWithoutGradient: false,
  config,
  probe: (context, { items }) => (items === 'gradient' ? probeRatings(context) : null),
  support(context, { items, includeTargets }, probeGradient = new Float64Array(0)) {
    return items === 'random'
      ? randomSupport(context, includeTargets)
      : steepestItems(context, includeTargets, probeGradient);
  },
  initialValues(context, _, support) {
    if (support === 'dense') throw new RangeError('projected gradient ascent needs a fixed support');
    return uniformValues(context, support);
  },
  initialStep: ({ budget }, { schedule, stepSize }) => (schedule === 'adaptive' ? stepSize * budget.maxRating : stepSize),
  retrainFrom: ({ retrainFrom }) => retrainFrom,
  maxIterations: ({ iterations }) => iterations,
  propose({ budget }, { schedule }, iterate, gradient) {
    const { maxRating } = budget;
    const scale = schedule === 'adaptive' ? iterate.step / rootMeanSquare(gradient) : iterate.step;
    return iterate.values.map((value, at) =>
      Math.min(maxRating, Math.max(-maxRating, value + scale * gradient[at])),
    );
  },
  decide({ budget }, { schedule, stepSize, iterations }, iterate, candidateUtility) {
    const last = iterate.iteration + 1 >= iterations ? 'all iterations are done' : null;
    if (schedule === 'diminishing') {
      return { accept: true, step: stepSize / Math.sqrt(iterate.iteration + 2), finished: last };
    }
    const gain = candidateUtility - iterate.utility;
    if (!(gain > 0)) {
      const step = iterate.step / 2;
      return { accept: false, step, finished: step < smallestStep ? 'the step became too small to gain' : null };
    }
    const small = gain < smallestGain * Math.abs(candidateUtility) ? 'the relative gain fell below 1e-4' : null;
    return { accept: true, step: Math.min(1.5 * iterate.step, 4 * budget.maxRating), finished: small ?? last };
  },
  project(_context, _config, values, support) {
    if (support === 'dense') throw new RangeError('projected gradient ascent needs a fixed support');
    return withValues(support, values);
  },
  rounded(context, { rounding }, profiles) {
    if (rounding === 'none') return null;
    const { nearest } = allowedRatings(context, rounding);
    return withValues(profiles, profiles.rowValue.map(nearest));
  },
});

/** Start ratings as Algorithm 1 draws them, of every item: uniform in ±Λ. */
function probeRatings({ normal, maliciousUsers, budget, seed }: AttackContext): Float64Array {
  const stream = randomStream(seed, 'pga.probe');
  return Float64Array.from(
    { length: maliciousUsers * normal.items },
    () => budget.maxRating * (2 * stream.uniform() - 1),
  );
}

function rootMeanSquare(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}
