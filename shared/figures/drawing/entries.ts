import type { Chart, Plugin } from 'chart.js';
import { readableOn } from './colour.ts';
import type { FigureDrawing, SeriesEntry } from './figure-drawing.ts';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { entryLines, labelGap, lineHeight } from './layout.ts';
import { markWidth } from './legend.ts';
import { lineBoxes } from './line-boxes.ts';
import { drawMark } from './mark.ts';
import { placeLabels } from './place-labels.ts';
import { placePointLabels } from './point-labels.ts';
import { pointBoxes } from './points.ts';
import { drawText, textWidth } from './symbol-text.ts';

/** Labels at the ends of lines, or a legend beside the plot while lines have no ends yet. */
export const entriesPlugin: Plugin<'line'> = {
  id: 'figure-entries',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    chart.ctx.save();
    chart.ctx.textAlign = 'left';
    chart.ctx.textBaseline = 'alphabetic';
    if (drawing.entryPlace === 'ends') drawEndLabels(chart);
    if (drawing.entryPlace === 'points') drawPointLabels(chart);
    if (drawing.entryPlace === 'side') drawSideLegend(chart);
    chart.ctx.restore();
  },
};

function drawEndLabels(chart: Chart): void {
  const drawing = drawingOf(chart);
  const ended = drawing.entries.filter(
    (entry): entry is typeof entry & { end: number } => entry.end !== null,
  );
  const lines = ended.map((entry) => entryLines(chart, entry));
  const wanted = ended.map((entry, i) => ({
    wanted: chart.scales.y.getPixelForValue(entry.end),
    height: lines[i].length * lineHeight.entry,
  }));
  const centres = placeLabels(wanted, chart.chartArea.top - 8, chart.chartArea.bottom + 8);
  drawLeaders(chart, ended);
  chart.ctx.font = figureFont(drawing, 500);
  ended.forEach((entry, i) => {
    chart.ctx.fillStyle = inkOf(entry, drawing);
    const top = centres[i] - wanted[i].height / 2;
    lines[i].forEach((line, row) => {
      drawText(chart.ctx, line, chart.chartArea.right + labelGap, top + row * lineHeight.entry + 11.5);
    });
  });
}

/** Dots from where a line ends inside the plot to its label at the right. */
function drawLeaders(chart: Chart, ended: readonly (SeriesEntry & { end: number })[]): void {
  const { ctx, scales } = chart;
  ctx.save();
  ctx.lineWidth = 1;
  ctx.setLineDash([1, 4]);
  for (const { endX, end, colour } of ended) {
    const leader = leaderFrom(scales.x.getPixelForValue(endX ?? Infinity), chart.chartArea.right);
    if (leader === null) continue;
    const y = scales.y.getPixelForValue(end);
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(leader.from, y);
    ctx.lineTo(leader.to, y);
    ctx.stroke();
  }
  ctx.restore();
}

/**
 * Where the leader of a label runs along the axis, in px: from behind the last marker to the label; null for a line that
 * ends near the right of the plot.
 */
export function leaderFrom(end: number, right: number): { from: number; to: number } | null {
  return right - end >= 3 * labelGap ? { from: end + labelGap - 4, to: right + labelGap - 4 } : null;
}

/** A series' label is in its colour as far as text of it can be read. */
function inkOf({ colour }: SeriesEntry, { theme }: FigureDrawing): string {
  return colour === theme.context ? theme.caption : readableOn(theme.background, colour, theme.text);
}

/** Labels beside the last point of each line, clear of one another and of all points. */
function drawPointLabels(chart: Chart): void {
  const drawing = drawingOf(chart);
  const { ctx, scales } = chart;
  const { left, right, top, bottom } = chart.chartArea;
  ctx.font = figureFont(drawing, 500);
  const ended = drawing.entries.filter(({ end }) => end !== null);
  const labels = ended.map((entry) => ({
    x: scales.x.getPixelForValue(entry.endX ?? 0),
    y: scales.y.getPixelForValue(entry.end ?? 0),
    width: Math.ceil(textWidth(ctx, entry.label)),
    height: lineHeight.entry,
  }));
  const lines = lineBoxes(chart);
  // A point at the top of the plot has its label beside it, which then stands half above.
  const above = lineHeight.entry / 2;
  const area = { left: left + 2, top: top - above, width: right - left - 2, height: bottom - top - 2 + above };
  const places = placePointLabels(labels, [...lines, ...pointBoxes(chart, lines)], area);
  ended.forEach((entry, i) => {
    ctx.fillStyle = inkOf(entry, drawing);
    drawText(ctx, entry.label, places[i].left, places[i].top + 11.5);
  });
}

function drawSideLegend(chart: Chart): void {
  const drawing = drawingOf(chart);
  const { ctx } = chart;
  const left = chart.chartArea.right + 2 * labelGap;
  let top = chart.chartArea.top;
  for (const entry of drawing.entries) {
    drawMark(ctx, drawing.theme, entry, left, top + lineHeight.text / 2);
    ctx.fillStyle = drawing.theme.text;
    const lines = entryLines(chart, entry);
    ctx.font = figureFont(drawing, 500);
    lines.forEach((line, i) => drawText(ctx, line, left + markWidth + 8, top + i * lineHeight.text + 12));
    top += lines.length * lineHeight.text;
    if (entry.detail !== null) {
      ctx.font = figureFont(drawing);
      ctx.fillStyle = drawing.theme.caption;
      ctx.fillText(entry.detail, left + markWidth + 8, top + 12);
      top += lineHeight.text;
    }
    top += 16;
  }
}
