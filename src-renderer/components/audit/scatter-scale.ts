import { coveringTicks } from '../../../shared/figures/drawing/ticks.ts';

/** One gradient's derivatives along the directions of an audit. */
export interface ScatterSeries {
  id: string;
  label: string;
  /** g·d, in the order of the differences. */
  values: readonly number[];
  /** Filled points for the exact gradient; rings, which may lie around them, for others. */
  filled: boolean;
}

/** Where things stand in a scatter of `width` x `height` px. */
export interface ScatterScale {
  x: (value: number) => number;
  y: (value: number) => number;
  xTicks: number[];
  yTicks: number[];
  xDecimals: number;
  yDecimals: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The part of the diagonal that lies inside. */
  diagonal: { from: number; to: number };
}

const margins = { left: 56, top: 8, bottom: 22 };

/** Room for all points and both zeros; `labelWidth` px stay free at the right. */
export function scatterScale(
  differences: readonly number[],
  series: readonly ScatterSeries[],
  size: { width: number; height: number; labelWidth: number },
): ScatterScale {
  const xs = coveringTicks(...rangeOf(differences));
  const ys = coveringTicks(...rangeOf(series.flatMap(({ values }) => values)));
  const [x0, x1] = ends(xs.values);
  const [y0, y1] = ends(ys.values);
  const left = margins.left;
  const right = Math.max(left + 40, size.width - size.labelWidth);
  const bottom = size.height - margins.bottom;
  return {
    x: (value) => left + ((value - x0) / (x1 - x0)) * (right - left),
    y: (value) => bottom - ((value - y0) / (y1 - y0)) * (bottom - margins.top),
    xTicks: xs.values.length > 5 ? [x0, 0, x1].filter((tick, at, all) => all.indexOf(tick) === at) : xs.values,
    yTicks: ys.values,
    xDecimals: xs.decimals,
    yDecimals: ys.decimals,
    ...{ left, right, bottom, top: margins.top },
    diagonal: { from: Math.max(x0, y0), to: Math.min(x1, y1) },
  };
}

function rangeOf(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return low === high ? [-1, 1] : [low, high];
}

function ends(ticks: readonly number[]): [number, number] {
  return [ticks[0], ticks[ticks.length - 1]];
}
