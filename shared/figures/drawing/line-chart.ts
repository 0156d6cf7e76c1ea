import type { ChartOptions } from '../define-figure.ts';
import type { AttackStyle } from './attack-style.ts';
import type { FigureChart, FigureDataset, FigureDrawing, SeriesEntry } from './figure-drawing.ts';
import type { Ticks } from './ticks.ts';
import type { Theme, ThemeName } from './tokens.ts';
import { withOpacity } from './colour.ts';
import { formatNumber, formatPlain } from './format.ts';
import { figurePadding, labelGap } from './layout.ts';
import { figurePlugins } from './plugins.ts';
import { figureFontFamily, themes } from './tokens.ts';

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

/** A figure of lines in words and numbers: what every figure of issue A is. */
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
}

/** More lines than this have a legend above the plot instead of labels at their ends. */
const mostEndLabels = 8;
/** More points than this on a line have no markers. */
const mostMarkers = 50;

/** The chart.js configuration of a figure of lines. */
export function lineChart(spec: LineChart, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const theme = themes[themeName];
  const hidden = new Set(options.hidden ?? []);
  const visible = spec.lines.filter((line) => !hidden.has(line.series));
  const pin = spec.stops.find((stop) => stop.value === options.pinned) ?? null;
  const colourOf = (line: Line): string =>
    options.highlighted === undefined || options.highlighted === null || options.highlighted === line.series
      ? line.style.colour
      : theme.context;
  const drawing: FigureDrawing = {
    theme,
    fontFamily: options.fontFamily ?? figureFontFamily,
    title: options.title === true ? spec.title : null,
    subtitle: options.title === true ? spec.subtitle : null,
    xTitle: spec.xTitle,
    yTitle: spec.yTitle,
    references: spec.references,
    entries: visible.map((line) => entryOf(line, colourOf(line))),
    entryPlace: entryPlaceOf(visible, options.endLabels ?? true),
    places: spec.places,
    message: spec.message,
    pin: pin === null ? null : { x: pin.x, label: spec.pinLabel(pin.value) },
    stops: spec.stops,
  };
  return {
    type: 'line',
    data: {
      datasets: visible.map((line) => datasetOf(line, colourOf(line), drawing, options.bands ?? true)),
      drawing,
    },
    options: chartOptions(spec, theme, drawing, options.logarithmic ?? false),
    plugins: figurePlugins,
  };
}

function entryOf(line: Line, colour: string): SeriesEntry {
  const { series, label, detail, style } = line;
  return { series, label, detail, style, colour, end: line.points.at(-1)?.y ?? null };
}

function entryPlaceOf(visible: readonly Line[], endLabels: boolean): FigureDrawing['entryPlace'] {
  if (visible.length > mostEndLabels) return 'above';
  if (visible.some((line) => line.points.length === 0)) return 'side';
  return endLabels ? 'ends' : 'none';
}

function datasetOf(line: Line, colour: string, drawing: FigureDrawing, bands: boolean): FigureDataset {
  const { theme, pin } = drawing;
  const radius = line.level || line.points.length > mostMarkers ? 0 : theme.markerRadius;
  const radii = line.points.map((point) =>
    pin !== null && point.x === pin.x && !line.level ? theme.markerRadius + 1 : radius,
  );
  const band = line.points.filter(
    (point): point is typeof point & { low: number; high: number } =>
      point.low !== null && point.high !== null,
  );
  return {
    series: line.series,
    label: line.label,
    data: line.points.map(({ x, y }) => ({ x, y })),
    band: bands ? band.map(({ x, low, high }) => ({ x, low, high })) : [],
    bandColour: withOpacity(colour, theme.bandOpacity),
    clip: false,
    borderColor: colour,
    borderWidth: theme.lineWidth,
    borderDash: line.style.dash,
    borderJoinStyle: 'round',
    pointStyle: line.style.marker,
    pointRadius: radii,
    pointHoverRadius: radii,
    pointBorderColor: colour,
    pointBorderWidth: 1.5,
    pointBackgroundColor: line.style.filled ? colour : theme.background,
  };
}

function chartOptions(
  spec: LineChart,
  theme: Theme,
  drawing: FigureDrawing,
  logarithmic: boolean,
): FigureChart['options'] {
  const font = { family: drawing.fontFamily, size: 12, lineHeight: 16 / 12 };
  const [xMin, xMax] = spec.xRange;
  const smallest = Math.min(
    ...spec.xTicks.filter((tick) => tick > 0),
    ...spec.stops.map((stop) => stop.x).filter((x) => x > 0),
  );
  const onLog = logarithmic && Number.isFinite(smallest);
  const xTicks = onLog ? logTicks(spec) : spec.xTicks;
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { autoPadding: false, padding: ({ chart }) => figurePadding(chart) },
    plugins: { legend: { display: false }, tooltip: { enabled: false }, title: { display: false } },
    scales: {
      x: {
        type: onLog ? 'logarithmic' : 'linear',
        min: onLog ? smallest * (hasZero(spec) ? 0.5 : 0.9) : xMin,
        max: xMax,
        border: { display: false },
        grid: { drawOnChartArea: false, drawTicks: true, tickLength: 4, color: theme.rule },
        ticks: {
          font,
          color: theme.caption,
          padding: 4,
          maxRotation: 0,
          autoSkip: false,
          callback: (value) => formatPlain(Number(value)),
        },
        afterBuildTicks: (axis) => {
          axis.ticks = xTicks.map((value) => ({ value }));
        },
      },
      y: {
        type: 'linear',
        min: spec.yRange[0],
        max: spec.yRange[1],
        border: { display: false },
        grid: { drawTicks: false, color: theme.hairline, lineWidth: 1 },
        ticks: {
          font,
          color: theme.caption,
          padding: labelGap - 3,
          autoSkip: false,
          callback: (value) => formatNumber(Number(value), spec.yTicks.decimals),
        },
        afterBuildTicks: (axis) => {
          axis.ticks = spec.yTicks.values.map((value) => ({ value }));
        },
      },
    },
  };
}

/** Whether anything stands at 0, which a logarithmic axis shows at its left edge. */
function hasZero(spec: LineChart): boolean {
  return spec.stops.some(({ x }) => x === 0);
}

/** Measured places that are far enough apart to be labelled on a logarithmic axis. */
function logTicks(spec: LineChart): number[] {
  const ticks: number[] = hasZero(spec) ? [0] : [];
  for (const { x } of spec.stops) {
    if (x > 0 && (ticks.length === 0 || x / ticks[ticks.length - 1] >= 1.25)) ticks.push(x);
  }
  return ticks;
}
