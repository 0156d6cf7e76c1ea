import type { Chart, Plugin } from 'chart.js';
import type { PointsDrawing } from './figure-drawing.ts';
import type { Box } from './point-labels.ts';
import { lineBoxes } from './line-boxes.ts';
import { freestSpot } from './point-labels.ts';
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

/** What labels of points keep clear of besides the lines, in px: whiskers, steps of fronts, and their word. */
export function pointBoxes(chart: Chart, lines: readonly Box[]): Box[] {
  const { points } = drawingOf(chart);
  if (points === undefined) return [];
  const strokes = strokeBoxes(chart, points);
  const label = frontLabelBox(chart, points, [...lines, ...strokes]);
  return label === null ? strokes : [...strokes, label];
}

/** Everything that is drawn of points in thin lines, as boxes. */
function strokeBoxes(chart: Chart, { whiskers, rings, fronts }: PointsDrawing): Box[] {
  return [
    ...whiskers.flatMap(({ x, y, xs, ys }) => [
      ...(xs === null ? [] : [boxAround(chart, { x: xs[0], y }, { x: xs[1], y })]),
      ...(ys === null ? [] : [boxAround(chart, { x, y: ys[0] }, { x, y: ys[1] })]),
    ]),
    ...rings.map((ring) => boxAround(chart, ring, ring, ringRadius + 2)),
    ...fronts.flatMap((front) => front.slice(1).map((end, i) => boxAround(chart, front[i], end))),
  ];
}

function boxAround(chart: Chart, from: { x: number; y: number }, to: { x: number; y: number }, reach = 2): Box {
  const [a, b] = [pixelOf(chart, from), pixelOf(chart, to)];
  const [left, top] = [Math.min(a.x, b.x) - reach, Math.min(a.y, b.y) - reach];
  return { left, top, width: Math.abs(b.x - a.x) + 2 * reach, height: Math.abs(b.y - a.y) + 2 * reach };
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

function labelFront(chart: Chart, points: PointsDrawing): void {
  const box = frontLabelBox(chart, points, [...lineBoxes(chart), ...strokeBoxes(chart, points)]);
  if (box === null) return;
  const drawing = drawingOf(chart);
  chart.ctx.font = figureFont(drawing);
  chart.ctx.fillStyle = drawing.theme.secondary;
  chart.ctx.textAlign = 'left';
  chart.ctx.textBaseline = 'alphabetic';
  chart.ctx.fillText(points.frontLabel, box.left, box.top + 12);
}

/** Where the word for the front stands: over or under one of its level steps, near and last ones first, clear of all else. */
function frontLabelBox(chart: Chart, { fronts, frontLabel }: PointsDrawing, taken: readonly Box[]): Box | null {
  const { left, top, bottom } = chart.chartArea;
  chart.ctx.font = figureFont(drawingOf(chart));
  const size = { width: Math.ceil(chart.ctx.measureText(frontLabel).width), height: 15 };
  const steps = (fronts[0] ?? []).slice(1).map((end, i) => [pixelOf(chart, fronts[0][i]), pixelOf(chart, end)] as const);
  const level = steps.filter(([a, b]) => a.y === b.y && a.y >= top - 1 && a.y <= bottom).reverse();
  const spots = [0, 14, 28, 42].flatMap((away) =>
    level.flatMap(([a, b], i) =>
      [b.x - size.width, (a.x + b.x - size.width) / 2, a.x, ...(i === 0 ? [chart.width - size.width] : [])].flatMap((from) => [
        { left: from, top: a.y - 18 - away, ...size },
        { left: from, top: a.y + 4 + away, ...size },
      ]),
    ),
  );
  const area = { left, top: top - 10, width: chart.width - left, height: bottom - top + 10 };
  return spots.length === 0 ? null : freestSpot(spots, taken, area);
}

function pixelOf(chart: Chart, { x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: chart.scales.x.getPixelForValue(x), y: chart.scales.y.getPixelForValue(y) };
}

function isInside(chart: Chart, { x, y }: { x: number; y: number }): boolean {
  const { left, right, top, bottom } = chart.chartArea;
  return x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
}
