import { z } from 'zod';
import { exp, log } from '../../../../shared/statistics/elementary.ts';
import { retrainFromField } from '../define-attack.ts';

/** Configuration that every attack by Langevin dynamics has. */
export const langevinFields = {
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
    symbol: 's_0',
    description: 'First step size. Preconditioned, stable below 4; as printed only below 4 min σ², which a run insists on.',
  }),
  decay: z.number().min(0).max(1000).default(0).meta({
    title: 'Step decay',
    symbol: 'c',
    description: 's_t = s_0 / (1 + c t) to the power γ; 0 keeps the step. The paper’s {s_t} falls, as in Welling & Teh 2011: c above 0.',
  }),
  decayPower: z.number().min(0.5).max(1).default(1).meta({
    title: 'Power of the decay',
    symbol: 'γ',
    description: 'Sampling is sound with decreasing steps for γ above 1/2 up to 1; c = 1 and γ = 1/2 is s_0/√(1 + t).',
  }),
  preconditioned: z.boolean().default(true).meta({
    title: 'Precondition by the prior',
    description: 'Scales drift and noise by each item’s prior variance; the same stationary distribution, mixed in tens of steps. Off is Eq. 17 as printed.',
  }),
  burnIn: z.number().min(0).lt(1).default(0.5).meta({
    title: 'Burn-in',
    unit: 'share of T',
    description: 'Share of the steps before the first kept state. Diagnostics and the mean leave these states out; the last state does not depend on it.',
  }),
  thinning: z.number().int().min(1).max(100000).default(1).meta({
    title: 'Thinning',
    unit: 'steps',
    description: 'Of the states after burn-in, every so many are kept, counted back from the last. Matters for the mean alone.',
  }),
  profilesFrom: z.enum(['last', 'mean']).default('last').meta({
    title: 'Profiles from',
    description: 'The last state, a sample, as in Algorithm 2; or the mean of the kept states, which is no sample: every fake nears the posterior mean, and all grow alike.',
  }),
  retrainFrom: retrainFromField,
};

/** What those fields hold. */
export type LangevinFields = z.infer<z.ZodObject<typeof langevinFields>>;

/** κ of raters-only priors. */
export const shrinkageField = z.number().min(0).max(1000).default(5).meta({
  title: 'Shrinkage',
  symbol: 'κ',
  unit: 'ratings',
  description: 'A raters-only prior’s variance is shrunk towards that of all ratings about their items’ means, as if by so many more ratings.',
});

/** s_t = s_0 (1 + c t)^-γ, t counted from 0. */
export function stepAt({ stepSize, decay, decayPower }: LangevinFields, t: number): number {
  if (decay === 0) return stepSize;
  return decayPower === 1 ? stepSize / (1 + decay * t) : stepSize * exp(-decayPower * log(1 + decay * t));
}

/** Steps before the first kept state; fewer than T. */
export function burnInSteps({ iterations, burnIn }: LangevinFields): number {
  return Math.floor(burnIn * iterations);
}

/** Whether the state after t steps is kept; the last always is. */
export function keepsState(fields: LangevinFields, t: number): boolean {
  return t > burnInSteps(fields) && (fields.iterations - t) % fields.thinning === 0;
}
