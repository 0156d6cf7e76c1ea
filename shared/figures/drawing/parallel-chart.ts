import type { Column, FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { AttackStyle } from './attack-style.ts';
import type { FigureChart, FigureDataset, FigureDrawing, ParallelAxis } from './figure-drawing.ts';
import type { Theme, ThemeName } from './tokens.ts';
import type { Brush } from '../brush.ts';
import { attackAxisKey, axisColumns, isKept } from '../brush.ts';
import { attackStyle } from './attack-style.ts';
import { brushSpans } from './brush-spans.ts';
import { withOpacity } from './colour.ts';
import { formatHeading } from './format.ts';
import { figurePadding } from './layout.ts';
import type { ParallelScale } from './parallel-scales.ts';
import { parallelScale } from './parallel-scales.ts';
import { figurePlugins } from './plugins.ts';
import { numberIn, textIn } from './table-lines.ts';
import { figureFontFamily, themes } from './tokens.ts';

type Row = FigureTable['rows'][number];
/** Many lines stand on one another: the more there are, the lighter each is, down to this. */
const leastOpacity = 0.25;

/** A look of lines: attack and gradient. */
interface Kind {
  series: string;
  label: string;
  style: AttackStyle;
  rows: Row[];
}

/** A line per row over vertical axes, first the attack, which has the colours, then every other column. */
export function parallelChart(
  table: FigureTable,
  themeName: ThemeName,
  options: ChartOptions = {},
): FigureChart {
  const theme = themes[themeName];
  const kinds = kindsOf(table, themeName);
  const columns = axisColumns(table);
  const brushes = options.brushes ?? [];
  const scales = columns.map((column) => parallelScale(table, column, options.logarithmic ?? false));
  const heights = new Map(
    kinds.map(({ series }, i) => [series, kinds.length === 1 ? 0.5 : 1 - i / (kinds.length - 1)]),
  );
  const visible = kinds.filter(({ series }) => !(options.hidden ?? []).includes(series));
  const pointsOf = (row: Row): FigureDataset['data'] => [
    { x: 0, y: heights.get(textIn(row, 'series') ?? '') ?? 0 },
    ...scales.map((scale, i) => ({ x: i + 1, y: scale.at(row[columns[i].key] ?? null) })),
  ];
  const pinned = table.rows.find(
    (row) => options.pinned != null && numberIn(row, 'configuration') === options.pinned,
  );
  const isAway = (series: string): boolean => options.highlighted != null && options.highlighted !== series;
  const entries = visible.map(({ series, label, style }) => ({
    ...{ series, label, style, detail: null, end: null },
    colour: isAway(series) ? theme.context : style.colour,
  }));
  const drawing: FigureDrawing = {
    theme,
    fontFamily: options.fontFamily ?? figureFontFamily,
    title: options.title === true ? table.title : null,
    subtitle: options.title === true ? table.subtitle : null,
    ...{ xTitle: '', yTitle: '', references: [], places: [], pin: null, stops: [] },
    entries,
    entryPlace: 'none',
    message: table.rows.length === 0 ? 'Lines appear here one configuration at a time.' : null,
    axes: table.rows.length === 0 ? [] : axesOf(kinds, heights, columns, scales, isAway, theme, brushes),
  };
  const opacity = Math.max(leastOpacity, Math.min(1, 40 / Math.max(1, table.rows.length)));
  const linesOf = (rows: readonly Row[]): FigureDataset['data'] =>
    rows.flatMap((row, i) => (i === 0 ? pointsOf(row) : [{ x: 0, y: null }, ...pointsOf(row)]));
  const standingBack = visible.flatMap(({ series, label, style, rows }) => {
    const out = rows.filter((row) => !isKept(row, brushes));
    const colour = withOpacity(theme.context, Math.min(opacity, 0.5));
    return out.length === 0 ? [] : [plainDataset(series, label, linesOf(out), colour, style, 1)];
  });
  const datasets = visible.map(({ series, label, style, rows }): FigureDataset => {
    const quiet = pinned !== undefined || isAway(series);
    const lines = linesOf(rows.filter((row) => isKept(row, brushes)));
    const colour = isAway(series) ? theme.context : style.colour;
    return plainDataset(
      series,
      label,
      lines,
      withOpacity(colour, quiet ? Math.min(opacity, 0.35) : opacity),
      style,
      1.25,
    );
  });
  const front = pinned && visible.find(({ series }) => series === textIn(pinned, 'series'));
  const onTop =
    pinned && front
      ? [plainDataset(front.series, front.label, pointsOf(pinned), front.style.colour, front.style, 2.5)]
      : [];
  return {
    type: 'line',
    data: { datasets: [...standingBack, ...datasets, ...onTop], drawing },
    options: {
      ...{ animation: false, responsive: true, maintainAspectRatio: false, events: [] },
      layout: { autoPadding: false, padding: ({ chart }) => figurePadding(chart) },
      plugins: { legend: { display: false }, tooltip: { enabled: false }, title: { display: false } },
      scales: {
        x: { type: 'linear', display: false, min: 0, max: Math.max(1, columns.length) },
        y: { type: 'linear', display: false, min: 0, max: 1 },
      },
    },
    plugins: figurePlugins,
  };
}

/**
 * Number of the configuration whose line passes nearest to a place, `x` axes from the left and `y` from 0 (foot) to 1;
 * those outside a brush are passed over.
 */
export function configurationNear(
  table: FigureTable,
  chart: FigureChart['data'],
  x: number,
  y: number,
  brushes: readonly Brush[] = [],
): number | null {
  const axes = chart.drawing.axes ?? [];
  const columns = axisColumns(table);
  if (axes.length < 2) return null;
  const left = Math.min(axes.length - 2, Math.max(0, Math.floor(x)));
  const shown = new Set(chart.drawing.entries.map(({ series }) => series));
  const logarithmic = axes.some((axis) => axis.logarithmic === true);
  const scales = [left, left + 1].map((i) =>
    i === 0 ? null : parallelScale(table, columns[i - 1], logarithmic),
  );
  const heightOf = (row: Row, side: 0 | 1): number => {
    const scale = scales[side];
    const label = textIn(row, 'label');
    if (scale === null) return axes[0].ticks.find((tick) => tick.label === label)?.at ?? 0;
    return scale.at(row[columns[left + side - 1].key] ?? null);
  };
  let best: { number: number; distance: number } | null = null;
  for (const row of table.rows) {
    if (!shown.has(textIn(row, 'series') ?? '') || !isKept(row, brushes)) continue;
    const height = heightOf(row, 0) + (x - left) * (heightOf(row, 1) - heightOf(row, 0));
    const distance = Math.abs(height - y);
    if (best === null || distance < best.distance)
      best = { number: numberIn(row, 'configuration') ?? 0, distance };
  }
  return best !== null && best.distance < 0.06 ? best.number : null;
}

function kindsOf(table: FigureTable, theme: ThemeName): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const row of table.rows) {
    const series = textIn(row, 'series') ?? '';
    const style = attackStyle(textIn(row, 'attack') ?? '', textIn(row, 'gradient'), theme);
    const kind = kinds.get(series) ?? { series, label: textIn(row, 'label') ?? series, style, rows: [] };
    kind.rows.push(row);
    kinds.set(series, kind);
  }
  return [...kinds.values()];
}

function axesOf(
  kinds: readonly Kind[],
  heights: ReadonlyMap<string, number>,
  columns: readonly Column[],
  scales: readonly ParallelScale[],
  isAway: (series: string) => boolean,
  theme: Theme,
  brushes: readonly Brush[],
): ParallelAxis[] {
  const brushedOn = (key: string, scale: Parameters<typeof brushSpans>[1]): [number, number][] =>
    brushes.filter((brush) => brush.key === key).flatMap((brush) => brushSpans(brush, scale));
  const attacks = kinds.map(({ series, label, style }) => ({
    at: heights.get(series) ?? 0,
    label,
    colour: isAway(series) ? theme.caption : style.colour,
  }));
  return [
    { title: 'Attack', ticks: attacks, brushed: brushedOn(attackAxisKey, { ticks: attacks, at: () => 0 }) },
    ...columns.map((column, i) => ({
      title: formatHeading(column),
      ticks: scales[i].ticks,
      logarithmic: scales[i].logarithmic,
      brushed: brushedOn(column.key, scales[i]),
    })),
  ];
}

function plainDataset(
  series: string,
  label: string,
  data: FigureDataset['data'],
  colour: string,
  style: AttackStyle,
  width: number,
): FigureDataset {
  return {
    ...{ series, label, data, band: [], bandColour: colour, clip: false },
    borderColor: colour,
    borderWidth: width,
    borderDash: style.dash,
    borderJoinStyle: 'round',
    ...{ pointRadius: 0, pointHoverRadius: 0 },
  };
}
