import type { Axis, FieldError } from '../../../shared/domain/campaign.ts';
import { isAtOrBelow, pathsOf } from './axis-paths.ts';

/** An axis that sets nothing, once: what stands in for a faulty one, so that the others keep their places. */
export const idleAxis: Axis = { path: [], values: [[]] };

/** Places of the axes that errors are about, as in `sweep.2.path`. */
export function faultyAxes(errors: readonly FieldError[]): Set<number> {
  const places = errors.map(({ path }) => /^sweep\.(\d+)(?:\.|$)/.exec(path)?.[1]);
  return new Set(places.flatMap((place) => (place === undefined ? [] : [Number(place)])));
}

/**
 * True for a field of the base whose value says nothing, since a faulty axis would set it, or the component that it is of.
 * @param axes the faulty ones
 */
export function isSetBy(axes: readonly Axis[], path: string): boolean {
  if (isAtOrBelow(path, 'sweep')) return false;
  return axes.flatMap(pathsOf).some((set) => {
    const whole = set.endsWith('.id') ? set.slice(0, -'.id'.length) : set;
    return isAtOrBelow(path, whole) || isAtOrBelow(whole, path);
  });
}
