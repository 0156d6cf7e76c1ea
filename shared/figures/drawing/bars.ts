import type { Plugin } from 'chart.js';
import { drawingOf, figureFont } from './figure-drawing.ts';

/** Bars of a histogram: context grey, the one at the hairline in the accent; what they count stands centred above them. */
export const barsPlugin: Plugin<'line'> = {
  id: 'figure-bars',
  beforeDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    const { ctx, scales, chartArea } = chart;
    ctx.save();
    ctx.font = figureFont(drawing);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'alphabetic';
    const room = Math.min(
      ...(drawing.bars ?? []).map(({ x, width }) => 1.2 * (scales.x.getPixelForValue(x + width) - scales.x.getPixelForValue(x))),
    );
    const fits = (drawing.bars ?? []).every(({ label }) => ctx.measureText(label).width <= room);
    for (const { x, y, width, label } of drawing.bars ?? []) {
      const [left, right] = [x - width / 2, x + width / 2].map((edge) => scales.x.getPixelForValue(edge));
      const top = scales.y.getPixelForValue(y);
      ctx.fillStyle = drawing.pin?.x === x ? drawing.theme.accent : drawing.theme.context;
      ctx.fillRect(left, top, right - left, chartArea.bottom - top);
      if (!fits) continue;
      ctx.fillStyle = drawing.theme.secondary;
      ctx.fillText(label, (left + right) / 2, top - 5);
    }
    ctx.restore();
  },
};
