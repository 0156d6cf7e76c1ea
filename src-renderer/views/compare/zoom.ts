import type { FigureTable } from '../../../shared/domain/table.ts';
import type { ChartOptions, Zoom } from '../../../shared/figures/define-figure.ts';
import { findFigure } from '../../../shared/figures/list.ts';

/** What a figure draws now: both axes, and which of them are logarithmic. */
export interface PlotWindow extends Zoom {
  logarithmic: { x: boolean; y: boolean };
}

/** The axes of a figure as it is drawn with the options; null for one without axes of numbers. */
export function plotWindow(table: FigureTable, options: ChartOptions): PlotWindow | null {
  const chart = findFigure(table.figure)?.chart(table, 'light', options);
  const { x, y } = chart?.options?.scales ?? {};
  if (!chart || chart.data.drawing.axes !== undefined || x === undefined || y === undefined) return null;
  return {
    x: [Number(x.min), Number(x.max)],
    y: [Number(y.min), Number(y.max)],
    logarithmic: { x: x.type === 'logarithmic', y: y.type === 'logarithmic' },
  };
}

/**
 * A window of `factor` times the width and height (below 1 nearer, above 1 farther) around a place on the x axis and
 * the middle of y, inside the whole figure; null where that is all of it.
 */
export function zoomedBy(now: PlotWindow, whole: PlotWindow, factor: number, centre: number | null): Zoom | null {
  const x = scaled(now.x, whole.x, factor, centre, now.logarithmic.x);
  const y = scaled(now.y, whole.y, factor, null, now.logarithmic.y);
  return asZoom(x, y, whole);
}

/** The window moved by a quarter of itself along x (1 right, -1 left), not beyond the whole figure. */
export function panned(now: PlotWindow, whole: PlotWindow, direction: 1 | -1): Zoom | null {
  const [along, back] = axisMaps(now.logarithmic.x);
  const ends = now.x.map(along);
  const edges = whole.x.map(along);
  const width = ends[1] - ends[0];
  const room = direction === 1 ? edges[1] - ends[1] : ends[0] - edges[0];
  const way = direction * Math.min(width / 4, Math.max(0, room));
  return asZoom([back(ends[0] + way), back(ends[1] + way)], [...now.y], whole);
}

/** A part of the figure as a window with ends of four significant digits of its width; null where it is all of it. */
export function asZoom(x: [number, number], y: [number, number], whole: PlotWindow): Zoom | null {
  const part = { x: rounded(x), y: rounded(y) };
  if (!(part.x[1] > part.x[0] && part.y[1] > part.y[0])) return null;
  const isAll = (['x', 'y'] as const).every((axis) => {
    const room = (whole[axis][1] - whole[axis][0]) * 1e-3;
    return part[axis][0] <= whole[axis][0] + room && part[axis][1] >= whole[axis][1] - room;
  });
  return isAll ? null : part;
}

/** What is left of a window on other axes, whose whole figure is given: a logarithmic one cannot show 0; null where nothing is left, or all of it. */
export function onOtherAxes(zoom: Zoom | null, whole: PlotWindow | null): Zoom | null {
  if (zoom === null || whole === null) return null;
  const within = (axis: 'x' | 'y'): [number, number] => [Math.max(zoom[axis][0], whole[axis][0]), Math.min(zoom[axis][1], whole[axis][1])];
  return asZoom(within('x'), within('y'), whole);
}

function scaled(
  now: readonly [number, number],
  whole: readonly [number, number],
  factor: number,
  centre: number | null,
  logarithmic: boolean,
): [number, number] {
  const [along, back] = axisMaps(logarithmic);
  const [low, high] = now.map(along);
  const [least, most] = whole.map(along);
  const middle = centre === null ? (low + high) / 2 : Math.min(high, Math.max(low, along(centre)));
  const from = middle - (middle - low) * factor;
  const to = middle + (high - middle) * factor;
  return [back(Math.max(least, from)), back(Math.min(most, to))];
}

function axisMaps(logarithmic: boolean): [(value: number) => number, (position: number) => number] {
  return logarithmic ? [Math.log, Math.exp] : [(value) => value, (position) => position];
}

function rounded([from, to]: readonly [number, number]): [number, number] {
  const step = 10 ** Math.floor(Math.log10(Math.max(to - from, Number.MIN_VALUE) / 1000));
  const tidy = (value: number): number => Number((Math.round(value / step) * step).toPrecision(10));
  return from > 0 && to / from > 1000 ? [Number(from.toPrecision(4)), Number(to.toPrecision(4))] : [tidy(from), tidy(to)];
}
