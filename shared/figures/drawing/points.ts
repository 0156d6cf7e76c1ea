import type { Chart, Plugin } from 'chart.js';
import type { PointsDrawing } from './figure-drawing.ts';
import type { Box } from './point-labels.ts';
import { withOpacity } from './colour.ts';
import { drawingOf, figureFont } from './figure-drawing.ts';

/** Radius of the ring around a point on a front, in px. */
const ringRadius = 7;

/** A plot of points: fronts as stairs behind them, intervals both ways, and rings around what is on a front. */
export const pointsPlugin: Plugin<'line'> = {
  id: 'figure-points',
  beforeDatasetsDraw(chart) {
    const { points, theme } = drawingOf(chart);
    if (points === undefined) return;
    const { ctx } = chart;
    ctx.save();
    ctx.lineWidth = 1;
    for (const { colour, x, y, xs, ys } of points.whiskers) {
      ctx.strokeStyle = withOpacity(colour, 0.45);
      if (xs !== null) strokePart(chart, { x: xs[0], y }, { x: xs[1], y });
      if (ys !== null) strokePart(chart, { x, y: ys[0] }, { x, y: ys[1] });
    }
    ctx.strokeStyle = theme.secondary;
    ctx.lineWidth = theme.zeroWidth;
    for (const front of points.fronts)
      front.forEach((end, i) => i > 0 && strokePart(chart, front[i - 1], end));
    ctx.restore();
  },
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    if (drawing.points === undefined) return;
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = drawing.theme.text;
    ctx.lineWidth = 1.25;
    for (const ring of drawing.points.rings) {
      const at = pixelOf(chart, ring);
      if (!isInside(chart, at)) continue;
      ctx.beginPath();
      ctx.arc(at.x, at.y, ringRadius, 0, 2 * Math.PI);
      ctx.stroke();
    }
    labelFront(chart, drawing.points);
    ctx.restore();
  },
};

/** What labels of points keep clear of, in px: steps of fronts, and their word. */
export function frontBoxes(chart: Chart): Box[] {
  const { points } = drawingOf(chart);
  if (points === undefined) return [];
  const label = frontLabelBox(chart, points);
  const steps = points.fronts.flatMap((front) =>
    front.slice(1).map((end, i) => {
      const [a, b] = [pixelOf(chart, front[i]), pixelOf(chart, end)];
      const [left, top] = [Math.min(a.x, b.x) - 2, Math.min(a.y, b.y) - 2];
      return { left, top, width: Math.abs(b.x - a.x) + 4, height: Math.abs(b.y - a.y) + 4 };
    }),
  );
  return label === null ? steps : [...steps, label];
}

/** A part of a horizontal or vertical line, as far as it is inside the plot. */
function strokePart(chart: Chart, from: { x: number; y: number }, to: { x: number; y: number }): void {
  const { left, right, top, bottom } = chart.chartArea;
  const [a, b] = [pixelOf(chart, from), pixelOf(chart, to)];
  if (Math.max(a.x, b.x) < left || Math.min(a.x, b.x) > right) return;
  if (Math.max(a.y, b.y) < top || Math.min(a.y, b.y) > bottom) return;
  const within = ({ x, y }: { x: number; y: number }) => ({
    x: Math.min(right, Math.max(left, x)),
    y: Math.min(bottom, Math.max(top, y)),
  });
  chart.ctx.beginPath();
  chart.ctx.moveTo(within(a).x, within(a).y);
  chart.ctx.lineTo(within(b).x, within(b).y);
  chart.ctx.stroke();
}

/** The word for the front above its last step, at the right edge of the plot. */
function labelFront(chart: Chart, points: PointsDrawing): void {
  const box = frontLabelBox(chart, points);
  if (box === null) return;
  const drawing = drawingOf(chart);
  chart.ctx.font = figureFont(drawing);
  chart.ctx.fillStyle = drawing.theme.secondary;
  chart.ctx.textAlign = 'left';
  chart.ctx.textBaseline = 'alphabetic';
  chart.ctx.fillText(points.frontLabel, box.left, box.top + 12);
}

function frontLabelBox(chart: Chart, { fronts, frontLabel }: PointsDrawing): Box | null {
  const end = fronts[0]?.at(-1);
  if (end === undefined) return null;
  const at = pixelOf(chart, end);
  if (at.y < chart.chartArea.top - 1 || at.y > chart.chartArea.bottom) return null;
  chart.ctx.font = figureFont(drawingOf(chart));
  const width = Math.ceil(chart.ctx.measureText(frontLabel).width);
  const above = at.y - 18;
  const top = above >= chart.chartArea.top - 10 ? above : at.y + 4;
  return { left: chart.chartArea.right - width, top, width, height: 15 };
}

function pixelOf(chart: Chart, { x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: chart.scales.x.getPixelForValue(x), y: chart.scales.y.getPixelForValue(y) };
}

function isInside(chart: Chart, { x, y }: { x: number; y: number }): boolean {
  const { left, right, top, bottom } = chart.chartArea;
  return x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
}
