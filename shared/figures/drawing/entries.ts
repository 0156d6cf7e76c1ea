import type { Chart, Plugin } from 'chart.js';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { entryLines, labelGap, lineHeight, markWidth } from './layout.ts';
import { drawMark } from './mark.ts';
import { placeLabels } from './place-labels.ts';

/** Labels at the ends of lines, or a legend beside the plot while lines have no ends yet. */
export const entriesPlugin: Plugin<'line'> = {
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
