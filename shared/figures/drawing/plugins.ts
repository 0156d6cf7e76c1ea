import type { Chart, Plugin, Point } from 'chart.js';
import type { Corner } from './clip-polygon.ts';
import type { BandPoint } from './figure-drawing.ts';
import { clipPolygon } from './clip-polygon.ts';
import { dataOf, drawingOf, figureFont } from './figure-drawing.ts';
import { hairlinePlugin } from './hairline.ts';
import { entryLines, headerOf, labelGap, lineHeight, markWidth } from './layout.ts';
import { drawMark } from './mark.ts';
import { placeLabels } from './place-labels.ts';
import { wrapText } from './text.ts';

/** The ground: a figure is opaque, so that it can be copied and exported as it is seen. */
const groundPlugin: Plugin<'line'> = {
  id: 'figure-ground',
  beforeDraw(chart) {
    chart.ctx.save();
    chart.ctx.fillStyle = drawingOf(chart).theme.background;
    chart.ctx.fillRect(0, 0, chart.width, chart.height);
    chart.ctx.restore();
  },
};

/** Bands of intervals behind the lines; a single point gets a bar. */
const bandsPlugin: Plugin<'line'> = {
  id: 'figure-bands',
  beforeDatasetsDraw(chart) {
    for (const { band, bandColour } of dataOf(chart).datasets) {
      if (band.length === 0) continue;
      chart.ctx.save();
      chart.ctx.fillStyle = bandColour;
      chart.ctx.beginPath();
      traceBand(chart, band);
      chart.ctx.closePath();
      chart.ctx.fill();
      chart.ctx.restore();
    }
  },
};

/** Zero and clean lines, heavier than the grid, and the dashed places that are yet to be measured. */
const referencesPlugin: Plugin<'line'> = {
  id: 'figure-references',
  beforeDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    const { left, right, top, bottom } = chart.chartArea;
    const { ctx } = chart;
    ctx.save();
    for (const { value, label } of drawing.references) {
      const y = chart.scales.y.getPixelForValue(value);
      strokeLine(ctx, [left, y, right, y], drawing.theme.zero, drawing.theme.zeroWidth);
      if (label !== null) drawReferenceLabel(chart, label, y);
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

/** Title, subtitle, legend and axis titles, all flush: y above the axis on the left, x below on the right. */
const titlesPlugin: Plugin<'line'> = {
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
      ctx.fillText(line.text, 0, line.top + line.height - 4);
    }
    for (const row of header.legend) {
      for (const { left, entry } of row.entries) {
        drawMark(ctx, drawing.theme, entry, left, row.top + lineHeight.text / 2);
        ctx.font = figureFont(drawing, 500);
        ctx.fillStyle = drawing.theme.text;
        ctx.fillText(entry.label, left + markWidth + 8, row.top + lineHeight.text - 4);
      }
    }
    ctx.font = figureFont(drawing);
    ctx.fillStyle = drawing.theme.secondary;
    ctx.textAlign = 'right';
    ctx.fillText(drawing.xTitle, chart.chartArea.right, chart.height - 4);
    if (drawing.message !== null) {
      ctx.textAlign = 'left';
      const { right, top, bottom } = chart.chartArea;
      const left = widestGap(chart) + 14;
      wrapText(ctx, drawing.message, right - left).forEach((line, i) => {
        ctx.fillText(line, left, (top + bottom) / 2 - 8 + i * lineHeight.text);
      });
    }
    ctx.restore();
  },
};

/** Labels at the ends of lines, or a legend beside the plot while lines have no ends yet. */
const entriesPlugin: Plugin<'line'> = {
  id: 'figure-entries',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart);
    chart.ctx.save();
    chart.ctx.textAlign = 'left';
    chart.ctx.textBaseline = 'alphabetic';
    if (drawing.entryPlace === 'ends') drawEndLabels(chart);
    if (drawing.entryPlace === 'side') drawSideLegend(chart);
    chart.ctx.restore();
  },
};

/** The inline plugins of every figure, in drawing order. */
export const figurePlugins: Plugin<'line'>[] = [
  groundPlugin,
  bandsPlugin,
  referencesPlugin,
  hairlinePlugin,
  titlesPlugin,
  entriesPlugin,
];

function traceBand(chart: Chart, band: readonly BandPoint[]): void {
  const { x, y } = chart.scales;
  const at = (point: BandPoint, value: number, shift = 0): Corner => ({
    x: x.getPixelForValue(point.x) + shift,
    y: y.getPixelForValue(value),
  });
  const [first] = band;
  const upper =
    band.length === 1
      ? [at(first, first.high, -4), at(first, first.high, 4)]
      : band.map((point) => at(point, point.high));
  const lower =
    band.length === 1
      ? [at(first, first.low, -4), at(first, first.low, 4)]
      : band.map((point) => at(point, point.low));
  const corners = clipPolygon([...upper, ...lower.reverse()], chart.chartArea.top, chart.chartArea.bottom);
  corners.forEach((corner, i) =>
    i === 0 ? chart.ctx.moveTo(corner.x, corner.y) : chart.ctx.lineTo(corner.x, corner.y),
  );
}

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

/** Writes the label of a heavy line under or over it, at the end where the fewest points are in its way. */
function drawReferenceLabel(chart: Chart, label: string, y: number): void {
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
  ].filter(({ baseline }) => baseline < bottom + 4);
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
  chart.ctx.font = figureFont(drawing, 500);
  ended.forEach((entry, i) => {
    chart.ctx.fillStyle = entry.colour === drawing.theme.context ? drawing.theme.caption : entry.colour;
    const top = centres[i] - wanted[i].height / 2;
    lines[i].forEach((line, row) => {
      chart.ctx.fillText(line, chart.chartArea.right + labelGap, top + row * lineHeight.entry + 11.5);
    });
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
    lines.forEach((line, i) => ctx.fillText(line, left + markWidth + 8, top + i * lineHeight.text + 12));
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
