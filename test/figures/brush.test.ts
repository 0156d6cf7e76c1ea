import { describe, expect, it } from 'vitest';
import { axisColumns, isKept, withBrush } from '../../shared/figures/brush.ts';
import { brushAlong } from '../../shared/figures/drawing/brush-spans.ts';
import { configurationNear } from '../../shared/figures/drawing/parallel-chart.ts';
import { readableRange } from '../../shared/figures/drawing/ticks.ts';
import { parallelCoordinates } from '../../shared/figures/parallel-coordinates.ts';
import { manySettings } from '../gallery/invented.ts';

const table = parallelCoordinates.table(manySettings);
const plain = parallelCoordinates.chart(table, 'light').data;
const axisOf = (key: string) => axisColumns(table).findIndex((column) => column.key === key) + 1;
const points = (chart: typeof plain) => chart.datasets.flatMap(({ data }) => data.filter(({ x, y }) => x === 0 && y !== null)).length;

describe('a brush', () => {
  it('keeps exactly the rows whose points lie in the span that was dragged', () => {
    const axis = axisOf('rmse');
    const brush = brushAlong(table, plain.drawing, axis, [0.3, 0.7]);
    if (brush?.numbers == null) throw new Error('nothing was brushed');
    const all = table.rows.map((row) => Number(row.rmse));
    const [least, most] = readableRange(Math.min(...all), Math.max(...all)).range;
    const room = (most - least) / 500;
    expect(Math.abs(brush.numbers[0] - (least + 0.3 * (most - least)))).toBeLessThan(room);
    expect(Math.abs(brush.numbers[1] - (least + 0.7 * (most - least)))).toBeLessThan(room);
    for (const row of table.rows) {
      const value = Number(row.rmse);
      expect(isKept(row, [brush])).toBe(value >= brush.numbers[0] && value <= brush.numbers[1]);
    }
  });

  it('moves lines to the back without dropping one, and shows where it stands', () => {
    const brush = { key: 'rmse', numbers: [0, 0.1] as const, words: [] };
    const chart = parallelCoordinates.chart(table, 'light', { brushes: [brush] }).data;
    expect(points(chart)).toBe(points(plain));
    expect(chart.datasets.length).toBeGreaterThan(plain.datasets.length);
    expect(chart.drawing.axes?.[axisOf('rmse')].brushed).toHaveLength(1);
    expect(chart.drawing.axes?.map(({ ticks }) => ticks)).toEqual(plain.drawing.axes?.map(({ ticks }) => ticks));
  });

  it('is no obstacle to those that it keeps, and hides the others from the pointer', () => {
    const near = configurationNear(table, plain, 0.99, 1);
    const row = table.rows.find(({ configuration }) => configuration === near);
    const without = [{ key: 'label', numbers: null, words: [] }];
    expect(near).not.toBeNull();
    expect(configurationNear(table, plain, 0.99, 1, without)).toBeNull();
    expect(isKept(row ?? {}, without)).toBe(false);
  });

  it('replaces the one of its axis, and is taken off by null', () => {
    const one = { key: 'rmse', numbers: [0, 1] as const, words: [] };
    const other = { ...one, numbers: [0, 2] as const };
    expect(withBrush([one], 'rmse', other)).toEqual([other]);
    expect(withBrush([one], 'rmse', null)).toEqual([]);
    expect(isKept(table.rows[0], [{ key: 'elsewhere', numbers: null, words: [] }])).toBe(true);
    expect(brushAlong(table, plain.drawing, 0, [0.99, 1])?.words).toHaveLength(1);
    expect(brushAlong(table, plain.drawing, 99, [0, 1])).toBeNull();
  });
});
