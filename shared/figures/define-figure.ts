import type { FigureTable } from '../domain/table.ts';
import type { Brush } from './brush.ts';
import type { FigureChart } from './drawing/figure-drawing.ts';
import type { ThemeName } from './drawing/tokens.ts';
import type { FigureInput } from './figure-run.ts';

/** Both ends of each axis, ascending. */
export interface Zoom {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** Choices of whoever draws a figure; none of them changes a number. */
export interface ChartOptions {
  /** Ids of series (column `series`) that are not drawn; axes and every number stay as they are. */
  hidden?: readonly string[];
  /** Value of the table's x column (a share such as 0.04, a β, or an iteration) at which the hairline stands. */
  pinned?: number | null;
  /** Id of the series that differences are taken to: its name in the drawing of a figure that has differences says so. */
  baseline?: string | null;
  /** Id of the series brought forward; the others are drawn in the context grey. */
  highlighted?: string | null;
  /** Bands of the intervals over seeds; default true. */
  bands?: boolean;
  /** Labels at the ends of lines; default true. Above eight lines a legend takes their place. */
  endLabels?: boolean;
  /** The legend inside the drawing, where there is one; false where it stands beside several figures. Default true. */
  legend?: boolean;
  /** Title and subtitle inside the drawing, for files; default false. */
  title?: boolean;
  /** Logarithmic x axis, for shares, β and other settings, and for all axes of parallel coordinates; default false. */
  logarithmic?: boolean;
  /** Logarithmic y axis, where nothing below 0 can stand on it; default false. */
  logarithmicY?: boolean;
  /** The part of the plot that is drawn, in the units of its axes (per cent for shares); default all of it. */
  zoom?: Zoom | null;
  /** An effect that is marked on lines by share, with where they cross it; in the unit of the y axis. */
  effect?: number | null;
  /** Stretches of the axes of parallel coordinates; lines outside one of them are drawn in the context grey. */
  brushes?: readonly Brush[];
  /** CSS font family list; default Inter with its subsets. */
  fontFamily?: string;
}

/** One figure: a tidy table made from runs, and a chart made from nothing but that table. */
export interface FigureDefinition {
  id: string;
  title: string;
  /** One plain sentence. */
  summary: string;
  /** What has to be loaded with each run. */
  needs: 'metrics' | 'series';
  /** Column of the table that runs along the x axis, or that the hairline steps through. */
  x: string;
  /**
   * Aggregates over seeds, in the host process. Order of the input does not matter.
   * Never throws for a lack of runs: a table without measured rows is a figure that is still empty.
   */
  table(input: FigureInput): FigureTable;
  /**
   * A complete chart.js configuration, made of plain data and inline plugins; no Node or browser API.
   * Register `chartParts` (drawing/chart-parts.ts) once, then
   * `const chart = new Chart(canvas, figure.chart(table, theme, options))`; to change theme, pin, highlight or
   * hidden series, build it again and assign: `chart.data = next.data; chart.options = next.options;
   * chart.update('none')`. `xUnderPointer` (drawing/hairline.ts) turns a pointer position into a value to pin.
   */
  chart(table: FigureTable, theme: ThemeName, options?: ChartOptions): FigureChart;
}

/** Declares a figure. Its table is remembered as long as the input is: figures are made of each other's tables. */
export function defineFigure(definition: FigureDefinition): FigureDefinition {
  const remembered = new WeakMap<FigureInput, FigureTable>();
  return {
    ...definition,
    table(input) {
      const table = remembered.get(input) ?? definition.table(input);
      remembered.set(input, table);
      return table;
    },
  };
}
