import type { Chart, ChartConfiguration, ChartData, ChartDataset, Point } from 'chart.js';
import type { AttackStyle } from './attack-style.ts';
import type { Theme } from './tokens.ts';

/** One point of a band; `x` on the axis, ends in the unit of the y axis. */
export interface BandPoint {
  x: number;
  low: number;
  high: number;
}

/** What stands for a series outside the plot: at the end of its line, or in a legend. */
export interface SeriesEntry {
  series: string;
  label: string;
  /** Second line of a legend entry, as in "0 of 6 runs"; null for none. */
  detail: string | null;
  style: AttackStyle;
  /** The colour it is drawn in: its own, or the context grey. */
  colour: string;
  /** A square of its colour stands for it instead of a line, as for bars and the cells of a heat map. */
  swatch?: boolean;
  /** Value at the last measured point that is drawn, in the unit of the y axis; null without one. */
  end: number | null;
  /** Where that point stands on the x axis. */
  endX?: number;
}

/**
 * Everything that the inline plugins draw around chart.js' own lines. It travels inside `chart.data`, so that
 * assigning new data to a living chart renews it too.
 */
export interface FigureDrawing {
  theme: Theme;
  fontFamily: string;
  title: string | null;
  subtitle: string | null;
  xTitle: string;
  yTitle: string;
  /** What the drawing leaves out, in a sentence; null where it leaves out nothing. */
  leftOut?: string | null;
  /** Heavy horizontal lines: zero, a clean value or a level; a label is written where it is least in the way. */
  references: { value: number; label: string | null; above?: boolean }[];
  entries: SeriesEntry[];
  /** Where the entries are written: at the ends of lines (or beside their last points), beside the plot, above it, or nowhere. */
  entryPlace: 'ends' | 'points' | 'side' | 'above' | 'none';
  /** Dashed verticals where something is yet to be measured, `x` on the axis. */
  places: { x: number; label: string }[];
  /** A sentence inside an empty plot. */
  message: string | null;
  /** The hairline, `x` on the axis. */
  pin: { x: number; label: string } | null;
  /** Every measured or planned place: on the axis and as the table has it. */
  stops: { x: number; value: number }[];
  /** Only a part of the plot is drawn: what reaches beyond it is cut off. */
  zoomed?: boolean;
  /** An effect that is asked for, and where the lines cross it. */
  level?: LevelDrawing | null;
  /** Of a plot of points instead of lines along an axis. */
  points?: PointsDrawing;
  /** Of a histogram. */
  bars?: BarDrawing[];
  /** Of parallel coordinates: their axes, which stand at x = 0, 1, 2 and so on. */
  axes?: ParallelAxis[];
}

/** A level of the y axis with its tag, and crossings with their intervals on the x axis; null ends lie outside. */
export interface LevelDrawing {
  y: number;
  label: string;
  /** `label` says at the foot of the drop what is read off there. */
  crossings: { colour: string; label: string; at: number | null; low: number | null; high: number | null }[];
}

/** What is drawn around points: intervals both ways, which of them are on a front, and the fronts as stairs. */
export interface PointsDrawing {
  whiskers: { colour: string; x: number; y: number; xs: [number, number] | null; ys: [number, number] | null }[];
  rings: { x: number; y: number }[];
  fronts: { x: number; y: number }[][];
  /** What is written where a front ends. */
  frontLabel: string;
  /** Value of the table's x column at each point, and where it is drawn. */
  stops: { x: number; y: number; value: number }[];
}

/** A bar from 0 to `y`, centred on `x` and `width` wide on the axis, with the words above it. */
export interface BarDrawing {
  x: number;
  y: number;
  width: number;
  label: string;
}

/** One axis of parallel coordinates; `at` from 0 (foot) to 1 (top). */
export interface ParallelAxis {
  title: string;
  ticks: { at: number; label: string; colour?: string }[];
  logarithmic?: boolean;
  /** What is brushed of it, from 0 (foot) to 1 (top). */
  brushed?: [number, number][];
}

/** A line with its band and the id of its series. */
export type FigureDataset = ChartDataset<'line', Point[]> & {
  series: string;
  band: BandPoint[];
  bandColour: string;
};

/** chart.js data that carries a {@link FigureDrawing}. */
export interface FigureChartData extends ChartData<'line', Point[]> {
  datasets: FigureDataset[];
  drawing: FigureDrawing;
}

/** What `FigureDefinition.chart` returns: ready for `new Chart(canvas, configuration)`. */
export interface FigureChart extends ChartConfiguration<'line', Point[]> {
  data: FigureChartData;
}

/** The drawing of a chart that was made from a {@link FigureChart}. */
export function drawingOf(chart: Chart): FigureDrawing {
  return dataOf(chart).drawing;
}

/** The data of a chart that was made from a {@link FigureChart}. */
export function dataOf(chart: Chart): FigureChartData {
  return chart.data as unknown as FigureChartData;
}

/** A CSS font of the drawing: weight 400, 500 or 600, size in px. */
export function figureFont(drawing: FigureDrawing, weight = 400, size = 12): string {
  return `${weight} ${size}px ${drawing.fontFamily}`;
}
