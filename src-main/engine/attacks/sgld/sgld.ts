import { z } from 'zod';
import { randomStream } from '../../../numeric/random.ts';
import { withValues, type SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { defineAttack, type AttackContext, type OptimizingAttack } from '../define-attack.ts';
import { columnsOf, drawFromPrior, type Dynamics } from '../langevin/dynamics.ts';
import { langevinFields, shrinkageField } from '../langevin/fields.ts';
import { langevinMembers, stableStep } from '../langevin/langevin-attack.ts';
import { allUsersPrior, ratersPrior, type ItemPrior } from '../langevin/prior.ts';
import { projectOntoBudget } from './largest-entries.ts';

const config = z.strictObject({
  ...langevinFields,
  prior: z.enum(['all-users', 'raters']).default('all-users').meta({
    title: 'Prior',
    symbol: 'ξ, σ²',
    description: 'Mean and variance of an item over all users, unrated as 0, as printed; or over those who rated it, shrunk.',
  }),
  shrinkage: shrinkageField,
  support: z.enum(['dense', 'fixed']).default('dense').meta({
    title: 'Rated entries',
    description: 'Dense: ratings of all items, projected onto the budget at the end, as in Algorithm 2. Fixed: the projection’s picks of the first sample, their ratings clamped to ±Λ each step.',
  }),
  includeTargets: z.boolean().default(false).meta({
    title: 'Include target items',
    description: 'Every malicious user’s picks begin with the targets; otherwise few or none of them may be among the B largest.',
  }),
});
type SgldConfig = z.infer<typeof config>;

/** Stochastic gradient Langevin dynamics over dense rows, then projection onto the budget: Algorithm 2. */
export const sgld = defineAttack<SgldConfig, OptimizingAttack<SgldConfig>>({
  ...langevinMembers<SgldConfig>({ id: 'sgld', dynamics }),
  id: 'sgld',
  revision: 3,
  title: 'Stochastic gradient Langevin dynamics',
  label: 'SGLD',
  summary: 'Samples profiles from a prior fitted to normal users, tilted towards the attacker’s utility, then keeps each user’s B largest ratings.',
  source: 'Li et al. 2016, Algorithm 2 and Eq. 15 to 17; preconditioning is ours.',
  config,
  support: (context, settings) =>
    settings.support === 'dense' ? 'dense' : projected(context, settings, firstSample(context, settings)),
  initialValues: (context, settings, support) =>
    support === 'dense' ? firstSample(context, settings) : support.rowValue,
  initialStep: ({ normal }, settings) => stableStep({ prior: priorOf(normal, settings) }, settings),
  project: (context, settings, values, support) =>
    support === 'dense' ? projected(context, settings, values) : withValues(support, values),
});

function priorOf(normal: SparseRatings, { prior, shrinkage }: SgldConfig): ItemPrior {
  return prior === 'raters' ? ratersPrior(normal, shrinkage) : allUsersPrior(normal);
}

function dynamics({ normal, budget }: AttackContext, settings: SgldConfig, support: SparseRatings | 'dense'): Dynamics {
  const { beta, preconditioned } = settings;
  return {
    prior: priorOf(normal, settings),
    columns: columnsOf(support, normal.items),
    beta,
    preconditioned,
    bound: support === 'dense' ? Infinity : budget.maxRating,
  };
}

/** Dense rows, every rating drawn from its item's prior. */
function firstSample(context: AttackContext, settings: SgldConfig): Float64Array {
  const { normal, maliciousUsers, seed } = context;
  const stream = randomStream(seed, 'sgld.start');
  return drawFromPrior(dynamics(context, settings, 'dense'), maliciousUsers * normal.items, stream);
}

function projected(context: AttackContext, settings: SgldConfig, values: Float64Array): SparseRatings {
  const { normal, maliciousUsers, budget, targets } = context;
  const { variance } = priorOf(normal, settings);
  return projectOntoBudget(values, maliciousUsers, normal.items, {
    fillerSize: budget.fillerSize,
    maxRating: budget.maxRating,
    allowed: (j) => variance[j] > 0,
    included: settings.includeTargets ? targets : [],
  });
}
