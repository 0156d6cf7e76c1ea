import { describe, expect, it } from 'vitest';
import { cleanLines } from '../../shared/figures/drawing/clean-lines.ts';
import type { FigureTable } from '../../shared/domain/table.ts';

const tableOf = (...rows: FigureTable['rows']): FigureTable => ({ figure: 'target-mean-by-share', title: '', subtitle: '', columns: [], rows, notes: [] });
const at = (clean: number | null) => ({ clean, cleanStars: clean === null ? null : clean + 3 });

describe('lines at clean values', () => {
  it('are one where values lie within 0.005, whatever they round to, at the mean of those that differ', () => {
    const [line, ...others] = cleanLines(tableOf(at(0.8151), at(0.8149), at(0.8149), at(null)));
    expect(others).toEqual([]);
    expect(line.value).toBeCloseTo(0.815, 12);
    expect(line.label).toBe('clean, 0.815 (3.815 stars)');
  });

  it('are several where values lie further apart, although they agree to two decimals', () => {
    expect(cleanLines(tableOf(at(0.8145), at(0.8062)))).toEqual([
      { value: 0.8062, label: 'clean, 0.806 (3.806 stars)' },
      { value: 0.8145, label: 'clean, 0.815 (3.814 stars)' },
    ]);
  });

  it('have no stars where a table has none, and stand exactly at a value that is alone', () => {
    expect(cleanLines(tableOf({ clean: 0.1 }, { clean: 0.1 }, { clean: 0.1 }))).toEqual([{ value: 0.1, label: 'clean, 0.100' }]);
    expect(cleanLines(tableOf())).toEqual([]);
  });
});
