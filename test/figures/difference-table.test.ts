import { describe, expect, it } from 'vitest';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { betaSweep } from '../gallery/invented.ts';
import type { FigureRun } from '../../shared/figures/figure-run.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import type { RunWish } from './figure-runs.ts';
import { figureRun } from './figure-runs.ts';
import { runsWithRmse } from '../renderer/compare/runs.ts';

const made = [
  { attack: 'pga', gradient: 'exact', share: 0.05, values: [0.29, 0.31] },
  { attack: 'pga', gradient: 'one-step', share: 0.05, values: [0.2, 0.2, 0.9] },
  { attack: 'uniform', gradient: null, share: 0.05, values: [0.07, 0.09] },
  { attack: 'uniform', gradient: null, share: 0.02, values: [0.01, 0.02] },
];
const rows = differenceTable(runsWithRmse(made), 'rmse-by-share').rows;
const find = (left: string, right: string) => rows.find((row) => row['leftLabel'] === left && row['rightLabel'] === right)!;

describe('differences between series', () => {
  it('pairs by seed and leaves out seeds that one side lacks', () => {
    expect(find('pga exact', 'pga one-step')).toMatchObject({ pairs: 2, maliciousShare: 0.05 });
    expect(find('pga exact', 'pga one-step')['difference']).toBeCloseTo(0.1, 12);
  });

  it('has the two-sided p of the paired t: 2 atan(1/t) / π at one degree of freedom', () => {
    expect(find('pga exact', 'pga one-step')['p']).toBeCloseTo((2 * Math.atan(1 / 10)) / Math.PI, 8);
  });

  it('stands in both directions, turned around, with one p', () => {
    const [there, back] = [find('pga exact', 'uniform'), find('uniform', 'pga exact')];
    expect(back['difference']).toBe(-Number(there['difference']));
    expect(back['differenceLow']).toBe(-Number(there['differenceHigh']));
    expect(Number(back['ratio'])).toBeCloseTo(0.08 / 0.3, 12);
    expect([back['p'], back['pHolm']]).toEqual([there['p'], there['pHolm']]);
  });

  it('corrects by Holm over unordered pairs: the smallest of three is tripled', () => {
    const ps = rows.map((row) => Number(row['p']));
    const smallest = rows[ps.indexOf(Math.min(...ps))];
    expect(rows).toHaveLength(6);
    expect(smallest['pHolm']).toBeCloseTo(Math.min(1, 3 * Number(smallest['p'])), 12);
  });

  it('compares at equal β, and attacks without β at every β and with each other once', () => {
    const byBeta = (beta: number, rmse: number) => figureRun({ attack: 'sgld', attackConfig: { beta }, rmse });
    const runs = [byBeta(0, 0.03), byBeta(0.6, 0.2), figureRun({ attack: 'uniform', rmse: 0.08 }), figureRun({ rmse: 0.3 })];
    const table = differenceTable({ runs }, 'rmse-by-beta');
    const once = table.rows.filter((row) => (row.left as string) < (row.right as string));
    const shown = once.map(({ leftLabel, rightLabel, beta, difference }) => [
      leftLabel,
      rightLabel,
      beta,
      Number((difference as number).toFixed(12)),
    ]);
    expect(shown).toEqual([
      ['PGA exact', 'SGLD exact', 0, 0.27],
      ['PGA exact', 'SGLD exact', 0.6, 0.1],
      ['PGA exact', 'Uniform', null, 0.22],
      ['SGLD exact', 'Uniform', 0, -0.05],
      ['SGLD exact', 'Uniform', 0.6, 0.12],
    ]);
    for (const row of table.rows) expect(Object.keys(row).sort()).toEqual(table.columns.map(({ key }) => key).sort());
  });

  const ofSize = (fillerSize: number, wish: RunWish): FigureRun => {
    const made = figureRun(wish);
    const config = { ...made.run.config, budget: { ...made.run.config.budget, fillerSize } };
    return { ...made, run: { ...made.run, config } };
  };
  /** Exact at two sizes of profiles and on other data, one-step at the smaller size with a seed of its own. */
  const swept = {
    runs: [
      ...[0.1, 0.12].map((rmse, at) => ofSize(25, { rmse, seed: at + 1 })),
      ...[0.3, 0.36, 0.9].map((rmse, at) => ofSize(50, { rmse, seed: at + 1 })),
      ofSize(25, { gradient: 'one-step', rmse: 0.05, seed: 7 }),
      ...[1, 2].map((seed) => ofSize(25, { dataset: 'b'.repeat(64), datasetName: 'ml-1m', rmse: 0.5, seed })),
      ofSize(50, { share: 0.01, rmse: 0.05, seed: 1 }),
    ],
  };
  const baseline = String(rmseByShare.table(swept).rows.find(({ label }) => label === 'PGA exact, B = 25, ml-100k')?.series);
  const toBaseline = differenceTable(swept, 'rmse-by-share', baseline).rows.filter(({ right }) => right === baseline);

  it('pairs series of other settings with a chosen baseline, and says what differs', () => {
    const larger = toBaseline.find(({ differs, pairs }) => differs === 'B = 50 against 25' && pairs === 2);
    expect(larger?.difference).toBeCloseTo((0.2 + 0.24) / 2, 12);
    // t = mean / (sd / √2) = 0.22 / 0.02 at one degree of freedom.
    expect(larger?.p).toBeCloseTo((2 * Math.atan(1 / 11)) / Math.PI, 8);
    expect(larger?.pHolm).toBe(larger?.p);
  });

  it('says why there is no pair: other data, no such run at the share, no seed in common', () => {
    expect(toBaseline.filter(({ pairs }) => pairs === 0).map(({ unpaired }) => unpaired).sort()).toEqual([
      'no seed in common',
      'other data',
      'the baseline has no such run at 1 %',
    ]);
    for (const row of toBaseline.filter(({ pairs }) => pairs === 0)) expect([row.difference, row.ratio, row.p]).toEqual([null, null, null]);
  });

  it('leaves pairs of equal settings as they are without a baseline', () => {
    const [chosen, usual] = ['id of nothing', null].map((one) => differenceTable(runsWithRmse(made), 'rmse-by-share', one).rows);
    expect(chosen).toEqual(usual);
    const uniform = String(rows.find(({ leftLabel }) => leftLabel === 'uniform')?.left);
    const withBaseline = differenceTable(runsWithRmse(made), 'rmse-by-share', uniform).rows;
    expect(withBaseline.filter(({ pairs }) => pairs !== 0)).toEqual(usual);
  });

  it('has no rows for p, of which differences say nothing', () => {
    expect(differenceTable(betaSweep, 'p-by-beta').rows).toEqual([]);
  });

  it('has no rows for a figure that is not by share', () => {
    expect(differenceTable(runsWithRmse(made), 'convergence').rows).toEqual([]);
  });
});
