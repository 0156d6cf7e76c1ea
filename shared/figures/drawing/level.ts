import type { Chart, Plugin } from 'chart.js';
import { withOpacity } from './colour.ts';
import type { FigureDrawing, LevelDrawing } from './figure-drawing.ts';
import { drawingOf, figureFont } from './figure-drawing.ts';

/** The effect that is asked for: a line across the plot with a tag, and at each crossing a drop to the axis with its interval. */
export const levelPlugin: Plugin<'line'> = {
  id: 'figure-level',
  beforeDatasetsDraw(chart) {
    const { level, theme } = drawingOf(chart);
    if (level === null || level === undefined) return;
    const { ctx, scales } = chart;
    const { left, right, bottom } = chart.chartArea;
    const y = scales.y.getPixelForValue(level.y);
    const place = (value: number): number =>
      Math.min(right, Math.max(left, scales.x.getPixelForValue(value)));
    ctx.save();
    const isShown = (value: number): boolean => value >= scales.x.min && value <= scales.x.max;
    for (const { colour, low, high, at } of level.crossings) {
      if (at === null || !isShown(at)) continue;
      const [from, to] = [place(low ?? -Infinity), place(high ?? Infinity)];
      if (low !== null || high !== null) {
        ctx.fillStyle = withOpacity(colour, 0.3);
        ctx.fillRect(from, y - 3, to - from, 6);
      }
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1;
      ctx.setLineDash([2, 3]);
      ctx.beginPath();
      ctx.moveTo(place(at), y);
      ctx.lineTo(place(at), bottom);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    ctx.restore();
  },
  afterDraw(chart) {
    const drawing = drawingOf(chart);
    if (drawing.level === null || drawing.level === undefined) return;
    const { ctx } = chart;
    ctx.save();
    ctx.font = figureFont(drawing, 600);
    const width = Math.ceil(ctx.measureText(drawing.level.label).width) + 8;
    const y = chart.scales.y.getPixelForValue(drawing.level.y);
    const start = Math.max(0, chart.chartArea.left - 4 - width);
    ctx.fillStyle = drawing.theme.accent;
    ctx.beginPath();
    ctx.roundRect(start, y - 9.5, width, 19, 4);
    ctx.fill();
    ctx.fillStyle = drawing.theme.onAccent;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillText(drawing.level.label, start + 4, y + 4);
    drawReadings(chart, drawing, drawing.level);
    ctx.restore();
  },
};

const readingHeight = 16;

/**
 * Where what is read at `at` begins, `width` wide, all in px along the axis: right of the drop, else left of it, else
 * on either side of the hairline; inside the plot, and clear of the hairline where there is one.
 */
export function readingStart(at: number, width: number, { left, right }: { left: number; right: number }, hairline: number | null): number {
  const inside = (start: number): boolean => start >= left && start + width <= right;
  const clear = (start: number): boolean => hairline === null || hairline <= start + 2 || hairline >= start + width;
  const sides = [at + 2, at - 2 - width, ...(hairline === null ? [] : [hairline + 2, hairline - 2 - width])].filter(inside);
  return sides.find(clear) ?? sides[0] ?? Math.min(at + 2, right - width);
}

/** At the foot of each drop what it reads, above those before it that it would touch; none where there is no height. */
function drawReadings(chart: Chart, drawing: FigureDrawing, level: LevelDrawing): void {
  const { ctx, scales, chartArea } = chart;
  const shown = level.crossings.flatMap((one) =>
    one.at === null || one.at < scales.x.min || one.at > scales.x.max ? [] : [{ ...one, at: one.at }],
  );
  const top = scales.y.getPixelForValue(level.y) + 4;
  const placed: { start: number; end: number; row: number }[] = [];
  const hairline = drawing.pin === null ? null : scales.x.getPixelForValue(drawing.pin.x);
  ctx.font = figureFont(drawing, 500);
  for (const { at, colour, label } of shown.sort((a, b) => a.at - b.at)) {
    const width = Math.ceil(ctx.measureText(label).width) + 8;
    const start = readingStart(scales.x.getPixelForValue(at), width, chartArea, hairline);
    const row = 1 + Math.max(-1, ...placed.filter((one) => one.end > start && one.start < start + width).map((one) => one.row));
    const y = chartArea.bottom - 3 - (row + 1) * readingHeight;
    if (y < top) continue;
    placed.push({ start, end: start + width, row });
    ctx.fillStyle = colour;
    ctx.fillText(label, start + 4, y + 12);
  }
}
