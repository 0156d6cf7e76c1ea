import { coveringTicks } from '../../../shared/figures/drawing/ticks.ts';

/** One curve over accepted iterations. */
export interface Curve {
  id: string;
  /** Written at the end of the line. */
  label: string;
  values: readonly (number | null)[];
  colour: string;
  /** The curve that this is about: heavier, with a dot for every accepted step. */
  main: boolean;
}

/** A horizontal line to compare with. */
export interface Level {
  label: string;
  value: number;
  look: 'baseline' | 'clean';
}

/** Where things stand in a drawing of `width` x `height` px. */
export interface Scale {
  x: (iteration: number) => number;
  y: (value: number) => number;
  ticks: number[];
  decimals: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const margins = { left: 34, top: 8, bottom: 22 };

/** Room for curves, levels and, when it is asked for, zero; `labelWidth` is kept free at the right. */
export function convergenceScale(
  curves: readonly Curve[],
  levels: readonly Level[],
  size: { width: number; height: number; labelWidth: number },
  iterations: number,
  zeroBased: boolean,
): Scale {
  const values = [...curves.flatMap((curve) => curve.values), ...levels.map(({ value }) => value)].filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  const low = Math.min(...(zeroBased ? [0] : []), ...(values.length ? values : [0]));
  const high = Math.max(...(values.length ? values : [zeroBased ? 0.3 : 1]));
  const ticks = coveringTicks(low, high > low ? high : low + (zeroBased ? 0.1 : 1));
  const right = size.width - size.labelWidth;
  const bottom = size.height - margins.bottom;
  const [first, last] = [ticks.values[0], ticks.values[ticks.values.length - 1]];
  return {
    x: (iteration) => margins.left + (iteration / Math.max(1, iterations)) * (right - margins.left),
    y: (value) => bottom - ((value - first) / (last - first)) * (bottom - margins.top),
    ticks: ticks.values,
    decimals: ticks.decimals,
    left: margins.left,
    right,
    top: margins.top,
    bottom,
  };
}

/** The path of a curve; gaps where a value is missing. */
export function curvePath({ values }: Curve, { x, y }: Scale): string {
  let path = '';
  values.forEach((value, iteration) => {
    if (value === null || !Number.isFinite(value)) return;
    const before = values[iteration - 1];
    const joined = iteration > 0 && before !== null && Number.isFinite(before);
    path += `${joined ? 'L' : 'M'}${x(iteration).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  return path;
}

/**
 * Where the words of halved steps begin, in px: behind the last cross, or above the crosses where they would not fit
 * before the labels.
 * @param crosses places of the crosses along the axis, ascending
 * @param width of the words
 */
export function halvedWordsAt(crosses: readonly number[], width: number, { left, right, bottom }: Pick<Scale, 'left' | 'right' | 'bottom'>): { x: number; y: number } {
  const last = crosses[crosses.length - 1] ?? left;
  return last + 8 + width <= right ? { x: last + 8, y: bottom - 4 } : { x: Math.max(left, right - width), y: bottom - 14 };
}

/**
 * Where the label of a line begins that ends at `end`, all in px: behind it, or right of the plot where the label would
 * run over the end of the axis.
 * @param width of the label, about
 */
export function labelStart(end: number, width: number, right: number): number {
  return (end + 8 + width > right ? Math.max(end, right) : end) + 8;
}

/** Labels moved apart so that no two lie closer than `gap`, each as near to its place as that allows. */
export function spreadLabels(places: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  let floor = top;
  for (const entry of order) {
    entry.place = Math.max(entry.place, floor);
    floor = entry.place + gap;
  }
  let ceiling = bottom;
  for (const entry of order.toReversed()) {
    entry.place = Math.min(entry.place, ceiling);
    ceiling = entry.place - gap;
  }
  const spread = new Array<number>(places.length);
  for (const { place, index } of order) spread[index] = place;
  return spread;
}
