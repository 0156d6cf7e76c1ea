import { z } from 'zod';
import { randomStream } from '../../../numeric/random.ts';
import { defineLearner } from '../define-learner.ts';
import { certificateOf } from '../factored/certificate.ts';
import { stopIfCancelled } from '../factored/stop-if-cancelled.ts';
import { trainNuclearNorm } from './adapt-rank.ts';
import { dualityGap } from './duality-gap.ts';

const config = z.strictObject({
  lambda: z.number().positive().default(20).meta({
    title: 'Weight of the nuclear norm',
    symbol: 'λ',
    description:
      'Above 0; what the residuals hold up to λ is left unfitted, so larger values give lower ranks and smaller predictions. On MovieLens 100K the rank is 13 at 25, 34 at 20, 71 at 15 and 168 at 5.',
  }),
  maxRank: z.number().int().min(1).max(256).default(256).meta({
    title: 'Rank, at most',
    description: 'The rank follows from λ and the data; where it would exceed this, 1 to 256, training says so.',
  }),
});
type NuclearNormConfig = z.infer<typeof config>;

/** Slack of the duality gap's bound where ω is near λ: the relative gap ends near a quarter of it, after 320 and 100 Lanczos steps. */
const boundExcess = { few: 4e-4, many: 4e-3 };
const manyRatings = 1_000_000;
/** Columns of a random start; the rank adapts from there. */
const startRank = 8;

/** Nuclear-norm minimization, Eq. 3 and Eq. 5 of the paper, in factored form. */
export const nuclearNorm = defineLearner<NuclearNormConfig>({
  id: 'nuclear-norm',
  revision: 4,
  title: 'Nuclear-norm minimization',
  label: 'nuclear norm',
  summary: 'Convex matrix completion: squared error plus 2λ times the sum of singular values; the rank follows from λ.',
  source: 'Li et al. 2016, Eq. 3 and Eq. 5; factored after Mazumder, Hastie and Tibshirani 2010 and Hastie et al. 2014.',
  config,
  ridge: ({ lambda }) => ({ lambdaUsers: lambda, lambdaItems: lambda }),
  train: trainNuclearNorm,
  optimality(data, model, { lambda }, cancelled) {
    const excess = data.normal.rowItem.length < manyRatings ? boundExcess.few : boundExcess.many;
    const { objective, relative, residuals } = dualityGap(data, model, lambda, excess, () => stopIfCancelled(cancelled));
    // A model that is not stationary has its ω looked at apart.
    const ratio = residuals.omega === null ? certificateOf(data, model, { lambdaUsers: lambda, lambdaItems: lambda }).ratio : residuals.omega / lambda;
    return { modelObjective: objective, modelRank: residuals.rank, certificateRatio: ratio, relativeDualityGap: relative };
  },
  randomStart(items, { maxRank }, seed) {
    const stream = randomStream(seed, 'nuclear-norm.start');
    const rank = Math.min(startRank, maxRank);
    const scale = 1 / Math.sqrt(rank);
    return Float64Array.from({ length: items * rank }, () => scale * stream.normal());
  },
});
