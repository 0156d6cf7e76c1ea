import { describe, expect, it } from 'vitest';
import { convergence } from '../../shared/figures/convergence.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { figureRun } from './figure-runs.ts';

const seeds = [1, 2, 3];
const uniform = [0.1, 0.11, 0.09];
const pga = [0.3, 0.33, 0.3];
const runs = seeds.flatMap((seed, i) => [
  figureRun({ attack: 'uniform', seed, rmse: uniform[i] }),
  figureRun({ seed, rmse: pga[i] }),
]);

describe('RMSE by share', () => {
  it('aggregates over seeds as computed by hand', () => {
    const table = rmseByShare.table({ runs });
    expect(table.rows.map((row) => row.label)).toEqual(['PGA exact', 'Uniform']);
    const [row, baseline] = table.rows;
    // mean 0.31; sd = sqrt((0.01² + 0.02² + 0.01²) / 2); t(0.975, 2) = 4.302652729911275.
    const sd = Math.sqrt((0.0001 + 0.0004 + 0.0001) / 2);
    expect(row).toMatchObject({
      n: 3,
      planned: 3,
      users: 47,
      maliciousShare: 0.05,
      attack: 'pga',
      gradient: 'exact',
      data: 'ml-100k',
      pairs: 3,
    });
    expect(row.mean).toBeCloseTo(0.31, 14);
    expect(row.sd).toBeCloseTo(sd, 14);
    expect(row.ciLow).toBeCloseTo(0.31 - (4.302652729911275 * sd) / Math.sqrt(3), 11);
    expect(row.ciHigh).toBeCloseTo(0.31 + (4.302652729911275 * sd) / Math.sqrt(3), 11);
    expect(row.meanStars).toBeCloseTo(0.31, 14);
    // Differences 0.20, 0.22, 0.21: mean 0.21, sd 0.01, t = 36.373; for df = 2, p = 1 - t / sqrt(2 + t²).
    const t = 0.21 / (0.01 / Math.sqrt(3));
    expect(row.difference).toBeCloseTo(0.21, 14);
    expect(row.p).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
    expect(row.pHolm).toBe(row.p);
    expect(row.ratio).toBeCloseTo(3.1, 12);
    expect(baseline).toMatchObject({ n: 3, difference: null, p: null, pHolm: null, ratio: null });
  });

  it('corrects p over all comparisons of the table', () => {
    const more = [0.01, 0.02].flatMap((share) =>
      seeds.flatMap((seed, i) => [
        figureRun({ attack: 'uniform', share, seed, rmse: uniform[i] }),
        figureRun({ share, seed, rmse: pga[i] + (share === 0.02 ? 0.01 * i * i : 0) }),
      ]),
    );
    const rows = rmseByShare.table({ runs: more }).rows.filter((row) => row.attack === 'pga');
    const [small, large] = [...rows].sort((a, b) => (a.p as number) - (b.p as number));
    expect(small.pHolm).toBeCloseTo(2 * (small.p as number), 14);
    expect(large.pHolm).toBeCloseTo(Math.max(2 * (small.p as number), large.p as number), 14);
  });

  it('pairs by seed: only seeds that both have', () => {
    const table = rmseByShare.table({ runs: [...runs, figureRun({ seed: 9, rmse: 0.9 })] });
    expect(table.rows[0]).toMatchObject({ n: 4, pairs: 3 });
    expect(table.rows[0].difference).toBeCloseTo(0.21, 14);
  });

  it('does not depend on the order of the runs, and counts a run given twice once', () => {
    const table = rmseByShare.table({ runs });
    expect(rmseByShare.table({ runs: [...runs].reverse() })).toEqual(table);
    expect(rmseByShare.table({ runs: [...runs, ...runs] })).toEqual(table);
  });

  it('gives one seed a mean without interval, and says so', () => {
    const table = rmseByShare.table({ runs: runs.slice(0, 2) });
    expect(table.rows[0]).toMatchObject({ n: 1, mean: 0.3, sd: null, ciLow: null, p: null });
    expect(table.subtitle).toContain('no intervals');
  });

  it('names runs that failed, were cancelled or are unfinished, and leaves them out of the mean', () => {
    const table = rmseByShare.table({
      runs: [
        ...runs,
        figureRun({ seed: 4, status: 'failed' }),
        figureRun({ seed: 5, status: 'cancelled' }),
        figureRun({ seed: 6, status: 'queued' }),
      ],
    });
    expect(table.rows[0]).toMatchObject({ n: 3, planned: 6 });
    expect(table.notes.join(' ')).toMatch(/6 of 9 runs are finished\. 1 failed, .* 1 were cancelled/);
  });

  it('converts to stars by the shift of the data', () => {
    const half = { multiply: 4 / 4.5, add: -2.75 * (4 / 4.5) };
    const table = rmseByShare.table({ runs: runs.map((run) => ({ ...run, shift: half })) });
    expect(table.rows[0].meanStars).toBeCloseTo(0.31 * 1.125, 14);
    expect(table.columns.find((column) => column.key === 'mean')?.unit).toBe(
      'shifted units (1 = 1.125 stars)',
    );
  });
});

describe('target mean by share', () => {
  const push = (seed: number, targets: string[], after: number, attack = 'pga') =>
    figureRun({
      attack,
      seed,
      objective: { id: 'integrity', config: { targets, weight: 2 } },
      before: 0.8,
      after,
    });

  it('shows clean value, change and stars', () => {
    const table = targetMeanByShare.table({ runs: [push(1, ['478'], 1.2), push(2, ['478'], 1.4)] });
    expect(table.title).toBe('Mean rating of target item 478');
    expect(table.rows[0].mean).toBeCloseTo(1.3, 14);
    expect(table.rows[0].clean).toBeCloseTo(0.8, 14);
    expect(table.rows[0].toClean).toBeCloseTo(0.5, 14);
    expect(table.rows[0].meanStars).toBeCloseTo(4.3, 14);
    expect(table.rows[0].cleanStars).toBeCloseTo(3.8, 14);
  });

  it('counts several targets as replicates, pairs within targets, and says so', () => {
    const table = targetMeanByShare.table({
      runs: [
        push(1, ['478'], 1.2),
        push(1, ['50'], 1.6),
        push(1, ['478'], 0.8, 'uniform'),
        push(1, ['50'], 0.6, 'uniform'),
      ],
    });
    expect(table.rows).toHaveLength(2);
    expect(table.rows[0]).toMatchObject({ n: 2, pairs: 2 });
    // (1.2 - 0.8 + 1.6 - 0.6) / 2.
    expect(table.rows[0].difference).toBeCloseTo(0.7, 14);
    expect(table.notes.join(' ')).toContain('2 choices of targets and 1 seed count as replicates');
  });

  it('says that runs without targets have nothing to show', () => {
    const table = targetMeanByShare.table({ runs });
    expect(table.rows.every((row) => row.n === 0 && row.mean === null)).toBe(true);
    expect(table.notes[0]).toContain('has targets');
  });
});

describe('convergence', () => {
  it('carries the last value of a run that has stopped, and counts those still running', () => {
    const table = convergence.table({
      runs: [figureRun({ seed: 1, rmseTrace: [0, 0.1, 0.3] }), figureRun({ seed: 2, rmseTrace: [0, 0.2] })],
    });
    expect(table.rows.map((row) => [row.iteration, row.n, row.running])).toEqual([
      [0, 2, 2],
      [1, 2, 2],
      [2, 2, 1],
    ]);
    [0, 0.15, 0.25].forEach((mean, i) => expect(table.rows[i].mean).toBeCloseTo(mean, 14));
  });

  it('shows the target where the objective is integrity, and gives each share its own line', () => {
    const objective = { id: 'integrity', config: { targets: ['478'], weight: 2 } };
    const table = convergence.table({
      runs: [0.01, 0.05].map((share) =>
        figureRun({ share, objective, before: 0.8, after: 1, targetTrace: [0.8, 1] }),
      ),
    });
    expect(table.title).toContain('target');
    expect([...new Set(table.rows.map((row) => row.label))]).toEqual(['PGA exact, 1 %', 'PGA exact, 5 %']);
    expect(new Set(table.rows.map((row) => row.series)).size).toBe(2);
    expect(table.rows[1].meanStars).toBeCloseTo(4, 14);
  });

  it('says how many runs have no trace', () => {
    const table = convergence.table({
      runs: [figureRun({ seed: 1, rmseTrace: [0, 0.1] }), figureRun({ seed: 2 })],
    });
    expect(table.rows[0].n).toBe(1);
    expect(table.notes[0]).toContain('1 finished runs have no trace');
  });
});
