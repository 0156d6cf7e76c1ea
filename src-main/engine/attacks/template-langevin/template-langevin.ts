import { z } from 'zod';
import { randomStream } from '../../../numeric/random.ts';
import { withValues, type SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { defineAttack, type AttackContext, type OptimizingAttack } from '../define-attack.ts';
import { columnsOf, drawFromPrior, type Dynamics } from '../langevin/dynamics.ts';
import { langevinFields, shrinkageField } from '../langevin/fields.ts';
import { langevinMembers, stableStep } from '../langevin/langevin-attack.ts';
import { ratersPrior } from '../langevin/prior.ts';
import { templateSupport, templateUsers } from './templates.ts';

const config = z.strictObject({
  ...langevinFields,
  shrinkage: shrinkageField,
  includeTargets: z.boolean().default(false).meta({
    title: 'Include target items',
    description: 'Targets that a real user did not rate take the places of others of that user’s items; rated sets are then no longer quite real.',
  }),
});
type TemplateConfig = z.infer<typeof config>;

/** Langevin dynamics on the ratings of rated sets copied from real users. */
export const templateLangevin = defineAttack<TemplateConfig, OptimizingAttack<TemplateConfig>>({
  ...langevinMembers<TemplateConfig>({ id: 'template-langevin', dynamics }),
  id: 'template-langevin',
  revision: 1,
  title: 'Template Langevin',
  label: 'Template',
  summary: 'Each malicious user rates the items of a real user with at most B ratings; Langevin dynamics moves the ratings alone.',
  source: 'Ours, after Li et al. 2016, Algorithm 2: the rated items are real, the prior is that of an item’s raters.',
  config,
  templates: templateUsers,
  support: (context, { includeTargets }) => templateSupport(context, includeTargets),
  initialValues(context, settings, support) {
    const pattern = sparse(support);
    const stream = randomStream(context.seed, 'template-langevin.start');
    return drawFromPrior(dynamics(context, settings, pattern), pattern.rowItem.length, stream);
  },
  initialStep: ({ normal }, settings) => stableStep({ prior: ratersPrior(normal, settings.shrinkage) }, settings),
  project: (_context, _config, values, support) => withValues(sparse(support), values),
});

function dynamics(
  { normal, budget }: AttackContext,
  { shrinkage, beta, preconditioned }: TemplateConfig,
  support: SparseRatings | 'dense',
): Dynamics {
  return {
    prior: ratersPrior(normal, shrinkage),
    columns: columnsOf(support, normal.items),
    beta,
    preconditioned,
    bound: budget.maxRating,
  };
}

function sparse(support: SparseRatings | 'dense'): SparseRatings {
  if (support === 'dense') throw new RangeError('template Langevin needs the rated sets of real users');
  return support;
}
