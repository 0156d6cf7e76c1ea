import type { Plugin } from 'chart.js';
import { bandsPlugin } from './bands.ts';
import { barsPlugin } from './bars.ts';
import { entriesPlugin } from './entries.ts';
import { drawingOf } from './figure-drawing.ts';
import { hairlinePlugin } from './hairline.ts';
import { levelPlugin } from './level.ts';
import { parallelPlugin } from './parallel.ts';
import { pointsPlugin } from './points.ts';
import { referencesPlugin } from './references.ts';
import { titlesPlugin } from './titles.ts';

/** The ground: a figure is opaque, so that it can be copied and exported as it is seen. */
const groundPlugin: Plugin<'line'> = {
  id: 'figure-ground',
  beforeDraw(chart) {
    chart.ctx.save();
    chart.ctx.fillStyle = drawingOf(chart).theme.background;
    chart.ctx.fillRect(0, 0, chart.width, chart.height);
    chart.ctx.restore();
  },
};

/** The inline plugins of every figure, in drawing order. */
export const figurePlugins: Plugin<'line'>[] = [
  groundPlugin,
  bandsPlugin,
  barsPlugin,
  referencesPlugin,
  hairlinePlugin,
  levelPlugin,
  pointsPlugin,
  parallelPlugin,
  titlesPlugin,
  entriesPlugin,
];
