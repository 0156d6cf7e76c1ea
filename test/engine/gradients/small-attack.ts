import { als } from '../../../src-main/engine/learners/als/als.ts';
import type { FactorModel, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { objectives } from '../../../src-main/engine/objectives/list.ts';
import { gradients } from '../../../src-main/engine/gradients/list.ts';
import type { GradientResult } from '../../../src-main/engine/gradients/define-gradient.ts';
import { dice } from '../../oracle/dice.ts';
import { alternate, type Blocks, type Factors, type Lambdas } from '../../oracle/factorization.ts';
import { randomFakes, randomTable, type RatingTable } from '../../oracle/rating-table.ts';
import { hybridOf, type Wish } from '../../oracle/utilities.ts';
import { factorsOf, trainingData } from '../learners/from-tables.ts';

/** A poisoned problem small enough to retrain by textbook for every entry. */
export interface SmallAttack {
  blocks: Blocks;
  lambda: Lambdas;
  data: TrainingData;
  clean: Factors;
  model: FactorModel;
  poisoned: Factors;
}

/** Trains clean and poisoned models with the engine, to the last digits. */
export function smallAttack(seed: number, form: 'sparse' | 'dense', rank = 2): SmallAttack {
  const random = dice(seed);
  const items = 8;
  const normal = randomTable(random, 12, items, 0.55);
  const blocks = { normal, fakes: randomFakes(random, 3, items, form === 'dense' ? items : 3) };
  const lambda = { users: 1.3, items: 0.9 };
  const config = { rank, lambdaUsers: lambda.users, lambdaItems: lambda.items };
  const limits = { tolerance: 1e-13, maxSweeps: 4000, cancelled: () => false };
  const data = trainingData(blocks, form);
  const clean = als.train({ normal: data.normal, malicious: null }, config, null, limits).model;
  const model = als.train(data, config, clean.itemFactors, limits).model;
  return { blocks, lambda, data, clean: factorsOf(clean), model, poisoned: factorsOf(model) };
}

/** The engine's gradient of a wish at the poisoned model. */
export function engineGradient({ data, clean, model, lambda }: SmallAttack, id: string, wish: Wish, config: object = {}): GradientResult {
  const objective = objectives.find('hybrid');
  const gradient = gradients.find(id);
  if (!objective || !gradient) throw new Error(`no gradient ${id}`);
  const utilityGradient = objective.gradient(
    {
      normal: data.normal,
      clean: { rank: model.rank, userFactors: Float64Array.from(clean.U.flat()), itemFactors: Float64Array.from(clean.V.flat()) },
      poisoned: model,
      targets: wish.targets,
    },
    { availability: wish.availability, integrity: wish.integrity, targets: [], weight: wish.weight },
  );
  const ridge = { lambdaUsers: lambda.users, lambdaItems: lambda.items };
  return gradient.compute({ data, model, ridge, utilityGradient, accuracy: 0, near: null, cancelled: () => false }, gradient.config.parse(config));
}

/** R after the textbook has retrained on other fakes, from the poisoned model. */
export function retrainedUtility({ blocks, clean, poisoned, lambda }: SmallAttack, fakes: RatingTable, wish: Wish): number {
  const retrained = alternate({ ...blocks, fakes }, poisoned.V, lambda);
  return hybridOf(blocks.normal, clean, retrained, wish);
}

/** Slopes of `utility` along every observed entry of the fakes, in row order. */
export function slopes(fakes: RatingTable, utility: (fakes: RatingTable) => number, h: number): number[] {
  const moved = (i: number, j: number, by: number) =>
    utility(fakes.map((row, r) => row.map((value, c) => (value !== null && r === i && c === j ? value + by : value))));
  return fakes.flatMap((row, i) =>
    row.flatMap((value, j) => (value === null ? [] : [(moved(i, j, h) - moved(i, j, -h)) / (2 * h)])),
  );
}

/** |a - b| / |b|. */
export function relativeError(a: ArrayLike<number>, b: number[]): number {
  return Math.hypot(...b.map((value, at) => a[at] - value)) / Math.hypot(...b);
}
