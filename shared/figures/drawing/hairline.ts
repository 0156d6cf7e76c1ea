import type { Chart, Plugin } from 'chart.js';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { drawText, textWidth } from './symbol-text.ts';

/**
 * The value of the table's x column (a share, an iteration) that is nearest to a pointer, or null on an empty
 * figure. `offsetX` is in the canvas' own px from its left edge, whatever the text size; in a plot of points `offsetY`
 * counts as well. Pass the answer back as `ChartOptions.pinned`; for arrow keys see {@link neighbouringX}.
 */
export function xUnderPointer(chart: Chart, offsetX: number, offsetY?: number): number | null {
  const { stops, points } = drawingOf(chart);
  if (points !== undefined && offsetY !== undefined) return pointUnder(chart, points.stops, offsetX, offsetY);
  const distance = (x: number): number => Math.abs(chart.scales.x.getPixelForValue(x) - offsetX);
  return (
    stops.reduce<{ x: number; value: number } | null>(
      (best, stop) => (best === null || distance(stop.x) < distance(best.x) ? stop : best),
      null,
    )?.value ?? null
  );
}

/** The next value to the right (`direction` 1) or left (-1) of `from`; from null the last or first one. */
export function neighbouringX(chart: Chart, from: number | null, direction: 1 | -1): number | null {
  const values = drawingOf(chart).stops.map((stop) => stop.value);
  if (values.length === 0) return null;
  if (from === null) return direction === 1 ? values[0] : values[values.length - 1];
  const beyond =
    direction === 1
      ? values.filter((value) => value > from)
      : values.filter((value) => value < from).reverse();
  return beyond[0] ?? from;
}

function pointUnder(
  chart: Chart,
  stops: readonly { x: number; y: number; value: number }[],
  offsetX: number,
  offsetY: number,
): number | null {
  const { x, y } = chart.scales;
  const distance = (stop: { x: number; y: number }): number =>
    Math.hypot(x.getPixelForValue(stop.x) - offsetX, y.getPixelForValue(stop.y) - offsetY);
  return (
    stops.reduce<{ value: number; away: number } | null>(
      (best, stop) => (best === null || distance(stop) < best.away ? { value: stop.value, away: distance(stop) } : best),
      null,
    )?.value ?? null
  );
}

/** Draws the pinned hairline behind the lines, and its value on a tag over the axis. */
export const hairlinePlugin: Plugin<'line'> = {
  id: 'figure-hairline',
  beforeDatasetsDraw(chart) {
    const { pin, theme } = drawingOf(chart);
    if (pin === null) return;
    const x = chart.scales.x.getPixelForValue(pin.x);
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 1;
    ctx.beginPath();
    // The title of the y axis ends a little higher.
    ctx.moveTo(x, chart.chartArea.top - 4);
    ctx.lineTo(x, chart.chartArea.bottom + 4);
    ctx.stroke();
    ctx.restore();
  },
  afterDraw(chart) {
    const drawing = drawingOf(chart);
    if (drawing.pin === null) return;
    const { ctx } = chart;
    ctx.save();
    ctx.font = figureFont(drawing, 600);
    const width = Math.ceil(textWidth(ctx, drawing.pin.label)) + 16;
    const wanted = chart.scales.x.getPixelForValue(drawing.pin.x);
    const x = Math.max(width / 2, Math.min(wanted, chart.width - width / 2));
    const top = chart.chartArea.bottom + 4;
    ctx.fillStyle = drawing.theme.accent;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, top, width, 19, 4);
    ctx.fill();
    ctx.fillStyle = drawing.theme.onAccent;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'alphabetic';
    drawText(ctx, drawing.pin.label, x, top + 13.5);
    ctx.restore();
  },
};
