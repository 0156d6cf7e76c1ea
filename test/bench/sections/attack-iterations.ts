import {
  advanceOptimizer,
  startOptimizer,
  type AttackedSystem,
} from '../../../src-main/engine/attacks/optimize.ts';
import { residentRatings } from '../../../src-main/engine/learners/factored/resident-system.ts';
import {
  asCleanModel,
  benchRunConfig,
  prepareAttack,
  trainClean,
  untilConverged,
} from '../attack-at-size.ts';
import { float32Sweep } from '../float32-sweep.ts';
import { generatedDataset } from '../generated-dataset.ts';
import { shortest, timed } from '../kernels/timing.ts';
import type { AttackAtSize } from '../plan.ts';
import type { Report } from '../report.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { allThreads, useThreads } from '../threads.ts';

/** Sweeps that an iteration after the third may cost at most. */
const aim = 12;
const finalTolerance = 1e-6;

/**
 * What each iteration of exact projected gradient ascent, or of SGLD with the exact gradient, costs on all threads, in
 * float32 sweeps of the same data and process: gradient, retraining, evaluation, and steps that were taken back.
 * SGLD's rows rate every item; at MovieLens 1M's shape with 5 % fake users (302 x 3706) they take 9 MB, and as much
 * again a few times over for the gradient and the candidate. The process tells the peak of all memory at its end.
 */
export async function attackIterations(plan: AttackAtSize, report: Report): Promise<void> {
  const { shape, rank, lambda, attack: kind = 'pga' } = plan;
  const dataset = generatedDataset(shape);
  const config = benchRunConfig(dataset, plan);
  useThreads(allThreads);
  const [clean, cleanSeconds] = timed(() =>
    trainClean(dataset.ratings, config, untilConverged(finalTolerance)),
  );
  const { setting, attack, attackConfig, context, support } = prepareAttack(
    config,
    dataset,
    asCleanModel(clean),
  );
  const { system, spent } = clocked(setting.system);
  const [first, firstSeconds] = timed(() => startOptimizer(attack, context, attackConfig, support, system));

  const { team, ratings: resident } = residentRatings(dataset.ratings);
  await threadsAtWork(team, allThreads);
  const sweep = team.memory.temporarily(
    () => shortest(float32Sweep(team, resident, 8 * Math.ceil(rank / 8), lambda), 2000) / 1000,
  );
  report.note(
    `\n${shape}, k=${rank}, λ=${lambda}, ${context.maliciousUsers} fake users: clean model ${cleanSeconds.toFixed(1)} s (${clean.sweeps} sweeps, ${clean.products} products), first fakes ${firstSeconds.toFixed(1)} s, a float32 sweep ${(1000 * sweep).toFixed(0)} ms`,
  );
  const what = kind === 'pga' ? 'exact PGA' : 'SGLD with dense rows and the exact gradient';
  const addRow = report.table(`${shape}, ${what} on ${allThreads} threads, seconds`, [
    ...['iteration', 'gradient', 'retraining', 'tries', 'whole', 'f32 sweeps', 'aim', 'RMSE'],
  ]);
  let state = first;
  while (state.finished === null) {
    const { iteration } = state;
    Object.assign(spent, { gradient: 0, evaluate: 0 });
    let [tries, whole] = [0, 0];
    while (state.finished === null && state.iteration === iteration) {
      const [next, seconds] = timed(() =>
        advanceOptimizer(attack, context, attackConfig, support, system, state),
      );
      state = next.state;
      whole += seconds;
      tries++;
    }
    const rmse = state.series.predictionShiftRmseTrace.at(-1) ?? null;
    const cost = whole / sweep;
    addRow([
      String(iteration + 1),
      spent.gradient,
      spent.evaluate,
      tries,
      whole,
      cost,
      kind === 'sgld' || iteration < 3 ? null : aim,
      rmse,
    ]);
  }
  const ratings = attack.project(context, attackConfig, state.values, support);
  const [, finalSeconds] = timed(() => setting.retrain({ kind: 'sparse', ratings }, 'clean', finalTolerance));
  report.note(
    `Ended since ${state.finished}; retrained from the clean model to 1e-6 for the final figures: ${finalSeconds.toFixed(1)} s.`,
  );
}

/** The same system, with the seconds that its gradients and evaluations took. */
function clocked(system: AttackedSystem): {
  system: AttackedSystem;
  spent: { gradient: number; evaluate: number };
} {
  const spent = { gradient: 0, evaluate: 0 };
  function watched<K extends 'gradient' | 'evaluate'>(kind: K): AttackedSystem[K] {
    const work = system[kind] as (...words: unknown[]) => unknown;
    return ((...words: unknown[]) => {
      const [result, seconds] = timed(() => work(...words));
      spent[kind] += seconds;
      return result;
    }) as AttackedSystem[K];
  }
  return { system: { ...system, evaluate: watched('evaluate'), gradient: watched('gradient') }, spent };
}
