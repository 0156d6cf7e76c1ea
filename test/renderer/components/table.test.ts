import { describe, expect, test } from 'vitest';
import { sparkline, sparkWidth } from '../../../src-renderer/components/sparkline.ts';
import { attackStyle } from '../../../shared/figures/drawing/attack-style.ts';
import { drawnMark } from '../../../src-renderer/components/attack-mark.ts';
import type { TableColumn } from '../../../src-renderer/components/table.ts';
import { sortRows } from '../../../src-renderer/components/table.ts';

interface Row {
  name: string;
  value: number | null;
}
const rows: Row[] = [
  { name: 'run 10', value: 2 },
  { name: 'run 9', value: null },
  { name: 'Run 2', value: -1 },
  { name: 'run 3', value: 2 },
];
const columns: TableColumn<Row>[] = [
  { key: 'name', label: 'Name', sort: ({ name }) => name },
  { key: 'value', label: 'Value', sort: ({ value }) => value },
  { key: 'mark', label: 'Mark' },
];
const names = (sorted: readonly Row[]) => sorted.map(({ name }) => name);

describe('sorting a table', () => {
  test('text counts its digits, equal rows keep their order', () => {
    expect(names(sortRows(rows, columns, { key: 'name', direction: 'ascending' }))).toEqual(['Run 2', 'run 3', 'run 9', 'run 10']);
    expect(names(sortRows(rows, columns, { key: 'value', direction: 'descending' }))).toEqual(['run 10', 'run 3', 'Run 2', 'run 9']);
  });

  test('what has no value comes last either way', () => {
    for (const direction of ['ascending', 'descending'] as const) {
      expect(sortRows(rows, columns, { key: 'value', direction }).at(-1)?.name).toBe('run 9');
    }
  });

  test('without a sortable column the order is as given', () => {
    expect(sortRows(rows, columns, null)).toBe(rows);
    expect(sortRows(rows, columns, { key: 'mark', direction: 'ascending' })).toBe(rows);
  });
});

describe('a sparkline', () => {
  const pointsOf = (line: string | null) => (line ?? '').split(' ').map((point) => point.split(',').map(Number));

  test('runs from 0 to the shared top', () => {
    expect(pointsOf(sparkline([0, 1, 2], 4, 60, 20)).slice(0, 3)).toEqual([[0, 20], [30, 15], [60, 10]]);
    expect(pointsOf(sparkline([-1, 9], 4, 60, 20)).slice(0, 2)).toEqual([[0, 20], [60, 0]]);
  });

  test('ends in a dot of radius 1.5 around its last point, which its line fills', () => {
    const dot = pointsOf(sparkline([0, 1, 2], 4, 60, 20)).slice(3);
    const distances = dot.map(([x, y]) => Math.hypot(x - 60, y - 10) + sparkWidth / 2);
    expect(dot.at(-1)).toEqual([60, 10]);
    for (const distance of distances.slice(0, -1)) expect(distance).toBeCloseTo(1.5, 1);
    expect(new Set(dot.slice(0, -1).map(([x, y]) => `${Math.sign(x - 60)} ${Math.sign(y - 10)}`)).size).toBe(8);
  });

  test('needs two values', () => {
    expect(sparkline([1], 4, 60, 20)).toBe(null);
    expect(sparkline([1, NaN], 4, 60, 20)).toBe(null);
  });
});

describe('a mark', () => {
  test('dash and filling say the gradient, colour and outline the attack', () => {
    const [exact, oneStep, uniform] = [drawnMark(attackStyle('pga', 'exact', 'light')), drawnMark(attackStyle('pga', 'one-step', 'light')), drawnMark(attackStyle('uniform', null, 'light'))];
    expect([exact.dash, oneStep.dash, uniform.dash]).toEqual(['none', '6 4', '2 3']);
    expect([exact.filled, oneStep.filled]).toEqual([true, false]);
    expect(exact.colour).toBe(oneStep.colour);
    expect(exact.outline).toBe(oneStep.outline);
    expect(uniform.outline).not.toBe(exact.outline);
  });
});
