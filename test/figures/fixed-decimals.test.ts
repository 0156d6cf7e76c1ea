import { describe, expect, it } from 'vitest';
import { formatCell } from '../../shared/figures/drawing/format.ts';
import { withFixedDecimals } from '../../shared/figures/fixed-decimals.ts';
import { parallelCoordinates } from '../../shared/figures/parallel-coordinates.ts';
import { rmseByBeta } from '../../shared/figures/rmse-by-beta.ts';
import { usersByRmse } from '../../shared/figures/users-by-effect.ts';
import type { FigureTable } from '../../shared/domain/table.ts';
import { figureRun } from './figure-runs.ts';

/** The cells of one column as they stand on screen. */
function cells(table: FigureTable, key: string): string[] {
  const column = table.columns.find((one) => one.key === key)!;
  return [...new Set(table.rows.map((row) => formatCell(withFixedDecimals(column, table), row[key])))];
}

describe('decimals of a column', () => {
  it('are those of its number that needs most', () => {
    const column = { key: 'effect', label: 'RMSE', unit: '', type: 'number' as const };
    const table = (values: (number | null)[]): FigureTable =>
      ({ figure: 'f', title: '', subtitle: '', columns: [column], rows: values.map((effect) => ({ effect })), notes: [] });
    expect(cells(table([0.008, 0.01, 0.1 + 0.2, null]), 'effect')).toEqual(['0.008', '0.010', '0.300', '–']);
    expect(cells(table([25, 50]), 'effect')).toEqual(['25', '50']);
    expect(cells(table([1e-6, 20]), 'effect')).toEqual(['1e−6', '20']);
  });

  it('are one number in the effects of users needed and in β', () => {
    const runs = [0.01, 0.02, 0.05].flatMap((share) => [1, 2].map((seed) => figureRun({ share, seed, rmse: share / 2 + seed / 1e4 })));
    const effects = cells(usersByRmse.table({ runs }), 'effect');
    expect(effects).toContain('0.0100');
    expect(new Set(effects.map((text) => text.length))).toEqual(new Set([6]));
    const byBeta = [0, 0.25, 1].map((beta) => figureRun({ attack: 'sgld', attackConfig: { beta } }));
    expect(cells(rmseByBeta.table({ runs: byBeta }), 'beta')).toEqual(['0.00', '0.25', '1.00']);
  });

  it('tell apart how many users see a target, as per cent', () => {
    const runs = [0.002, 0.006].map((topTen, i) => figureRun({ share: 0.01 * (i + 1), topTen }));
    expect(cells(parallelCoordinates.table({ runs }), 'topTen')).toEqual(['0.20', '0.60']);
  });
});
