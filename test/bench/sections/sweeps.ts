import { kernelBuild } from '../../../src-main/numeric/kernels/choice.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';
import { createKernelTeam, kernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { residentSystem } from '../../../src-main/engine/learners/factored/resident-system.ts';
import type { FactoredSystem } from '../../../src-main/engine/learners/factored/factored-system.ts';
import { linearAccuracy } from '../../../src-main/engine/learners/factored/model-of-items.ts';
import { schurOperator } from '../../../src-main/engine/learners/factored/schur-operator.ts';
import { arbitrary, float32Sweep, usefulMultiplyAdds } from '../float32-sweep.ts';
import { generatedSparseRatings } from '../generated-dataset.ts';
import { shortest } from '../kernels/timing.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';
import { scalarSweep } from '../scalar-sweep.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { allThreads, useThreads } from '../threads.ts';

const lambda = 5;
/** Products in float32 a sweep in float32, at most, as aimed at. */
const productAims: Record<number, number> = { 8: 0.9, 16: 0.55, 32: 0.4, 64: 0.3 };

/**
 * Sweeps of alternating least squares and products with the Schur complement at one shape: kernels on one and on all
 * threads, their share of the peak, both builds, plain TypeScript, and the mixed precision in which models are trained.
 */
export async function sweeps({ shape, ranks }: SectionPlans['sweeps'], report: Report): Promise<void> {
  const normal = generatedSparseRatings(shape);
  const team = kernelTeam();
  useThreads(allThreads);
  await threadsAtWork(team, allThreads);
  const [onePeak, allPeak] = [peak(team, 1), peak(team, allThreads)];
  report.note(
    `\n${shape}: peak ${onePeak.toFixed(2)} G 128-bit multiply-adds/s on one thread, ${allPeak.toFixed(2)} on ${allThreads}`,
  );
  const addSweep = report.table(`${shape}, a float32 sweep (ms)`, [
    ...['k', '1 thread', 'of peak', `${allThreads} threads`, 'of peak ', 'speed-up', 'sweeps/s'],
    ...['plain build', 'plain/fma', 'scalar f64', 'scalar/kernel', 'scalar/all'],
  ]);
  const products: (() => void)[] = [];
  const plain = kernelBuild() === 'plain' ? null : createKernelTeam('plain', () => 1);
  for (const k of ranks) {
    const system = residentSystem({ normal, malicious: null }, k, {
      lambdaUsers: lambda,
      lambdaItems: lambda,
    });
    const { byUser, byItem } = system.ratings;
    const mark = team.memory.mark();
    const sweep = float32Sweep(team, { byUser, byItem }, k, lambda);
    const [one, all] = onBoth(sweep);
    team.memory.release(mark);
    const onPlain = plain && plainSweep(plain, { byUser, byItem }, k);
    const scalar = scalarSweep(byUser, byItem, k);
    const useful = usefulMultiplyAdds(byUser.index.length, byUser.rows + byItem.rows, k) / 1e6;
    addSweep([
      ...[String(k), one, percent(useful / one / onePeak), all, percent(useful / all / allPeak), one / all],
      ...[1000 / all, onPlain, onPlain && onPlain / one],
      scalar.oneIn === 1
        ? scalar.milliseconds
        : `~${scalar.milliseconds.toFixed(0)} (1 row in ${scalar.oneIn})`,
      ...[scalar.milliseconds / one, scalar.milliseconds / all],
    ]);
    products.push(productRow(system, one, all));
  }
  const addProduct = report.table(`${shape}, as trained and linearized (ms)`, [
    ...['k', 'mixed sweep', `${allThreads} threads`, 'f32 product', `${allThreads} threads `],
    ...['products/s', 'product/sweep', 'aim', `on ${allThreads}`],
  ]);
  for (const row of products) row();

  /** Measures now; the returned function prints. */
  function productRow(system: FactoredSystem, oneSweep: number, allSweep: number): () => void {
    const [oneMixed, allMixed] = onBoth(mixedSweep(system));
    const mark = team.memory.mark();
    const operator = schurOperator(system);
    const x = team.memory.float64(system.arrays.itemFactors.length);
    for (let at = 0; at < x.length; at++) x[at] = arbitrary(at);
    const out = team.memory.float64(x.length);
    const [one, all] = onBoth(() => operator.roughly(x, out));
    team.memory.release(mark);
    const k = system.rank;
    return () =>
      addProduct([
        ...[String(k), oneMixed, allMixed, one, all, 1000 / all],
        ...[one / oneSweep, productAims[k] ?? null, all / allSweep],
      ]);
  }
}

/** Milliseconds on one and on all threads. */
function onBoth(work: () => void): [number, number] {
  return [1, allThreads].map((threads) => {
    useThreads(threads);
    return shortest(work, 500);
  }) as [number, number];
}

/** 10⁹ multiply-adds of 128 bits a second. */
function peak(team: KernelTeam, threads: number): number {
  useThreads(threads);
  const mark = team.memory.mark();
  const at = team.memory.float32(16).byteOffset;
  const rounds = 100_000;
  const milliseconds = shortest(() => team.run('multiplyAddPeak', threads, [at, rounds]), 500);
  team.memory.release(mark);
  return (12 * rounds * threads) / milliseconds / 1e6;
}

/** What training does between two looks at the objective: U(V), residuals, gradient; the items' equations, solved. */
function mixedSweep(system: FactoredSystem): () => void {
  const { team, arrays } = system;
  const places = Array.from({ length: 2 }, (_, place) =>
    arrays.itemFactors.map((_, at) => arbitrary(at + place)),
  );
  const step = team.memory.float64(arrays.gradient.length);
  let round = 0;
  return () => {
    system.moveTo(places[round++ % 2], linearAccuracy);
    system.prepareItems();
    system.solveItemBlocks(arrays.gradient, step);
  };
}

/** Milliseconds on one thread of the build without fused multiply-adds. */
function plainSweep(team: KernelTeam, ratings: Record<'byUser' | 'byItem', RatingRows>, k: number): number {
  const { memory } = team;
  const mark = memory.mark();
  const copied = ({ rows, columns, rowStart, index, values }: RatingRows): RatingRows => {
    const copy = {
      ...{ rows, columns, rowStart: memory.int32(rowStart.length) },
      ...{ index: memory.int32(index.length), values: memory.float32(values.length) },
    };
    copy.rowStart.set(rowStart);
    copy.index.set(index);
    copy.values.set(values);
    return copy;
  };
  const sweep = float32Sweep(
    team,
    { byUser: copied(ratings.byUser), byItem: copied(ratings.byItem) },
    k,
    lambda,
  );
  const milliseconds = shortest(sweep, 500);
  memory.release(mark);
  return milliseconds;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
