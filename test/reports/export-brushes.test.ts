import { readdirSync, readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureTable } from '../../shared/domain/table.ts';
import type { Brush } from '../../shared/figures/brush.ts';
import { axisColumns, isKept, noneWord } from '../../shared/figures/brush.ts';
import { themes } from '../../shared/figures/drawing/tokens.ts';
import { parallelCoordinates } from '../../shared/figures/parallel-coordinates.ts';
import { exportFigure } from '../../src-main/reports/export-figure.ts';
import { recordSvg } from '../../src-main/reports/svg-context.ts';
import { manySettings } from '../gallery/invented.ts';

const paper = { widthMm: 160, heightMm: 100, dpi: 96, theme: 'print' } as const;
const whole = parallelCoordinates.table(manySettings);
/** As the figure has it where runs differ in more than numbers: some settings are words, and some runs lack a metric. */
const mixed: FigureTable = {
  ...whole,
  columns: [...whole.columns, { key: 'learner', label: 'learner', type: 'text', unit: '' }],
  rows: whole.rows.map((row, i) => ({
    ...row,
    learner: ['ALS', 'NMF & more', null][i % 3],
    ...(i % 4 === 0 ? { rmse: null } : {}),
  })),
};
const tables = { 'of numbers': whole, 'of numbers, words and gaps': mixed, 'of one row': { ...mixed, rows: mixed.rows.slice(1, 2) } };

const draw = async (table: FigureTable, brushes: readonly Brush[], logarithmic = false) =>
  new TextDecoder().decode(await exportFigure(table, 'parallel-coordinates', 'svg', { ...paper, chart: { brushes, logarithmic } }));
const parallel = (svg: string) => svg.slice(svg.indexOf('</style>'));
/** Whether lines stand back in the context grey; strokes are written in small letters. */
const hasAway = (svg: string) => svg.includes(`stroke="${themes.print.context.toLowerCase()}"`);
/** The frames of what is brushed: their places across, and their tops and heights. */
const frames = (svg: string) =>
  [...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="10" height="([^"]+)" fill="none"/g)].map((found) => found.slice(1).map(Number));

describe('a file of parallel coordinates with brushes', () => {
  it('is drawn, and shows where the brush stands and what it leaves out', async () => {
    const brush: Brush = { key: 'rmse', numbers: [0, 0.1], words: [] };
    const [without, svg] = [await draw(whole, []), await draw(whole, [brush])];
    expect(frames(without)).toEqual([]);
    expect(frames(svg)).toHaveLength(1);
    expect(svg).toContain(`stroke="${themes.print.accent}"`);
    expect([hasAway(without), hasAway(svg)]).toEqual([false, true]);
  });

  describe.each(Object.entries(tables))('%s', (_, table) => {
    const columns = axisColumns(table);
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -1, 1e-9, 0.05, 1, 8, 1e300));
    const brush: fc.Arbitrary<Brush> = fc.record({
      key: fc.constantFrom('label', 'elsewhere', ...columns.map(({ key }) => key)),
      numbers: fc.option(fc.tuple(number, number).map(([a, b]): [number, number] => (a <= b ? [a, b] : [b, a]))),
      words: fc.subarray([noneWord, 'ALS', 'NMF & more', 'PGA exact', 'never <there>']),
    });

    it('can be drawn with any brushes, and never leaves its axes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(brush, { selector: ({ key }) => key, maxLength: 4 }), fc.boolean(), async (brushes, logarithmic) => {
          const svg = await draw(table, brushes, logarithmic);
          expect(parallel(svg)).not.toMatch(/NaN|Infinity|undefined|null/);
          const [, height] = /viewBox="0 0 [\d.]+ ([\d.]+)"/.exec(svg)!.map(Number);
          for (const [, top, tall] of frames(svg)) {
            expect(top).toBeGreaterThan(0);
            expect(top + tall).toBeLessThan(height);
          }
          const away = table.rows.filter((row) => !isKept(row, brushes)).length;
          expect(hasAway(svg)).toBe(away > 0);
        }),
        { numRuns: 60 },
      );
    });
  });
});

describe('what SVG is recorded with', () => {
  it('has every method of a canvas that figures call', () => {
    const folder = new URL('../../shared/figures/drawing/', import.meta.url);
    const called = readdirSync(folder).flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\b(?:ctx|context)\.(\w+)\(/g)].map(([, name]) => name));
    const { context } = recordSvg(createCanvas(1, 1).getContext('2d'));
    expect(called).toContain('strokeRect');
    expect([...new Set(called)].filter((name) => !(name in context))).toEqual([]);
  });
});
