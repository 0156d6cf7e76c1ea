import type { Chart, Plugin } from 'chart.js';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { headerOf, lineHeight, xTitleLines } from './layout.ts';
import { textLeft } from './legend.ts';
import { drawMark } from './mark.ts';
import { drawText, textWidth } from './symbol-text.ts';
import { wrapText } from './text.ts';

/** Title, subtitle, legend and axis titles, all flush: y above the axis on the left, x below on the right. */
export const titlesPlugin: Plugin<'line'> = {
  id: 'figure-titles',
  afterDraw(chart) {
    const drawing = drawingOf(chart);
    const { ctx } = chart;
    const header = headerOf(chart);
    ctx.save();
    ctx.textBaseline = 'alphabetic';
    ctx.textAlign = 'left';
    for (const line of header.lines) {
      ctx.font = figureFont(drawing, line.weight, line.size);
      ctx.fillStyle = line.colour;
      drawText(ctx, line.text, 0, line.top + line.height - 4);
    }
    for (const row of header.legend) {
      for (const { left, entry, text, marked } of row.texts) {
        if (marked) drawMark(ctx, drawing.theme, entry, left, row.top + lineHeight.text / 2);
        ctx.font = figureFont(drawing, 500);
        ctx.fillStyle = drawing.theme.text;
        drawText(ctx, text, left + textLeft(entry), row.top + lineHeight.text - 4);
      }
    }
    const xTitle = xTitleLines(chart);
    ctx.font = figureFont(drawing);
    ctx.fillStyle = drawing.theme.secondary;
    ctx.textAlign = 'right';
    // Longer than the plot and what is left of it, it goes on below the labels at the right.
    const right = Math.max(chart.chartArea.right, ...xTitle.map((line) => textWidth(ctx, line)));
    xTitle.forEach((line, i) => {
      drawText(ctx, line, Math.min(right, chart.width), chart.height - 4 - (xTitle.length - 1 - i) * lineHeight.text);
    });
    if (drawing.message !== null) {
      ctx.textAlign = 'left';
      const { right, top, bottom } = chart.chartArea;
      const left = widestGap(chart) + 14;
      wrapText(ctx, drawing.message, right - left).forEach((line, i) => {
        drawText(ctx, line, left, (top + bottom) / 2 - 8 + i * lineHeight.text);
      });
    }
    ctx.restore();
  },
};

/** Where the widest space between the dashed places begins, in px. */
function widestGap(chart: Chart): number {
  const edges = drawingOf(chart).places.map(({ x }) => chart.scales.x.getPixelForValue(x));
  const starts = [chart.chartArea.left, ...edges];
  const width = (i: number): number => (starts[i + 1] ?? chart.chartArea.right) - starts[i];
  return starts.reduce(
    (best, start, i) => (width(i) > width(starts.indexOf(best)) ? start : best),
    starts[0],
  );
}
