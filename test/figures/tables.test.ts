import { describe, expect, it } from 'vitest';
import { convergence } from '../../shared/figures/convergence.ts';
import { notesOnEnds } from '../../shared/figures/line-ends.ts';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import type { FigureRun, PlannedRun } from '../../shared/figures/figure-run.ts';
import { rmseByBeta } from '../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByBeta } from '../../shared/figures/target-mean-by-beta.ts';
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

  it('says why there are no differences: no uniform runs, none of the same settings, or nothing else', () => {
    const notes = (wishes: Parameters<typeof figureRun>[0][]) => rmseByShare.table({ runs: wishes.map(figureRun) }).notes;
    const none = 'No uniform runs of the same settings: no differences to a baseline.';
    expect(notes([{}, { seed: 2 }])).toEqual(['None of these runs is a uniform one: no differences to a baseline.']);
    expect(notes([{}, { attack: 'uniform', learner: { id: 'als', config: { rank: 16 } } }])).toEqual([none]);
    expect(notes([{ attack: 'uniform' }, { attack: 'uniform', seed: 2 }])).toEqual(['Uniform runs alone: there is no attack to compare with them.']);
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

  it('says how many runs are in the bin, one or several', () => {
    const inBin = (seed: number) => ({ ...plannedOf(figureRun({ seed })), binned: true });
    const notes = (...seeds: number[]) => rmseByShare.table({ runs, planned: seeds.map(inBin) }).notes.join(' ');
    expect(notes(4)).toMatch(/^6 of 7 runs are finished\. 1 is in the bin, and not in the means\. Differences/);
    expect(notes(4, 5)).toContain('6 of 8 runs are finished. 2 are in the bin, and not in the means.');
    expect(rmseByShare.table({ runs, planned: [plannedOf(figureRun({ seed: 4 }))] }).notes.join(' ')).not.toContain('bin');
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
    const titled = (title: string) => targetMeanByShare.table({ runs: [push(1, ['478'], 1.2)], titleOf: (_, item) => (item === '478' ? title : null) }).title;
    expect(titled('Philadelphia Story, The (1940)')).toBe('Mean rating of Philadelphia Story, The (1940), item 478');
    expect(titled('x'.repeat(200))).toBe(`Mean rating of ${'x'.repeat(47)}…, item 478`);
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

describe('p by β', () => {
  const sgld = (beta: number, seed: number, pairedP: number | null, welchP: number | null = 0.5) =>
    figureRun({ attack: 'sgld', attackConfig: { beta }, seed, pairedP, welchP });

  it('shows the median, its quartiles and how many runs reject, as computed by hand', () => {
    const ps = [0.9, 0.01, 0.2, 0.04];
    const { rows, columns } = pByBeta.table({
      runs: ps.map((p, i) => sgld(0.6, i + 1, p, i === 0 ? 0.01 : 0.5)),
    });
    // Sorted 0.01 0.04 0.2 0.9: quartiles at places 0.75, 1.5 and 2.25.
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row).toMatchObject({ beta: 0.6, maliciousShare: 0.05, users: 47, planned: 4, n: 4 });
    expect(row.pMedian).toBeCloseTo(0.12, 14);
    expect(row.pLow).toBeCloseTo(0.0325, 14);
    expect(row.pHigh).toBeCloseTo(0.375, 14);
    expect(row).toMatchObject({
      rejected: 2,
      rejectShare: 0.5,
      welchN: 4,
      welchRejected: 1,
      welchRejectShare: 0.25,
    });
    // Wilson at 2 of 4: 0.5 ± z √(0.25 / 4 + z² / 64) / (1 + z² / 4).
    const z = 1.959963984540054;
    expect(row.rejectLow).toBeCloseTo(0.5 - (z * Math.sqrt(0.0625 + (z * z) / 64)) / (1 + (z * z) / 4), 12);
    // Cauchy: 1/2 - atan(mean tan((1/2 - p) π)) / π.
    const mean = ps.reduce((sum, p) => sum + Math.tan((0.5 - p) * Math.PI), 0) / 4;
    expect(row.pCombined).toBeCloseTo(0.5 - Math.atan(mean) / Math.PI, 9);
    // Ranges over pairings are those of every invented run.
    expect(row).toMatchObject({ pPairingLow: 0.01, pPairingHigh: 0.2 });
    expect(columns.every(({ label }) => label !== '')).toBe(true);
  });

  it('says in table and captions that a median of p is no p', () => {
    const table = pByBeta.table({ runs: [sgld(0, 1, 0.5), sgld(0, 2, 0.7)] });
    expect(table.columns.find(({ key }) => key === 'pMedian')?.label).toContain('no p value');
    expect(table.subtitle).toContain(
      'Median of 2 runs, band: middle half of them. A median of p values is no p value.',
    );
    expect(table.notes[1]).toContain('share of runs that reject');
    expect(table.notes.join(' ')).not.toContain('Differences');
  });

  it('leaves runs without p out and counts them, and has no band for one run', () => {
    const table = pByBeta.table({ runs: [sgld(0, 1, 0.5), sgld(0, 2, null), sgld(1, 1, null)] });
    expect(
      table.rows.map(({ beta, n, planned, pMedian, pLow, rejected, rejectLow }) => [
        beta,
        n,
        planned,
        pMedian,
        pLow,
        rejected,
        rejectLow === null,
      ]),
    ).toEqual([
      [0, 1, 2, 0.5, null, 0, false],
      [1, 0, 1, null, null, null, true],
    ]);
    expect(table.notes.join(' ')).toContain('2 finished runs have no p');
  });

  it('says what is missing: unfinished and failed runs, and attacks at settings of no line', () => {
    const table = pByBeta.table({
      runs: [
        sgld(0, 1, 0.5),
        figureRun({ attack: 'sgld', attackConfig: { beta: 1 }, status: 'queued' }),
        figureRun({ attack: 'sgld', attackConfig: { beta: 1 }, seed: 2, status: 'failed' }),
        figureRun({ attack: 'uniform' }),
        figureRun({ attack: 'uniform', share: 0.01 }),
      ],
    });
    const notes = table.notes.join(' ');
    expect(notes).toContain('2 of 4 runs are finished. 1 failed, and are not in the medians.');
    expect(notes).toContain('Attacks without β are level lines.');
    expect(notes).toContain('1 run of attacks without β at settings of no other line is left out.');
    expect(table.rows.map(({ label, beta, n }) => [label, beta, n])).toEqual([
      ['SGLD exact', 0, 1],
      ['SGLD exact', 1, 0],
      ['Uniform', null, 1],
    ]);
  });
});

describe('effects by β', () => {
  const objective = { id: 'integrity', config: { targets: ['478'], weight: 2 } };
  const runs = seeds.flatMap((seed, i) => [
    figureRun({
      attack: 'sgld',
      attackConfig: { beta: 0 },
      seed,
      objective,
      rmse: 0.03,
      before: 0.8,
      after: 0.8,
    }),
    figureRun({
      attack: 'sgld',
      attackConfig: { beta: 1 },
      seed,
      objective,
      rmse: pga[i],
      before: 0.8,
      after: 1 + 0.1 * i,
    }),
    figureRun({ attack: 'uniform', seed, objective, rmse: uniform[i], before: 0.8, after: 0.7 }),
  ]);

  it('pair every β with the uniform runs, which have none', () => {
    const table = rmseByBeta.table({ runs });
    expect(table.rows.map(({ label, beta, n, pairs }) => [label, beta, n, pairs])).toEqual([
      ['SGLD exact', 0, 3, 3],
      ['SGLD exact', 1, 3, 3],
      ['Uniform', null, 3, 0],
    ]);
    expect(table.rows[1].difference).toBeCloseTo(0.21, 14);
    expect(table.rows[1].ratio).toBeCloseTo(3.1, 12);
    expect(table.rows[0].difference).toBeCloseTo(-0.07, 14);
    expect(table.subtitle).toContain('5 % malicious users, B = 50. Mean of 3 runs, band: 95 % interval.');
  });

  it('give the targets their clean value and name the one target', () => {
    const table = targetMeanByBeta.table({ runs });
    expect(table.title).toBe('Mean rating of target item 478 by β');
    expect(table.rows[1].mean).toBeCloseTo(1.1, 14);
    expect(table.rows[1].toClean).toBeCloseTo(0.3, 14);
    expect(table.columns.map(({ key }) => key).slice(5, 8)).toEqual(['beta', 'maliciousShare', 'users']);
  });

  it('do not depend on the order of the runs', () => {
    expect(rmseByBeta.table({ runs: [...runs].reverse() })).toEqual(rmseByBeta.table({ runs }));
    expect(pByBeta.table({ runs: [...runs].reverse() })).toEqual(pByBeta.table({ runs }));
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

  it('shows the target of hybrid with availability weight 0 too, as the page of one run does', () => {
    const hybrid = (availability: number) => ({ id: 'hybrid', config: { availability, integrity: 1, targets: ['478'], weight: 2 } });
    const titleAt = (availability: number) =>
      convergence.table({ runs: [figureRun({ objective: hybrid(availability), before: 0.8, targetTrace: [0.8, 1] })] }).title;
    expect(titleAt(0)).toBe('Convergence of the target’s mean rating');
    expect(titleAt(-1)).toBe('Convergence of the RMSE of predictions');
  });

  it('says how many runs have no trace', () => {
    const table = convergence.table({
      runs: [figureRun({ seed: 1, rmseTrace: [0, 0.1] }), figureRun({ seed: 2 })],
    });
    expect(table.rows[0].n).toBe(1);
    expect(table.notes[0]).toContain('1 finished runs have no trace');
    expect(notesOnEnds(table)).toEqual([]);
  });

  it('says of attacks that change their profiles in the end why their lines end beside the values of their runs', () => {
    const notes = (attack: string, attackConfig: Record<string, unknown>) => notesOnEnds(convergence.table({ runs: [figureRun({ attack, attackConfig, rmseTrace: [0, 0.1] })] }));
    expect(notes('sgld', {})).toEqual([expect.stringContaining('its line is of those dense samples')]);
    expect(notes('sgld', { support: 'fixed' })).toEqual([]);
    expect(notes('pga', { rounding: 'grid' })).toEqual([expect.stringContaining('its line is of those before rounding')]);
    expect(notes('pga', { rounding: 'none' })).toEqual([]);
  });
});

function plannedOf({ run: { config, label, datasetName, maliciousUsers }, shift, scale }: FigureRun): PlannedRun {
  return { config, label, datasetName, maliciousUsers, shift, scale };
}
