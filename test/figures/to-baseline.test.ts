import { describe, expect, it } from 'vitest';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { findFigure } from '../../shared/figures/list.ts';
import { levelWords, withBaseline } from '../../shared/figures/to-baseline.ts';
import { figureRun } from './figure-runs.ts';

const seeds = [1, 2, 3];
const input = {
  runs: [25, 50].flatMap((fillerSize) =>
    seeds.flatMap((seed) => [
      figureRun({ attack: 'uniform', fillerSize, seed, rmse: 0.1 + seed / 100 }),
      figureRun({ attack: 'pga', fillerSize, seed, rmse: 0.2 + (fillerSize * seed) / 1000 }),
    ]),
  ),
};

function tableTo(label: string, figure = 'rmse-by-share', runs: Parameters<typeof differenceTable>[0] = input) {
  const table = findFigure(figure)!.table(runs);
  const baseline = String(table.rows.find((row) => row.label === label)?.series);
  return { table, baseline, wide: withBaseline(table, differenceTable(runs, figure, baseline), baseline) };
}

describe('a table with a chosen baseline', () => {
  it('has the paired differences to it beside those to uniform, of other settings too', () => {
    const { table, baseline, wide } = tableTo('PGA exact, B = 25');
    const row = wide.rows.find(({ label }) => label === 'PGA exact, B = 50')!;
    const mean = seeds.reduce((sum, seed) => sum + (25 * seed) / 1000, 0) / 3;
    expect(row).toMatchObject({ baseline, baselineLabel: 'PGA exact, B = 25', baselinePairs: 3, baselineDiffers: 'B = 50 against 25', baselineUnpaired: null });
    expect(row.toBaseline).toBeCloseTo(mean, 12);
    expect(row.difference).toBe(table.rows.find(({ label }) => label === 'PGA exact, B = 50')!.difference);
    expect(wide.columns.slice(0, table.columns.length)).toEqual(table.columns);
    expect(wide.columns.find(({ key }) => key === 'toBaseline')?.label).toBe('Δ to PGA exact, B = 25');
  });

  it('has nothing but its name in the rows of the baseline itself', () => {
    const { baseline, wide } = tableTo('PGA exact, B = 25');
    const own = wide.rows.filter(({ series }) => series === baseline);
    expect(own.map((row) => [row.baseline, row.toBaseline, row.baselineUnpaired])).toEqual([[baseline, null, null]]);
  });

  it('says of a level line why it has no one difference', () => {
    const runs = { runs: seeds.flatMap((seed) => [figureRun({ attack: 'uniform', seed }), ...[0.2, 0.6].map((beta) => figureRun({ attack: 'sgld', seed, attackConfig: { beta } }))]) };
    const { wide } = tableTo('SGLD exact', 'rmse-by-beta', runs);
    expect(wide.rows.filter(({ attack }) => attack === 'uniform').map((row) => row.baselineUnpaired)).toEqual([levelWords]);
  });

  it('has ratios of an RMSE, and none of a rating from −2 to 2, whose zero is no nothing', () => {
    const runs = { runs: seeds.flatMap((seed) => [figureRun({ attack: 'uniform', seed, rmse: 0.1, before: 0.9, after: 1 + seed / 10 }), figureRun({ seed, rmse: 0.2, before: 0.9, after: 1.2 + seed / 20 })]) };
    const ratiosOf = (figure: string) => {
      const { wide } = tableTo('PGA exact', figure, runs);
      return [wide.columns.some(({ key }) => key === 'baselineRatio'), wide.rows.some((row) => 'baselineRatio' in row), differenceTable(runs, figure).rows.some((row) => 'ratio' in row)];
    };
    expect(ratiosOf('rmse-by-share')).toEqual([true, true, true]);
    expect(ratiosOf('target-mean-by-share')).toEqual([false, false, false]);
  });

  it('is the table as it is where there is no such series, or nothing to compare', () => {
    const { table } = tableTo('PGA exact, B = 25');
    expect(withBaseline(table, differenceTable(input, table.figure, 'none'), 'none')).toBe(table);
    const { table: p, wide } = tableTo('PGA exact, B = 25', 'users-by-rmse');
    expect(wide).toBe(p);
  });
});
