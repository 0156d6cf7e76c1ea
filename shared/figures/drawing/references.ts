import type { Chart, Plugin, Point } from 'chart.js';
import { dataOf, drawingOf, figureFont } from './figure-drawing.ts';

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
      const width = ctx.measureText(label).width;
      const start = Math.min(pixel - width / 2, right - width);
      if (start < taken + 8) continue;
      ctx.fillText(label, start, top - 10);
      taken = start + width;
    }
    ctx.restore();
  },
};

/** Writes the label of a heavy line under or over it (or only over it), at the end where the fewest points are in its way. */
function drawReferenceLabel(chart: Chart, label: string, y: number, above: boolean): void {
  const drawing = drawingOf(chart);
  const { ctx } = chart;
  const { left, right, bottom } = chart.chartArea;
  ctx.font = figureFont(drawing);
  const width = ctx.measureText(label).width;
  const spots = [
    { x: left + 2, baseline: y + 15 },
    { x: right - width - 2, baseline: y + 15 },
    { x: left + 2, baseline: y - 6 },
    { x: right - width - 2, baseline: y - 6 },
  ].filter(({ baseline }) => baseline < bottom + 4 && !(above && baseline > y));
  const pixels = dataOf(chart).datasets.flatMap(({ data }) => tracePixels(chart, data));
  const inTheWay = ({ x, baseline }: { x: number; baseline: number }): number =>
    pixels.filter(([px, py]) => px > x - 4 && px < x + width + 4 && py > baseline - 14 && py < baseline + 5)
      .length;
  const best = spots.reduce((chosen, spot) => (inTheWay(spot) < inTheWay(chosen) ? spot : chosen));
  ctx.fillStyle = drawing.theme.caption;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(label, best.x, best.baseline);
}

/** Points along a line, eight for each of its segments, in px. */
function tracePixels(chart: Chart, data: readonly Point[]): [number, number][] {
  const ends = data.map(({ x, y }) => [
    chart.scales.x.getPixelForValue(x ?? 0),
    chart.scales.y.getPixelForValue(y ?? 0),
  ]);
  return ends.flatMap(([x, y], i) => {
    const [nextX, nextY] = ends[i + 1] ?? [x, y];
    return Array.from({ length: 8 }, (_, k): [number, number] => [
      x + ((nextX - x) * k) / 8,
      y + ((nextY - y) * k) / 8,
    ]);
  });
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
