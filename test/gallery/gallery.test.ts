import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FigureTable } from '../../shared/domain/table.ts';
import type { ChartOptions, FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { rmseByDetectability, targetShiftByDetectability } from '../../shared/figures/detectability.ts';
import { parallelCoordinates } from '../../shared/figures/parallel-coordinates.ts';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import { rmseByBeta } from '../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByBeta } from '../../shared/figures/target-mean-by-beta.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { ratedItems } from '../../shared/figures/run/rated-items.ts';
import { ratingShares } from '../../shared/figures/run/rating-shares.ts';
import { ratingsByPopularity } from '../../shared/figures/run/ratings-by-popularity.ts';
import { runConvergence } from '../../shared/figures/run/run-convergence.ts';
import type { RunFacts, RunFigure } from '../../shared/figures/run/run-figure.ts';
import { targetPredictions } from '../../shared/figures/run/target-predictions.ts';
import { usersByRmse, usersByTargetMean } from '../../shared/figures/users-by-effect.ts';
import { drawPdf, drawPng, drawSvg } from '../../src-main/reports/draw-figure.ts';
import { runFacts } from '../figures/run-facts.ts';
import {
  availability,
  begun,
  betaPlanned,
  betaSweep,
  integrity,
  manySettings,
  manySeries,
  planned,
  traces,
  tradeOff,
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
  ['convergence-logarithmic', convergence, traces, { logarithmic: true }],
  ['rmse-effect', rmseByShare, availability, { effect: 0.1 }],
  ['rmse-effect-logarithmic', rmseByShare, availability, { effect: 0.1, logarithmic: true, logarithmicY: true }],
  ['rmse-zoomed', rmseByShare, availability, { zoom: { x: [0.7, 3.2], y: [0.05, 0.2] } }],
  ['target-zoomed', targetMeanByShare, integrity, { zoom: { x: [0.7, 3.2], y: [0.75, 1.1] }, effect: 1 }],
  ['users-by-rmse', usersByRmse, availability],
  ['users-by-target-pinned', usersByTargetMean, integrity, { pinned: 1 }],
  ['rmse-by-detectability', rmseByDetectability, tradeOff],
  ['rmse-by-detectability-logarithmic', rmseByDetectability, tradeOff, { logarithmic: true, logarithmicY: true }],
  ['rmse-by-detectability-missing', rmseByDetectability, availability],
  ['target-shift-by-detectability', targetShiftByDetectability, tradeOff],
  ['parallel', parallelCoordinates, manySettings],
  ['parallel-pinned', parallelCoordinates, manySettings, { pinned: 7 }],
  ['parallel-logarithmic', parallelCoordinates, tradeOff, { logarithmic: true }],
  ['parallel-no-runs', parallelCoordinates, { runs: [] }],
];

const ofOneRun: [string, RunFigure, RunFacts, ChartOptions?][] = [
  ['run-convergence', runConvergence, runFacts({ items: 1682, users: 47 })],
  ['target-predictions', targetPredictions, runFacts({ items: 1682, users: 47 })],
  ['rated-items', ratedItems, runFacts({ items: 1682, users: 47 })],
  ['rated-items-linear', ratedItems, runFacts({ items: 1682, users: 47 }), { logarithmic: false }],
  ['rated-items-spread', ratedItems, runFacts({ items: 1682, users: 140, popular: false }), { pinned: 1 }],
  ['ratings-by-popularity', ratingsByPopularity, runFacts({ items: 1682, users: 47 })],
  ['ratings-by-popularity-spread', ratingsByPopularity, runFacts({ items: 1682, users: 47, popular: false })],
  ['rating-shares', ratingShares, runFacts({ items: 1682, users: 47 })],
];

describe('gallery', () => {
  it.each(pictures)('draws %s in every theme', (name, figure, input, options) => draw(name, figure, figure.table(input), options));
  it.each(ofOneRun)('draws %s of one run in every theme', (name, figure, facts, options) => draw(name, figure, figure.table(facts), options));
});

function draw(name: string, figure: Pick<FigureDefinition, 'id' | 'chart'>, table: FigureTable, options?: ChartOptions) {
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
}
