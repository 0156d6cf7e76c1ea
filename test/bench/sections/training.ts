import { blockOf } from '../../../src-main/engine/attacks/optimize.ts';
import { residentSystem } from '../../../src-main/engine/learners/factored/resident-system.ts';
import { trainFactored, type TrainingResult } from '../../../src-main/engine/learners/factored/train.ts';
import { kernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import {
  asCleanModel,
  benchRunConfig,
  neverCancelled,
  prepareAttack,
  trainClean,
} from '../attack-at-size.ts';
import { float32Sweep } from '../float32-sweep.ts';
import { generatedDataset } from '../generated-dataset.ts';
import { shortest, timed } from '../kernels/timing.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';
import { allThreads, helpersAtWork, useThreads } from '../threads.ts';

const tolerance = 1e-6;

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
  await helpersAtWork(team);
  const addRow = report.table(`${shape}, training to a relative gradient of 1e-6 on ${allThreads} threads`, [
    ...['model, start'.padEnd(24), 'seconds', 'sweeps', 'products', 'gradient', 'in f32 sweeps', 'objective'],
  ]);
  for (const { rank, lambda } of problems) {
    const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
    const { ratings } = residentSystem({ normal, malicious: null }, rank, ridge);
    const mark = team.memory.mark();
    const sweep = shortest(float32Sweep(team, ratings, 8 * Math.ceil(rank / 8), lambda)) / 1000;
    team.memory.release(mark);
    const add = (start: string, seconds: number, result: TrainingResult) => {
      const { sweeps, products, relativeGradient, converged, objective } = result;
      const reached = `${relativeGradient.toExponential(1)}${converged ? '' : ' (stopped)'}`;
      addRow([
        `k=${rank}, λ=${lambda}, ${start}`,
        seconds,
        sweeps,
        products,
        reached,
        seconds / sweep,
        objective,
      ]);
    };
    const config = benchRunConfig(dataset, { rank, lambda, maliciousShare: 0.05, iterations: 1 });
    const [clean, cleanSeconds] = timed(() => trainClean(normal, config, tolerance));
    add('cold', cleanSeconds, clean);

    const { setting, attack, attackConfig, context, support } = prepareAttack(
      config,
      dataset,
      asCleanModel(clean),
    );
    const values = attack.initialValues(context, attackConfig, support);
    const first = blockOf(context, support, values);
    const train = (block: typeof first, start: Float64Array) =>
      trainFactored({ normal, malicious: block }, rank, ridge, start, {
        tolerance,
        maxSweeps: 4000,
        cancelled: neverCancelled,
      });
    residentSystem({ normal, malicious: first }, rank, ridge);
    const [before, beforeSeconds] = timed(() => train(first, clean.model.itemFactors));
    add('first fakes', beforeSeconds, before);
    const { itemFactors } = before.model;
    const gradient = setting.system.gradient(first, itemFactors, 1e-2, null).values;
    const iterate = { values, utility: 0, step: attack.initialStep(context, attackConfig), iteration: 0 };
    const moved = blockOf(context, support, attack.propose(context, attackConfig, iterate, gradient));
    const [after, afterSeconds] = timed(() => train(moved, itemFactors));
    add('after a step', afterSeconds, after);
  }
}
