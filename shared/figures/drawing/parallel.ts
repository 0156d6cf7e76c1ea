import type { Chart, Plugin } from 'chart.js';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { axisTitleLines, headerOf, lineHeight } from './layout.ts';
import { drawText } from './symbol-text.ts';

/** The vertical axes of parallel coordinates: titles above them, ticks to their left on a ground that keeps them legible. */
export const parallelPlugin: Plugin<'line'> = {
  id: 'figure-parallel',
  beforeDatasetsDraw(chart) {
    const { axes, theme } = drawingOf(chart);
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = theme.zero;
    ctx.lineWidth = 1;
    (axes ?? []).forEach((_, i) => {
      const x = chart.scales.x.getPixelForValue(i);
      ctx.beginPath();
      ctx.moveTo(x, chart.chartArea.top);
      ctx.lineTo(x, chart.chartArea.bottom);
      ctx.stroke();
    });
    ctx.restore();
  },
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    const { axes, theme } = drawing;
    const { ctx } = chart;
    ctx.save();
    ctx.textBaseline = 'alphabetic';
    (axes ?? []).forEach(({ title, ticks, brushed = [] }, i) => {
      const x = chart.scales.x.getPixelForValue(i);
      drawBrushed(chart, x, brushed);
      const lines = axisTitleLines(chart, title);
      ctx.font = figureFont(drawing, 500);
      ctx.fillStyle = theme.secondary;
      ctx.textAlign = i === 0 ? 'left' : 'right';
      const top = headerOf(chart).height - lines.length * lineHeight.text - 8;
      lines.forEach((line, row) =>
        drawText(ctx, line, i === 0 ? 0 : x, top + (row + 1) * lineHeight.text - 4),
      );
      ctx.font = figureFont(drawing);
      ctx.textAlign = 'right';
      for (const { at, label, colour } of ticks) {
        const y = chart.scales.y.getPixelForValue(at);
        const width = ctx.measureText(label).width;
        if (i > 0) {
          ctx.fillStyle = theme.background;
          ctx.globalAlpha = 0.85;
          ctx.fillRect(x - width - 8, y - 8, width + 5, 16);
          ctx.globalAlpha = 1;
        }
        ctx.fillStyle = colour ?? theme.caption;
        ctx.fillText(label, x - 6, y + 4);
      }
    });
    ctx.restore();
  },
};

/** Half the width of what is brushed, in px. */
const halfBrush = 5;

function drawBrushed(chart: Chart, x: number, spans: readonly [number, number][]): void {
  const { ctx } = chart;
  const { accent } = drawingOf(chart).theme;
  for (const [low, high] of spans) {
    const [top, bottom] = [high, low].map((at) => chart.scales.y.getPixelForValue(at));
    const height = Math.max(4, bottom - top);
    ctx.globalAlpha = 0.2;
    ctx.fillStyle = accent;
    ctx.fillRect(x - halfBrush, top, 2 * halfBrush, height);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = accent;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - halfBrush, top, 2 * halfBrush, height);
  }
}
