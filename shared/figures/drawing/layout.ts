import type { Chart } from 'chart.js';
import type { FigureDrawing, SeriesEntry } from './figure-drawing.ts';
import { drawingOf, figureFont } from './figure-drawing.ts';
import type { LegendText } from './legend.ts';
import { legendRows, legendWithin, markWidth } from './legend.ts';
import { textWidth, type TextMeasure } from './symbol-text.ts';
import { wrapText } from './text.ts';

/** Heights of lines of text in px. */
export const lineHeight = { title: 20, text: 16, entry: 15 };

/** Distance from the end of a line to its label, in px. */
export const labelGap = 12;
/** Room below the legend above the plot, in px. */
const legendGap = 12;
/** What a legend leaves of the height of a plot, in px. */
const leastPlot = 48;
/** Ticks of the x axis with their labels, in px. */
const axisHeight = 28;

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
  /** Top of each row of the legend above the plot, and what stands in it. */
  legend: { top: number; texts: LegendText[] }[];
  height: number;
}

/**
 * The header: title, subtitle, the legend where it stands above, and the title of the y axis. What of the legend would
 * take the plot's last {@link leastPlot} px is counted in words.
 */
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
  const legend: Header['legend'] = [];
  if (drawing.entryPlace === 'above' && drawing.entries.length > 0) {
    const below = legendGap + belowLegend(chart) + leastPlot + axisHeight + xTitleHeight(chart);
    const { rows, left } = legendWithin(
      legendRows(chart.ctx, chart.width, drawing),
      Math.floor((chart.height - top - below) / lineHeight.text),
    );
    for (const texts of rows) {
      legend.push({ top, texts });
      top += lineHeight.text;
    }
    if (left > 0) add(leftWords(left, rows.length), 400, 12, theme.caption, lineHeight.text);
    top += legendGap;
  }
  const height = top + belowLegend(chart);
  add(drawing.yTitle, 400, 12, theme.secondary, lineHeight.text);
  chart.ctx.restore();
  return { lines, legend, height };
}

function leftWords(count: number, before: number): string {
  const more = before === 0 ? '' : 'more ';
  return `${count} ${more}${count === 1 ? 'line: its name is' : 'lines: their names are'} in the table.`;
}

/** Height of what stands between the legend and the plot: the title of the y axis, words of axes and places, a gap. */
function belowLegend(chart: Chart): number {
  const drawing = drawingOf(chart);
  const axes = Math.max(0, ...(drawing.axes ?? []).map(({ title }) => axisTitleLines(chart, title).length));
  return (yTitleLines(chart).length + axes) * lineHeight.text + (drawing.places.length > 0 ? lineHeight.text + 4 : 0) + 8;
}

function yTitleLines(chart: Chart): string[] {
  const drawing = drawingOf(chart);
  chart.ctx.font = figureFont(drawing);
  return wrapText(chart.ctx, drawing.yTitle, chart.width);
}

/** The title of the x axis in lines that are no wider than the drawing. */
export function xTitleLines(chart: Chart): string[] {
  const drawing = drawingOf(chart);
  chart.ctx.font = figureFont(drawing);
  return wrapText(chart.ctx, drawing.xTitle, chart.width);
}

/** Room for the title of the x axis below its ticks, in px; that of one line where there is none. */
function xTitleHeight(chart: Chart): number {
  return Math.max(1, xTitleLines(chart).length) * lineHeight.text + 2;
}

/** What the legend above the plot takes of a drawing that is `width` px wide, in px; 0 where there is none. */
export function legendHeight(measure: TextMeasure, drawing: FigureDrawing, width: number): number {
  if (drawing.entryPlace !== 'above') return 0;
  return legendRows(measure, width, drawing).length * lineHeight.text + legendGap;
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
    bottom: xTitleHeight(chart),
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
    return Math.ceil(textWidth(chart.ctx, text));
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
