import { describe, expect, it } from 'vitest';
import { axisOf, betaAxis, shareAxis } from '../../../shared/figures/axis.ts';
import { convergence } from '../../../shared/figures/convergence.ts';
import { rmseByDetectability } from '../../../shared/figures/detectability.ts';
import { parallelCoordinates } from '../../../shared/figures/parallel-coordinates.ts';
import { rmseByBeta } from '../../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { usersByRmse } from '../../../shared/figures/users-by-effect.ts';
import { axisBehind, runsBehind, runsBehindPoint, runsByPlace } from '../../../src-renderer/views/compare/runs-at.ts';
import { readings } from '../../../src-renderer/views/compare/read-out.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { runsWithRmse } from './runs.ts';

describe('the runs behind a number', () => {
  it('are as many as its n, and of its attack and share', () => {
    const input = runsWithRmse([
      { attack: 'pga', gradient: 'exact', share: 0.05, values: [0.29, 0.31] },
      { attack: 'pga', gradient: 'exact', share: 0.02, values: [0.14, null] },
      { attack: 'uniform', gradient: null, share: 0.05, values: [0.07, 0.09] },
    ]);
    const table = rmseByShare.table(input);
    const runsAt = runsByPlace(input.runs.map(({ run }) => run), axisOf(table));
    for (const { series, x, n, attack } of readings(table)) {
      const found = runsAt(series, x);
      expect(found).toHaveLength(n);
      for (const { config } of found) expect([config.attack.id, config.budget.maliciousShare]).toEqual([attack, x]);
    }
    const [{ series }] = readings(table);
    expect([runsAt(series, null), runsAt('elsewhere', 0.05)].map((runs) => runs.length)).toEqual([3, 0]);
  });

  it('of a level line are the same at every place', () => {
    const input = { runs: [...[0, 0.6].map((beta) => figureRun({ attack: 'sgld', attackConfig: { beta }, rmse: beta })), figureRun({ attack: 'uniform', rmse: 0.08 })] };
    const table = rmseByBeta.table(input);
    const runsAt = runsByPlace(input.runs.map(({ run }) => run), axisOf(table));
    const level = readings(table).find(({ attack }) => attack === 'uniform')!;
    expect(runsBehindPoint(table, level.series, 0.6)).toEqual({ series: level.series, x: null });
    expect([runsBehindPoint(table, null, 0.6), runsBehindPoint(table, 'elsewhere', 0.6)]).toEqual([null, null]);
    const line = readings(table).find(({ attack }) => attack === 'sgld')!;
    expect([0, 0.6].map((beta) => runsAt(level.series, beta).map(({ config }) => config.attack.id))).toEqual([['uniform'], ['uniform']]);
    expect([0, 0.6].map((beta) => runsAt(line.series, beta).map(({ config }) => config.attack.config.beta))).toEqual([[0], [0.6]]);
  });

  const measured = { rmseTrace: [0.1, 0.2], standOut: 0.4 };
  const byShare = ['pga', 'uniform'].flatMap((attack, a) =>
    [0.02, 0.05].flatMap((share) => [1, 2, 3].slice(0, a === 0 ? 3 : 2).map((seed) => figureRun({ ...measured, standOut: 0.4 + share, attack, share, seed, rmse: share * (2 - a) }))),
  );
  const byBeta = [0, 0.6].flatMap((beta, b) => [1, 2, 3].slice(b).map((seed) => figureRun({ ...measured, standOut: 0.4 + beta, attack: 'sgld', attackConfig: { beta }, seed, rmse: 0.1 + beta })));
  it.each([
    { words: 'convergence at several shares', figure: convergence, runs: byShare, axis: shareAxis, whole: false },
    { words: 'convergence at one share', figure: convergence, runs: byBeta, axis: shareAxis, whole: false },
    { words: 'a Pareto plot along the share', figure: rmseByDetectability, runs: byShare, axis: shareAxis, whole: false },
    { words: 'a Pareto plot along β', figure: rmseByDetectability, runs: byBeta, axis: betaAxis, whole: false },
    { words: 'parallel coordinates', figure: parallelCoordinates, runs: byShare, axis: shareAxis, whole: false },
    { words: 'users needed', figure: usersByRmse, runs: byShare, axis: shareAxis, whole: true },
  ])('of a row of $words are those that it was made of', ({ figure, runs, axis, whole }) => {
    const table = figure.table({ runs });
    expect(axisBehind(table)).toBe(axis);
    expect(table.rows.length).toBeGreaterThan(1);
    const runsAt = runsByPlace(runs.map(({ run }) => run), axisBehind(table));
    for (const row of table.rows) {
      const { series, x } = runsBehind(table, row);
      expect(runsBehindPoint(table, String(row.series), Number(row[axisOf(table).column.key]))).toEqual({ series, x });
      const found = runsAt(series, x);
      // Users needed are read off both places of a line, and their n is that of one.
      expect(found).toHaveLength(Number(row.n) * (whole ? 2 : 1));
      for (const { config } of found) {
        expect(config.attack.id).toBe(row.attack);
        if (!whole && row.maliciousShare != null) expect(config.budget.maliciousShare).toBe(row.maliciousShare);
        if (row.beta != null) expect(config.attack.config.beta).toBe(row.beta);
      }
    }
  });
});
