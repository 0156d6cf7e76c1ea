import type { ChartOptions } from '../define-figure.ts';
import type { FigureDataset } from './figure-drawing.ts';
import type { Line, LineChart } from './line-spec.ts';
import type { DrawnScale } from './scales.ts';
import { commonDecimals } from '../fixed-decimals.ts';
import { clipLine } from './clip-line.ts';
import { filledTicks, linearScale, logarithmicScale, nearest, zoomedScale } from './scales.ts';

/** A line as it is drawn: its points and band, which points were measured, and where it ends. */
interface DrawnLine {
  data: FigureDataset['data'];
  band: FigureDataset['band'];
  measured: boolean[];
  end: { x: number; y: number } | null;
}

/**
 * Both axes of a figure of lines: its own, logarithmic ones where they are asked for and possible, or the part that is
 * zoomed into. A logarithmic axis needs numbers above 0.
 */
export function drawnScales(spec: LineChart, options: ChartOptions): { x: DrawnScale; y: DrawnScale } {
  const { zoom, logarithmic = false, logarithmicY = false } = options;
  return { x: xScale(spec, zoom?.x ?? null, logarithmic), y: yScale(spec, zoom?.y ?? null, logarithmicY) };
}

/** The line inside the window of the scales; without zoom all of it. What cannot stand on a logarithmic axis is left out. */
export function drawnLine(
  line: Line,
  { x, y }: { x: DrawnScale; y: DrawnScale },
  zoomed: boolean,
): DrawnLine {
  const points = y.logarithmic ? line.points.filter((point) => point.y > 0) : line.points;
  const band = points.flatMap((point) =>
    point.low === null || point.high === null
      ? []
      : [{ x: point.x, low: y.logarithmic ? Math.max(point.low, y.min) : point.low, high: point.high }],
  );
  if (!zoomed || points.length === 0) {
    const last = points.at(-1);
    return {
      data: points.map((point) => ({ x: point.x, y: point.y })),
      band,
      measured: points.map(() => true),
      end: last === undefined ? null : { x: last.x, y: last.y },
    };
  }
  const pieces = clipLine(
    points.map((point) => ({ x: x.along(point.x), y: y.along(point.y) })),
    { x: x.along(x.min), y: y.along(y.min) },
    { x: x.along(x.max), y: y.along(y.max) },
  );
  const drawn = pieces.map((piece) =>
    piece.map((point) => {
      const own = point.index === null ? { x: x.back(point.x), y: y.back(point.y) } : points[point.index];
      return { x: own.x, y: own.y, measured: point.index !== null };
    }),
  );
  const parts = drawn.flatMap((piece, i) =>
    i === 0 ? piece : [{ x: piece[0].x, y: null, measured: false }, ...piece],
  );
  const last = drawn.at(-1)?.at(-1);
  return {
    data: parts.map((part) => ({ x: part.x, y: part.y })),
    band,
    measured: parts.map((part) => part.measured),
    end: last === undefined ? null : { x: last.x, y: last.y },
  };
}

function xScale(spec: LineChart, zoom: readonly [number, number] | null, logarithmic: boolean): DrawnScale {
  const positive = [...spec.xTicks, ...spec.stops.map((stop) => stop.x)].filter((value) => value > 0);
  const smallest = Math.min(...positive);
  const onLog = logarithmic && Number.isFinite(smallest);
  if (zoom !== null) {
    if (!onLog) return zoomedScale(zoom, 5);
    const [min, max] = [Math.max(zoom[0], smallest * 1e-3), zoom[1]];
    return max > min ? logarithmicScale(min, max) : zoomedScale(zoom, 5);
  }
  if (!onLog) return linearScale(spec.xRange, spec.xTicks, commonDecimals(spec.xTicks));
  const min = smallest * (hasZero(spec) ? 0.5 : 0.9);
  return spec.roundLogTicks === true
    ? logarithmicScale(min, spec.xRange[1])
    : logarithmicScale(min, spec.xRange[1], stopTicks(spec));
}

function yScale(spec: LineChart, zoom: readonly [number, number] | null, logarithmic: boolean): DrawnScale {
  const positive = spec.lines.flatMap((line) => line.points.map(({ y }) => y)).filter((value) => value > 0);
  const smallest = positive.reduce((least, value) => Math.min(least, value), Infinity);
  const onLog = logarithmic && spec.positive === true && Number.isFinite(smallest);
  if (zoom !== null) {
    if (!onLog) return zoomedScale(zoom, 4);
    const min = Math.max(zoom[0], smallest * 1e-3);
    return zoom[1] > min ? logarithmicScale(min, zoom[1]) : zoomedScale(zoom, 4);
  }
  if (!onLog) return linearScale(spec.yRange, spec.yTicks.values, spec.yTicks.decimals);
  return logarithmicScale(smallest * 0.8, Math.max(spec.yRange[1], smallest * 1.6));
}

/** Whether anything stands at 0, which a logarithmic axis shows at its left edge. */
function hasZero(spec: LineChart): boolean {
  return spec.stops.some(({ x }) => x === 0);
}

/** Measured places that are far enough apart to be labelled on a logarithmic axis, and round values between few of them. */
function stopTicks(spec: LineChart): number[] {
  const ticks: number[] = [];
  for (const { x } of spec.stops) {
    if (x > 0 && (ticks.length === 0 || x / ticks[ticks.length - 1] >= nearest)) ticks.push(x);
  }
  return [...(hasZero(spec) ? [0] : []), ...filledTicks(ticks)];
}
