import { z } from 'zod';
import { randomStream } from '../../../numeric/random.ts';
import { defineLearner } from '../define-learner.ts';
import { trainFactored } from '../factored/train.ts';

const config = z.strictObject({
  rank: z.number().int().min(1).max(256).default(8).meta({
    title: 'Rank',
    symbol: 'k',
    description: 'Length of each user’s and item’s factor, 1 to 256.',
  }),
  lambdaUsers: z.number().positive().default(5).meta({
    title: 'Ridge, users',
    symbol: 'λ_U',
    description: 'Above 0; larger values shrink predictions to 0.',
  }),
  lambdaItems: z.number().positive().default(5).meta({
    title: 'Ridge, items',
    symbol: 'λ_V',
    description: 'Above 0; larger values shrink predictions to 0.',
  }),
});
type AlsConfig = z.infer<typeof config>;

/** Seed of the start that every clean model shares. */
const fixedStart = 0;

function randomStart(items: number, { rank }: AlsConfig, seed: number): Float64Array {
  const stream = randomStream(seed, 'als.start');
  const scale = 1 / Math.sqrt(rank);
  return Float64Array.from({ length: items * rank }, () => scale * stream.normal());
}

/** Alternating least squares with plain ridge, Eq. 2 and Eq. 4 of the paper. */
export const als = defineLearner<AlsConfig>({
  id: 'als',
  revision: 3,
  title: 'Alternating least squares',
  label: 'ALS',
  summary: 'Matrix factorization with ridge on users and items, solved by alternating minimization.',
  source: 'Li et al. 2016, Eq. 2 and Eq. 4; Anderson acceleration after Walker and Ni 2011.',
  config,
  ridge: ({ lambdaUsers, lambdaItems }) => ({ lambdaUsers, lambdaItems }),
  train(data, settings, start, limits) {
    const { rank, lambdaUsers, lambdaItems } = settings;
    const from = start ?? randomStart(data.normal.items, settings, fixedStart);
    return trainFactored(data, rank, { lambdaUsers, lambdaItems }, from, limits);
  },
  randomStart,
});
