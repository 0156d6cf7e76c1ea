import type { AttackStyle } from './attack-style.ts';
import type { FigureDrawing } from './figure-drawing.ts';
import type { Ticks } from './ticks.ts';

/** A line before it is drawn; points ascend in `x`, `low` and `high` are null without an interval. */
export interface Line {
  series: string;
  label: string;
  detail: string | null;
  style: AttackStyle;
  points: { x: number; y: number; low: number | null; high: number | null }[];
  /** One value for the whole axis: without markers, which would say where it was measured. */
  level: boolean;
}

/** A figure of lines in words and numbers: what every figure with axes of numbers is. */
export interface LineChart {
  title: string;
  subtitle: string;
  xTitle: string;
  yTitle: string;
  /** All lines, hidden ones too: axes do not depend on what is hidden. */
  lines: Line[];
  xRange: [number, number];
  xTicks: number[];
  yRange: [number, number];
  yTicks: Ticks;
  references: FigureDrawing['references'];
  places: FigureDrawing['places'];
  stops: FigureDrawing['stops'];
  message: string | null;
  /** Text of the hairline's tag for a value of the table's x column. */
  pinLabel(value: number): string;
  /** Nothing below 0 can stand on the y axis, so that it may be logarithmic. */
  positive?: boolean;
  /** Differences are read off against a baseline, whose label says so; by default there are none. */
  hasDifferences?: boolean;
  /** Beyond so many lines only the one in front has its band; by default all have theirs. */
  mostBands?: number;
  /** Round ticks of a logarithmic x axis; by default they are at the stops. */
  roundLogTicks?: boolean;
}
