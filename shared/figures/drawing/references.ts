import type { Chart, Plugin } from 'chart.js';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { drawnInk, inkIn } from './ink.ts';
import { headerOf } from './layout.ts';
import { drawText, textWidth } from './symbol-text.ts';

/** Zero and clean lines, heavier than the grid, and the dashed places that are yet to be measured. */
export const referencesPlugin: Plugin<'line'> = {
  id: 'figure-references',
  beforeDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    const { left, right, top, bottom } = chart.chartArea;
    const { ctx } = chart;
    ctx.save();
    for (const { value, label, above } of drawing.references) {
      const y = chart.scales.y.getPixelForValue(value);
      strokeLine(ctx, [left, y, right, y], drawing.theme.zero, drawing.theme.zeroWidth);
      if (label !== null) drawReferenceLabel(chart, label, y, above ?? false);
    }
    let taken = -Infinity;
    for (const { x, label } of drawing.places) {
      const pixel = chart.scales.x.getPixelForValue(x);
      ctx.setLineDash([3, 3]);
      strokeLine(ctx, [pixel, top - 4, pixel, bottom], drawing.theme.rule, 1);
      ctx.setLineDash([]);
      ctx.font = figureFont(drawing);
      ctx.fillStyle = drawing.theme.caption;
      ctx.textBaseline = 'alphabetic';
      ctx.textAlign = 'left';
      const width = textWidth(ctx, label);
      const start = Math.min(pixel - width / 2, right - width);
      if (start < taken + 8) continue;
      drawText(ctx, label, start, top - 10);
      taken = start + width;
    }
    ctx.restore();
  },
};

/** Where the words of a heavy line begin, in px. */
interface Spot {
  x: number;
  baseline: number;
}

/**
 * Writes the label of a heavy line where the least of any line goes through it: under or over the heavy line (or only
 * over it) at one of its ends or between them, else right of the title of the y axis, where there is room for it, else
 * farther off with a stroke to its line.
 */
function drawReferenceLabel(chart: Chart, label: string, y: number, above: boolean): void {
  const drawing = drawingOf(chart);
  const { ctx } = chart;
  const { left, right, bottom } = chart.chartArea;
  ctx.font = figureFont(drawing);
  const width = ctx.measureText(label).width;
  const places = [0, 1, 0.25, 0.5, 0.75].map((share) => left + 2 + share * (right - left - width - 4));
  const spots = [y + 15, y - 6]
    .flatMap((baseline) => places.map((x): Spot => ({ x, baseline })))
    .filter(({ baseline }) => baseline < bottom + 4 && !(above && baseline > y));
  const ink = drawnInk(chart);
  const inTheWay = ({ x, baseline }: Spot): number =>
    inkIn({ left: x - 4, top: baseline - 13, width: width + 8, height: 17 }, ink);
  const best = spots.reduce((chosen, spot) => (inTheWay(spot) < inTheWay(chosen) ? spot : chosen));
  const { x, baseline } = inTheWay(best) === 0 ? best : (besideTitle(chart, width) ?? apart(chart, y, places, inTheWay) ?? best);
  if (Math.abs(baseline - 4 - y) > 16 && baseline > chart.chartArea.top) {
    strokeLine(ctx, [x + 6, baseline < y ? baseline + 4 : baseline - 12, x + 6, y], drawing.theme.zero, 1);
  }
  ctx.fillStyle = drawing.theme.caption;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(label, x, baseline);
}

/** Room at the right end of the plot's last line of words above it, where only one label can stand. */
function besideTitle(chart: Chart, width: number): Spot | null {
  const { references, places } = drawingOf(chart);
  const title = headerOf(chart).lines.at(-1);
  if (title === undefined || places.length > 0 || references.filter(({ label }) => label !== null).length > 1) return null;
  // The hairline may stand at the edge.
  const x = chart.chartArea.right - width - 6;
  return x < chart.ctx.measureText(title.text).width + 16 ? null : { x, baseline: title.top + title.height - 4 };
}

/** The free place inside the plot that is nearest to the heavy line at `y`. */
function apart(chart: Chart, y: number, places: readonly number[], inTheWay: (spot: Spot) => number): Spot | null {
  const { top, bottom } = chart.chartArea;
  const rows = Array.from({ length: Math.max(0, Math.floor((bottom - top - 18) / 4)) }, (_, i) => top + 14 + 4 * i);
  const nearest = [...rows].sort((a, b) => Math.abs(a - y) - Math.abs(b - y));
  const spots = nearest.flatMap((baseline) => places.map((x): Spot => ({ x, baseline })));
  return spots.find((spot) => inTheWay(spot) === 0) ?? null;
}

function strokeLine(
  context: CanvasRenderingContext2D,
  [x1, y1, x2, y2]: [number, number, number, number],
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
