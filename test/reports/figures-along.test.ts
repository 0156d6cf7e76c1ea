import { describe, expect, it } from 'vitest';
import { figuresAlong } from '../../src-main/reports/sections/figures-along.ts';
import { numbersOf } from '../../src-main/reports/sections/figures.ts';
import { reportFigures } from '../../src-main/reports/sections/report-figures.ts';
import { figureRun } from '../figures/figure-runs.ts';

const sweep = (share: number, objective = { id: 'availability', config: {} }) =>
  [25, 50].flatMap((fillerSize) =>
    [1, 2].flatMap((seed) => [
      figureRun({ fillerSize, seed, share, objective, rmse: 0.1 + fillerSize / 1000 }),
      figureRun({ attack: 'uniform', fillerSize, seed, share, objective, rmse: 0.05 }),
    ]),
  );

describe('figures of a report along settings', () => {
  it('are drawn where neither share nor β varies, without those that have nothing to draw', () => {
    const runs = sweep(0.05);
    expect([...figuresAlong({ runs })].map(({ table }) => table.title)).toEqual(['RMSE of predictions by items per user, B']);
    expect([...reportFigures({ runs })].map(({ figure }) => figure.id)).toContain('rmse-along-budget.fillerSize');
    expect([...figuresAlong({ runs: [...runs, ...sweep(0.01)] })]).toEqual([]);
    expect([...figuresAlong({ runs: [figureRun(), figureRun({ attack: 'uniform' })] })]).toEqual([]);
  });

  it('are one panel for each objective', () => {
    const pushed = { id: 'integrity', config: { targets: [7], weight: 1 } };
    const titles = [...figuresAlong({ runs: [...sweep(0.05), ...sweep(0.05, pushed)] })].map(({ table }) => table.title);
    expect(titles).toHaveLength(2);
    expect(new Set(titles).size).toBe(2);
  });

  it('have a table of means by their setting', () => {
    const [found] = figuresAlong({ runs: sweep(0.05) });
    const table = numbersOf(found)!;
    expect(JSON.stringify(table.columns)).toMatch(/Items per user, B/);
    expect(JSON.stringify(table.rows)).toMatch(/0\.150/);
  });
});
