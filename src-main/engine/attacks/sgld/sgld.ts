import { z } from 'zod';
import { randomStream } from '../../../numeric/random.ts';
import { defineAttack, retrainFromField, type AttackContext, type OptimizingAttack } from '../define-attack.ts';
import { projectOntoBudget } from './largest-entries.ts';
import { itemPrior } from './prior.ts';

const config = z.strictObject({
  iterations: z.number().int().min(1).max(100000).default(40).meta({
    title: 'Iterations',
    symbol: 'T',
    unit: 'Langevin steps',
    description: 'Langevin steps, each with a retrained model.',
  }),
  beta: z.number().min(0).default(0.6).meta({
    title: 'Inverse temperature',
    symbol: 'β',
    description: 'At 0 like the prior of normal users; larger is a stronger attack.',
  }),
  stepSize: z.number().positive().lt(4).default(0.3).meta({
    title: 'Step',
    symbol: 's',
    description: 'First step size s_0. Preconditioned, stable below 4; unpreconditioned only below 4 min σ².',
  }),
  decay: z.number().min(0).max(1).default(0).meta({
    title: 'Step decay',
    description: 's_t = s_0 / (1 + decay · t); 0 keeps the step.',
  }),
  preconditioned: z.boolean().default(true).meta({
    title: 'Precondition by the prior',
    description: 'Scales drift and noise by each item’s prior variance; the same stationary distribution, mixed in tens of steps. Off is Eq. 17 as printed.',
  }),
  retrainFrom: retrainFromField,
});
type SgldConfig = z.infer<typeof config>;

/** Stochastic gradient Langevin dynamics over dense rows, then projection onto the budget: Algorithm 2. */
export const sgld = defineAttack<SgldConfig, OptimizingAttack<SgldConfig>>({
  kind: 'optimizing',
  id: 'sgld',
  revision: 2,
  title: 'Stochastic gradient Langevin dynamics',
  label: 'SGLD',
  summary: 'Samples profiles from a prior fitted to normal users, tilted towards the attacker’s utility, then keeps each user’s B largest ratings.',
  source: 'Li et al. 2016, Algorithm 2 and Eq. 15 to 17; preconditioning is ours.',
  knows: { learner: true, ratings: true, gradient: true, detector: false },
  usesGradient: true,
  movesWithoutGradient: true,
  config,
  support: () => 'dense',
  initialValues: (context) => priorSample(context),
  initialStep: (_, { stepSize }) => stepSize,
  retrainFrom: ({ retrainFrom }) => retrainFrom,
  maxIterations: ({ iterations }) => iterations,
  propose({ normal, seed }, { beta, preconditioned }, { values, step, iteration }, gradient) {
    const { mean, variance } = itemPrior(normal);
    const { items } = normal;
    const drift = Float64Array.from(variance, (each) => (step / 2) * (preconditioned ? each : 1));
    const spread = Float64Array.from(variance, (each) => Math.sqrt(step * (preconditioned ? each : 1)));
    const moved = new Float64Array(values.length);
    randomStream(seed, 'sgld.noise', iteration).normals(moved);
    for (let row = 0; row < moved.length; row += items) {
      for (let j = 0; j < items; j++) {
        const at = row + j;
        const x = values[at];
        moved[at] =
          variance[j] === 0
            ? x
            : x + drift[j] * (-(x - mean[j]) / variance[j] + beta * gradient[at]) + spread[j] * moved[at];
      }
    }
    return moved;
  },
  decide(_, { iterations, stepSize, decay }, { iteration }) {
    const done = iteration + 1;
    return {
      accept: true,
      step: stepSize / (1 + decay * done),
      finished: done >= iterations ? 'all iterations are done' : null,
    };
  },
  project({ normal, budget, maliciousUsers }, _, values) {
    const { variance } = itemPrior(normal);
    return projectOntoBudget(
      values,
      maliciousUsers,
      normal.items,
      budget.fillerSize,
      budget.maxRating,
      (j) => variance[j] > 0,
    );
  },
});

/** Every rating drawn from its item's prior; an item with σ = 0 is held at its mean. */
function priorSample({ normal, maliciousUsers, seed }: AttackContext): Float64Array {
  const { mean, variance } = itemPrior(normal);
  const { items } = normal;
  const values = new Float64Array(maliciousUsers * items);
  randomStream(seed, 'sgld.start').normals(values);
  const deviation = variance.map(Math.sqrt);
  for (let row = 0; row < values.length; row += items) {
    for (let j = 0; j < items; j++) values[row + j] = mean[j] + deviation[j] * values[row + j];
  }
  return values;
}
