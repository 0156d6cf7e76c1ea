import type { AuditRow } from '../../../shared/domain/gradient-audit.ts';

/** The error of the unrolled gradient with T steps. */
export interface StepsPoint {
  steps: number;
  error: number;
}

/** Where things stand in a drawing of errors against T, both on logarithmic axes. */
export interface StepsScale {
  x: (steps: number) => number;
  y: (error: number) => number;
  /** Powers of ten, at most six of them. */
  exponents: number[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const margins = { left: 40, top: 8, bottom: 22 };
const inset = 12;
const mostTicks = 6;

/** Errors of the gradients that unroll training, by T ascending. */
export function stepsPoints(rows: readonly AuditRow[]): StepsPoint[] {
  return rows
    .flatMap(({ steps, error }) => (steps === null || error === null || error <= 0 ? [] : [{ steps, error }]))
    .sort((a, b) => a.steps - b.steps);
}

/** Room for the points and for levels that they are compared with. */
export function stepsScale(
  points: readonly StepsPoint[],
  levels: readonly number[],
  size: { width: number; height: number; labelWidth: number },
): StepsScale {
  const errors = [...points.map(({ error }) => error), ...levels.filter((level) => level > 0)].map(Math.log10);
  const low = Math.floor(Math.min(...errors));
  const high = Math.max(low + 1, Math.ceil(Math.max(...errors)));
  const every = Math.ceil((high - low) / mostTicks);
  const exponents = Array.from({ length: high - low + 1 }, (_, at) => low + at).filter((exponent) => (high - exponent) % every === 0);
  const left = margins.left;
  const right = Math.max(left + 40, size.width - size.labelWidth);
  const bottom = size.height - margins.bottom;
  const [first, last] = [points[0].steps, points[points.length - 1].steps].map(Math.log10);
  const room = right - left - 2 * inset;
  return {
    x: (steps) => left + inset + (last > first ? ((Math.log10(steps) - first) / (last - first)) * room : room / 2),
    y: (error) => bottom - ((Math.log10(error) - low) / (high - low)) * (bottom - margins.top),
    exponents,
    ...{ left, right, bottom, top: margins.top },
  };
}
