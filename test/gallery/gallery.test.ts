import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ChartOptions, FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import { rmseByBeta } from '../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByBeta } from '../../shared/figures/target-mean-by-beta.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { drawPdf, drawPng, drawSvg } from '../../src-main/reports/draw-figure.ts';
import {
  availability,
  begun,
  betaPlanned,
  betaSweep,
  integrity,
  manySeries,
  planned,
  traces,
} from './invented.ts';

const out = fileURLToPath(new URL('./out/', import.meta.url));
mkdirSync(out, { recursive: true });

const pictures: [string, FigureDefinition, FigureInput, ChartOptions?][] = [
  ['rmse', rmseByShare, availability],
  ['rmse-pinned', rmseByShare, availability, { pinned: 0.04 }],
  [
    'rmse-highlighted',
    rmseByShare,
    availability,
    { highlighted: rmseByShare.table(availability).rows[0].series as string },
  ],
  ['rmse-logarithmic', rmseByShare, availability, { logarithmic: true }],
  ['rmse-planned', rmseByShare, planned, { title: false }],
  ['rmse-begun', rmseByShare, begun],
  ['rmse-many-series', rmseByShare, manySeries],
  ['rmse-no-runs', rmseByShare, { runs: [] }],
  ['target', targetMeanByShare, integrity],
  ['target-without-targets', targetMeanByShare, availability],
  ['p-by-beta', pByBeta, betaSweep],
  ['p-by-beta-pinned', pByBeta, betaSweep, { pinned: 0.6 }],
  ['p-by-beta-logarithmic', pByBeta, betaSweep, { logarithmic: true }],
  ['p-by-beta-planned', pByBeta, betaPlanned],
  ['p-by-beta-without-beta', pByBeta, availability],
  ['rmse-by-beta', rmseByBeta, betaSweep, { title: true }],
  ['target-by-beta', targetMeanByBeta, betaSweep],
  ['convergence', convergence, traces],
];

describe('gallery', () => {
  it.each(pictures)('draws %s in every theme', (name, figure, input, options) => {
    const table = figure.table(input);
    for (const theme of ['light', 'dark', 'print'] as const) {
      const png = drawPng({ figure, table, options }, { widthMm: 160, heightMm: 100, dpi: 192, theme });
      writeFileSync(`${out}${name}-${theme}.png`, png);
      expect([...png.slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
      expect(png.length).toBeGreaterThan(10_000);
    }
    const paper = { widthMm: 160, heightMm: 100, dpi: 300, theme: 'print' } as const;
    const svg = drawSvg({ figure, table, options }, paper);
    writeFileSync(`${out}${name}.svg`, svg);
    writeFileSync(`${out}${name}.pdf`, drawPdf({ figure, table, options }, paper));
    expect(/NaN|undefined|null/.test(drawSvg({ figure, table, options }, paper, false))).toBe(false);
  });
});
