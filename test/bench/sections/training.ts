import { LabError } from '../../../shared/domain/errors.ts';
import { blockOf } from '../../../src-main/engine/attacks/optimize.ts';
import type { MaliciousBlock } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { residentSystem } from '../../../src-main/engine/learners/factored/resident-system.ts';
import {
  trainFactored,
  type TrainingLimits,
  type TrainingResult,
} from '../../../src-main/engine/learners/factored/train.ts';
import { kernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { asCleanModel, benchRunConfig, prepareAttack, trainClean } from '../attack-at-size.ts';
import { float32Sweep } from '../float32-sweep.ts';
import { generatedDataset } from '../generated-dataset.ts';
import { shortest, timed } from '../kernels/timing.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { allThreads, useThreads } from '../threads.ts';

const tolerance = 1e-6;
/** Seconds after which a training is given up, which its row then says. */
const patience = 240;

/** What a row tells of a training; objective is null where it was given up. */
type Trained = { sweeps: number; products: number | null; reached: string; result: TrainingResult | null };

/**
 * Seconds to a relative gradient of 1e-6 on all threads: from a random start on clean ratings, and from the model
 * before a step of projected gradient ascent on the ratings of 5 % fake users after it. Each also as a multiple of a
 * float32 sweep.
 */
export async function training({ shape, problems }: SectionPlans['training'], report: Report): Promise<void> {
  const dataset = generatedDataset(shape);
  const normal = dataset.ratings;
  const team = kernelTeam();
  useThreads(allThreads);
  await threadsAtWork(team, allThreads);
  const addRow = report.table(`${shape}, training to a relative gradient of 1e-6 on ${allThreads} threads`, [
    ...['model, start'.padEnd(28), 'seconds', 'sweeps', 'products', 'gradient', 'in f32 sweeps', 'objective'],
  ]);
  for (const { rank, lambda } of problems) {
    const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
    const { ratings } = residentSystem({ normal, malicious: null }, rank, ridge);
    const mark = team.memory.mark();
    const sweep = shortest(float32Sweep(team, ratings, 8 * Math.ceil(rank / 8), lambda)) / 1000;
    team.memory.release(mark);

    function measured(
      start: string,
      train: (limits: TrainingLimits) => TrainingResult,
    ): TrainingResult | null {
      const [{ sweeps, products, reached, result }, seconds] = timed(() => withPatience(train));
      const name = `k=${rank}, λ=${lambda}, ${start}`;
      addRow([name, seconds, sweeps, products, reached, seconds / sweep, result && result.objective]);
      return result;
    }

    const config = benchRunConfig(dataset, { rank, lambda, maliciousShare: 0.05, iterations: 1 });
    const clean = measured('cold', (limits) => trainClean(normal, config, limits));
    if (!clean) continue;
    const prepared = prepareAttack(config, dataset, asCleanModel(clean));
    const { setting, attack, attackConfig, context, support } = prepared;
    const values = attack.initialValues(context, attackConfig, support);
    const first = blockOf(context, support, values);
    const retrain = (malicious: MaliciousBlock, start: Float64Array) => (limits: TrainingLimits) =>
      trainFactored({ normal, malicious }, rank, ridge, start, limits);
    // Loads the fake ratings' pattern, which an attack does once.
    residentSystem({ normal, malicious: first }, rank, ridge);
    const before = measured('first fakes', retrain(first, clean.model.itemFactors));
    if (!before) continue;
    const { itemFactors } = before.model;
    const gradient = setting.system.gradient(first, itemFactors, 1e-2, null).values;
    const iterate = { values, utility: 0, step: attack.initialStep(context, attackConfig), iteration: 0 };
    const moved = blockOf(context, support, attack.propose(context, attackConfig, iterate, gradient, support));
    measured('after a step', retrain(moved, itemFactors));
  }
}

/** Trains to the tolerance, or gives up. */
function withPatience(train: (limits: TrainingLimits) => TrainingResult): Trained {
  const start = performance.now();
  let last = { sweeps: 0, relativeGradient: Infinity };
  const limits: TrainingLimits = {
    ...{ tolerance, maxSweeps: 4000 },
    cancelled: () => performance.now() - start > 1000 * patience,
    onSweep: (sweeps, relativeGradient) => (last = { sweeps, relativeGradient }),
  };
  try {
    const result = train(limits);
    const { sweeps, products, relativeGradient } = result;
    return { sweeps, products, reached: relativeGradient.toExponential(1), result };
  } catch (error) {
    if (!(error instanceof LabError && error.code === 'cancelled')) throw error;
    const reached = `${last.relativeGradient.toExponential(1)}, given up`;
    return { sweeps: last.sweeps, products: null, reached, result: null };
  }
}
