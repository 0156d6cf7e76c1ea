import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart, FigureDataset, FigureDrawing, SeriesEntry } from './figure-drawing.ts';
import type { Line, LineChart } from './line-spec.ts';
import type { DrawnScale } from './scales.ts';
import type { Theme, ThemeName } from './tokens.ts';
import { withoutBands } from '../captions.ts';
import { withOpacity } from './colour.ts';
import { figurePadding, labelGap } from './layout.ts';
import { drawnLine, drawnScales } from './plot-window.ts';
import { figurePlugins } from './plugins.ts';
import { figureFontFamily, themes } from './tokens.ts';

/** More lines than this have a legend above the plot instead of labels at their ends. */
const mostEndLabels = 8;
/** More points than this on a line have no markers. */
const mostMarkers = 50;

/** The chart.js configuration of a figure of lines. */
export function lineChart(spec: LineChart, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const theme = themes[themeName];
  const hidden = new Set(options.hidden ?? []);
  const scales = drawnScales(spec, options);
  const { x, y } = scales;
  const isShown = (scale: DrawnScale, value: number): boolean => value >= scale.min && value <= scale.max;
  const zoomed = options.zoom !== undefined && options.zoom !== null;
  const stops = zoomed ? spec.stops.filter((stop) => isShown(x, stop.x)) : spec.stops;
  const pin = stops.find((stop) => stop.value === options.pinned) ?? null;
  const colourOf = (line: Line): string =>
    options.highlighted === undefined || options.highlighted === null || options.highlighted === line.series
      ? line.style.colour
      : theme.context;
  const visible = spec.lines
    .filter((line) => !hidden.has(line.series))
    .map((line) => ({ line, colour: colourOf(line), ...drawnLine(line, scales, zoomed) }));
  const crowded = options.bands !== false && visible.length > (spec.mostBands ?? Infinity);
  const leftOut = crowded && visible.some(({ band }) => band.length > 0) ? bandWords(spec.mostBands ?? 0, options) : null;
  const hasBand = (line: Line): boolean => options.bands !== false && (!crowded || options.highlighted === line.series);
  const drawing: FigureDrawing = {
    theme,
    fontFamily: options.fontFamily ?? figureFontFamily,
    title: options.title === true ? spec.title : null,
    subtitle: options.title === true ? [options.bands === false ? withoutBands(spec.subtitle) : spec.subtitle, ...(leftOut === null ? [] : [leftOut])].join(' ') : null,
    xTitle: axisTitle(spec.xTitle, x),
    yTitle: axisTitle(spec.yTitle, y),
    leftOut,
    references: spec.references.filter(({ value }) => (zoomed || y.logarithmic ? isShown(y, value) : true)),
    entries: visible.map(({ line, colour, end }) => entryOf(line, colour, end, spec.hasDifferences === true && options.baseline === line.series)),
    entryPlace: entryPlaceOf(
      visible.map(({ line }) => line),
      options,
      zoomed && visible.some(({ end }) => end !== null && end.x < x.max),
    ),
    places: zoomed ? spec.places.filter((place) => isShown(x, place.x)) : spec.places,
    message: spec.message,
    pin: pin === null ? null : { x: pin.x, label: spec.pinLabel(pin.value) },
    stops,
    zoomed,
  };
  const pinned = drawing.pin?.x ?? null;
  return {
    type: 'line',
    data: {
      datasets: visible.map(({ line, colour, data, band, measured }) =>
        datasetOf({ line, colour, data, band: hasBand(line) ? band : [], measured, pinned, theme }),
      ),
      drawing,
    },
    options: chartOptions(x, y, theme, drawing),
    plugins: figurePlugins,
  };
}

function entryOf(line: Line, colour: string, end: { x: number; y: number } | null, isBaseline: boolean): SeriesEntry {
  const { series, detail, style } = line;
  const label = isBaseline ? `${line.label}, baseline` : line.label;
  return { series, label, detail, style, colour, end: end?.y ?? null, endX: end?.x };
}

function axisTitle(title: string, { logarithmic }: DrawnScale): string {
  return logarithmic ? `${title}, log scale` : title;
}

function bandWords(mostBands: number, { title }: ChartOptions): string {
  return `More than ${mostBands} lines: ${title === true ? 'their bands are left out' : 'the one that you point at has its band'}.`;
}

/** @param scattered lines end inside the plot, as where they leave the part that is drawn. */
function entryPlaceOf(
  visible: readonly Line[],
  { endLabels = true, legend = true }: ChartOptions,
  scattered: boolean,
): FigureDrawing['entryPlace'] {
  if (visible.length > mostEndLabels) return legend ? 'above' : 'none';
  if (visible.some((line) => line.points.length === 0)) return 'side';
  if (!endLabels) return 'none';
  return scattered ? 'points' : 'ends';
}

function datasetOf({
  line,
  colour,
  data,
  band,
  measured,
  pinned,
  theme,
}: {
  line: Line;
  colour: string;
  data: FigureDataset['data'];
  band: FigureDataset['band'];
  /** Whether a point was measured there, or is where the line meets the plot's edge. */
  measured: readonly boolean[];
  pinned: number | null;
  theme: Theme;
}): FigureDataset {
  const radius = line.level || line.points.length > mostMarkers ? 0 : theme.markerRadius;
  const radii = data.map((point, i) => {
    if (!measured[i]) return 0;
    return pinned !== null && point.x === pinned && !line.level ? theme.markerRadius + 1 : radius;
  });
  return {
    series: line.series,
    label: line.label,
    data,
    band,
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
  x: DrawnScale,
  y: DrawnScale,
  theme: Theme,
  drawing: FigureDrawing,
): FigureChart['options'] {
  const font = { family: drawing.fontFamily, size: 12, lineHeight: 16 / 12 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { autoPadding: false, padding: ({ chart }) => figurePadding(chart) },
    plugins: { legend: { display: false }, tooltip: { enabled: false }, title: { display: false } },
    scales: {
      x: {
        type: x.logarithmic ? 'logarithmic' : 'linear',
        min: x.min,
        max: x.max,
        border: { display: false },
        grid: { drawOnChartArea: false, drawTicks: true, tickLength: 4, color: theme.rule },
        ticks: {
          font,
          color: theme.caption,
          padding: 4,
          maxRotation: 0,
          autoSkip: false,
          callback: (value) => x.format(Number(value)),
        },
        afterBuildTicks: (axis) => {
          axis.ticks = x.ticks.map((value) => ({ value }));
        },
      },
      y: {
        type: y.logarithmic ? 'logarithmic' : 'linear',
        min: y.min,
        max: y.max,
        border: { display: false },
        grid: { drawTicks: false, color: theme.hairline, lineWidth: 1 },
        ticks: {
          font,
          color: theme.caption,
          padding: labelGap - 3,
          autoSkip: false,
          callback: (value) => y.format(Number(value)),
        },
        afterBuildTicks: (axis) => {
          axis.ticks = y.ticks.map((value) => ({ value }));
        },
      },
    },
  };
}
