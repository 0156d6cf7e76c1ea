import type { TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import type { TrainingResult } from '../../../src-main/engine/learners/factored/train.ts';
import { nuclearNorm } from '../../../src-main/engine/learners/nuclear-norm/nuclear-norm.ts';
import { kernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { generatedDataset } from '../generated-dataset.ts';
import { timed } from '../kernels/timing.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';
import { allThreads, useThreads } from '../threads.ts';

/**
 * Seconds to the optimum of the nuclear norm on all threads, from nothing for the first λ and from the model of the one
 * before for the others, and to the certificate and duality gap of what was found.
 */
export async function nuclearNormPath(
  { shape, lambdas, tolerance }: SectionPlans['nuclearNorm'],
  report: Report,
): Promise<void> {
  const { ratings: normal } = generatedDataset(shape);
  const data: TrainingData = { normal, malicious: null };
  useThreads(allThreads);
  await threadsAtWork(kernelTeam(), allThreads);
  const addRow = report.table(
    `${shape}, nuclear norm to a relative gradient of ${tolerance} on ${allThreads} threads`,
    [...['λ, start'.padEnd(24), 'seconds', 'sweeps', 'products', 'rank', 'omega/λ', 'gap', 'bound, s', 'objective']],
  );
  let start: Float64Array | null = null;
  for (const lambda of lambdas) {
    const config = { lambda, maxRank: 256 };
    const from: Float64Array | null = start;
    const limits = { tolerance, maxSweeps: 4000, cancelled: () => false };
    const [trained, seconds] = timed((): TrainingResult => nuclearNorm.train(data, config, from, limits));
    const [optimality, boundSeconds] = timed(() => nuclearNorm.optimality!(data, trained.model, config, () => false));
    const { modelRank, certificateRatio, relativeDualityGap, modelObjective } = optimality;
    const name = `λ=${lambda}, ${from ? 'from the last' : 'cold'}`;
    addRow([name, seconds, trained.sweeps, trained.products, modelRank, certificateRatio, relativeDualityGap, boundSeconds, modelObjective]);
    start = trained.model.itemFactors;
  }
}
