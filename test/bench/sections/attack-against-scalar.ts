import {
  advanceOptimizer,
  blockOf,
  startOptimizer,
  type AttackedSystem,
} from '../../../src-main/engine/attacks/optimize.ts';
import { kernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import {
  asCleanModel,
  benchRunConfig,
  prepareAttack,
  trainClean,
  untilConverged,
  type PreparedAttack,
} from '../attack-at-size.ts';
import { generatedDataset } from '../generated-dataset.ts';
import { timed } from '../kernels/timing.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';
import {
  scalarAttackedSystem,
  scalarRetrain,
  scalarShiftRmse,
  withFixedTolerances,
} from '../scalar-attack.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { allThreads, useThreads } from '../threads.ts';

const lambda = 5;
const finalTolerance = 1e-8;

/**
 * Exact projected gradient ascent at the shape of MovieLens 100K (k = 8, λ = 5, B = 50, Λ = 2, α = 5 %): the same
 * iterations by the kernels and by plain TypeScript in float64, with the same tolerances, and with those of the time
 * before kernels, when every solve went to 1e-6. Then what float32 costs: the
 * effect of the same profiles, retrained by both to 1e-8.
 */
export async function attackAgainstScalar(
  { iterations }: SectionPlans['attackAgainstScalar'],
  report: Report,
): Promise<void> {
  const dataset = generatedDataset('100K');
  const normal = dataset.ratings;
  const config = benchRunConfig(dataset, { rank: 8, lambda, maliciousShare: 0.05, iterations });
  useThreads(allThreads);
  const clean = asCleanModel(trainClean(normal, config, untilConverged(finalTolerance)));
  await threadsAtWork(kernelTeam(), allThreads);
  const prepared = prepareAttack(config, dataset, clean);
  const { setting, context, support } = prepared;

  const plain = scalarAttackedSystem(normal, clean, lambda);
  const scalar = climb(prepared, plain);
  const fixed = climb(prepared, withFixedTolerances(plain));
  useThreads(1);
  const one = fastest(() => climb(prepared, setting.system));
  useThreads(allThreads);
  const all = fastest(() => climb(prepared, setting.system));
  const addRow = report.table('100K, k=8, exact PGA (s)', [
    ...[
      'iteration'.padEnd(32),
      'scalar f64',
      '1 thread',
      `${allThreads} threads`,
      'scalar/1',
      `scalar/${allThreads}`,
    ],
    ...['RMSE scalar', 'RMSE kernels'],
  ]);
  scalar.steps.forEach((step, at) => {
    const [alone, together] = [one.steps[at], all.steps[at]];
    addRow([
      ...[at === 0 ? 'first fakes' : String(at), step.seconds, alone.seconds, together.seconds],
      ...[
        step.seconds / alone.seconds,
        step.seconds / together.seconds,
        step.rmse.toFixed(5),
        alone.rmse.toFixed(5),
      ],
    ]);
  });
  const [a, b, c, f] = [scalar, one, all, fixed].map(({ steps }) =>
    steps.reduce((sum, { seconds }) => sum + seconds, 0),
  );
  addRow(['together', a, b, c, a / b, a / c, null, null]);
  addRow([
    'scalar with every solve to 1e-6',
    f,
    b,
    c,
    f / b,
    f / c,
    fixed.steps.at(-1)?.rmse.toFixed(5) ?? null,
    null,
  ]);

  const block = blockOf(context, support, one.values);
  const mixed = setting.effect(setting.retrain(block, 'clean', finalTolerance).model).predictionShiftRmse;
  const wide = scalarShiftRmse(
    normal,
    clean,
    scalarRetrain(normal, block, clean.itemFactors, lambda, finalTolerance),
  );
  const addPrecision = report.table('100K, k=8, effect of the same profiles, retrained to 1e-8', [
    ...['mixed precision', 'scalar float64', 'difference'],
  ]);
  addPrecision([mixed.toFixed(9), wide.toFixed(9), Math.abs(mixed - wide).toExponential(1)]);
}

/** Ratings where an attack ended, and each accepted iteration; the first is the retraining on the first fakes. */
interface Climb {
  values: Float64Array;
  steps: { seconds: number; rmse: number }[];
}

function climb({ attack, context, attackConfig, support }: PreparedAttack, system: AttackedSystem): Climb {
  let [state, seconds] = timed(() => startOptimizer(attack, context, attackConfig, support, system));
  const steps: Climb['steps'] = [];
  for (;;) {
    steps.push({ seconds, rmse: state.series.predictionShiftRmseTrace.at(-1) ?? 0 });
    const { iteration } = state;
    seconds = 0;
    while (state.finished === null && state.iteration === iteration) {
      const [next, took] = timed(() =>
        advanceOptimizer(attack, context, attackConfig, support, system, state),
      );
      state = next.state;
      seconds += took;
    }
    if (state.iteration === iteration) return { values: state.values, steps };
  }
}

/** The fastest of three, iteration by iteration. */
function fastest(work: () => Climb): Climb {
  const runs = [work(), work(), work()];
  const steps = runs[0].steps.map((step, at) => ({
    ...step,
    seconds: Math.min(...runs.map((run) => run.steps[at].seconds)),
  }));
  return { values: runs[0].values, steps };
}
