import { describe, expect, it } from 'vitest';
import { axisOf } from '../../../shared/figures/axis.ts';
import { rmseByBeta } from '../../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { runsByPlace } from '../../../src-renderer/views/compare/runs-at.ts';
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
    const line = readings(table).find(({ attack }) => attack === 'sgld')!;
    expect([0, 0.6].map((beta) => runsAt(level.series, beta).map(({ config }) => config.attack.id))).toEqual([['uniform'], ['uniform']]);
    expect([0, 0.6].map((beta) => runsAt(line.series, beta).map(({ config }) => config.attack.config.beta))).toEqual([[0], [0.6]]);
  });
});
