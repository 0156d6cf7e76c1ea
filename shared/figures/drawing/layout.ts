import type { Chart } from 'chart.js';
import type { FigureDrawing, SeriesEntry } from './figure-drawing.ts';
import { drawingOf, figureFont } from './figure-drawing.ts';
import { wrapText, type TextMeasure } from './text.ts';

/** Heights of lines of text in px. */
export const lineHeight = { title: 20, text: 16, entry: 15 };

/** Distance from the end of a line to its label, and the length of a legend's sample of a line, in px. */
export const labelGap = 12;
export const markWidth = 28;
/** Room below the legend above the plot, in px. */
const legendGap = 12;
/** Side of the square of what is drawn as an area, in px. */
export const swatchSize = 8;

/** One line of the texts above the plot, with its distance from the top of the drawing. */
export interface HeaderLine {
  text: string;
  weight: number;
  size: number;
  colour: string;
  top: number;
  height: number;
}

/** Everything above the plot, laid out for the width of the chart. */
export interface Header {
  lines: HeaderLine[];
  /** Top of each row of the legend above the plot, and its entries with their left edge. */
  legend: { top: number; entries: { left: number; entry: SeriesEntry }[] }[];
  height: number;
}

/** The header: title, subtitle, the legend where it stands above, and the title of the y axis. */
export function headerOf(chart: Chart): Header {
  const drawing = drawingOf(chart);
  const { theme } = drawing;
  const lines: HeaderLine[] = [];
  let top = 0;
  const add = (text: string, weight: number, size: number, colour: string, height: number): void => {
    chart.ctx.font = figureFont(drawing, weight, size);
    for (const line of wrapText(chart.ctx, text, chart.width)) {
      lines.push({ text: line, weight, size, colour, top, height });
      top += height;
    }
  };
  chart.ctx.save();
  if (drawing.title !== null) add(drawing.title, 600, 14, theme.text, lineHeight.title);
  if (drawing.subtitle !== null) add(drawing.subtitle, 400, 12, theme.caption, lineHeight.text);
  if (top > 0) top += 12;
  const legend = drawing.entryPlace === 'above' ? legendRows(chart.ctx, chart.width, drawing, top) : [];
  if (legend.length > 0) top += legend.length * lineHeight.text + legendGap;
  add(drawing.yTitle, 400, 12, theme.secondary, lineHeight.text);
  top +=
    Math.max(0, ...(drawing.axes ?? []).map(({ title }) => axisTitleLines(chart, title).length)) *
    lineHeight.text;
  chart.ctx.restore();
  if (drawing.places.length > 0) top += lineHeight.text + 4;
  return { lines, legend, height: top + 8 };
}

/** What the legend above the plot takes of a drawing that is `width` px wide, in px; 0 where there is none. */
export function legendHeight(measure: TextMeasure, drawing: FigureDrawing, width: number): number {
  if (drawing.entryPlace !== 'above') return 0;
  return legendRows(measure, width, drawing, 0).length * lineHeight.text + legendGap;
}

/** Labels at the ends of lines, broken into lines of a width that leaves room for the plot. */
export function entryLines(chart: Chart, entry: SeriesEntry): string[] {
  const drawing = drawingOf(chart);
  chart.ctx.font = figureFont(drawing, 500);
  return wrapText(chart.ctx, entry.label, Math.max(90, chart.width * 0.26));
}

/** Title of an axis of parallel coordinates in lines that leave the titles beside it alone. */
export function axisTitleLines(chart: Chart, title: string): string[] {
  const drawing = drawingOf(chart);
  chart.ctx.font = figureFont(drawing, 500);
  return wrapText(chart.ctx, title, Math.max(40, chart.width / Math.max(1, drawing.axes?.length ?? 1) - 10));
}

/** Padding around chart.js' own axes and lines: room for header, labels and the title of the x axis. */
export function figurePadding(chart: Chart): { top: number; right: number; bottom: number; left: number } {
  return {
    top: headerOf(chart).height,
    right: rightOf(chart),
    bottom: lineHeight.text + 2,
    left: leftOf(chart),
  };
}

/** Room for the words of the first of parallel axes. */
function leftOf(chart: Chart): number {
  const drawing = drawingOf(chart);
  if (drawing.axes === undefined || drawing.axes.length === 0) return 0;
  chart.ctx.save();
  chart.ctx.font = figureFont(drawing);
  const widest = Math.max(...drawing.axes[0].ticks.map(({ label }) => chart.ctx.measureText(label).width));
  chart.ctx.restore();
  return Math.ceil(widest) + 8;
}

function rightOf(chart: Chart): number {
  const drawing = drawingOf(chart);
  const width = (text: string, weight: number): number => {
    chart.ctx.font = figureFont(drawing, weight);
    return Math.ceil(chart.ctx.measureText(text).width);
  };
  chart.ctx.save();
  const texts = drawing.entries.flatMap((entry) => [
    ...entryLines(chart, entry).map((line) => width(line, 500)),
    ...(drawing.entryPlace === 'side' && entry.detail !== null ? [width(entry.detail, 400)] : []),
  ]);
  chart.ctx.restore();
  const widest = Math.max(0, ...texts);
  if (drawing.entryPlace === 'ends' && widest > 0) return widest + labelGap;
  if (drawing.entryPlace === 'side' && widest > 0) return widest + 2 * labelGap + markWidth + 8;
  return 16;
}

/** Where the label of an entry begins, from the left edge of its mark, in px. */
export function textLeft({ swatch }: SeriesEntry): number {
  return swatch === true ? swatchSize + 6 : markWidth + 8;
}

function legendRows(measure: TextMeasure, room: number, drawing: FigureDrawing, top: number): Header['legend'] {
  measure.font = figureFont(drawing, 500);
  const rows: Header['legend'] = [];
  let left = Infinity;
  for (const entry of drawing.entries) {
    const width = textLeft(entry) + Math.ceil(measure.measureText(entry.label).width) + 20;
    if (left + width > room + 20) {
      rows.push({ top: top + rows.length * lineHeight.text, entries: [] });
      left = 0;
    }
    rows[rows.length - 1].entries.push({ left, entry });
    left += width;
  }
  return rows;
}
