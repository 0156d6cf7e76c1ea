import type { Axis } from '../../../shared/domain/campaign.ts';
import { joinPath } from './field-messages.ts';

/** The paths that an axis sets, one or several. */
export function pathsOf(axis: Axis): string[] {
  return typeof axis.path === 'string' ? [axis.path] : axis.path;
}

/** What the axis puts at each of its paths for one of its values. */
export function valuesAt(axis: Axis, pick: number): unknown[] {
  const value = axis.values[pick];
  return typeof axis.path === 'string' ? [value] : (value as unknown[]);
}

/** True when `path` is `other` or a field below it. */
export function isAtOrBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

/**
 * `target` with `value` at a dotted path: objects on the way are copied or made, steps into lists are indices.
 * @returns the changed copy, or null when something on the way is neither an object nor a list with that index
 */
export function withValueAt(
  target: unknown,
  path: readonly string[],
  value: unknown,
): { changed: unknown } | null {
  if (path.length === 0) return { changed: value };
  const [step, ...rest] = path;
  if (Array.isArray(target)) {
    const index = Number(step);
    if (!Number.isInteger(index) || index < 0 || index >= target.length) return null;
    const below = withValueAt(target[index], rest, value);
    return below && { changed: target.with(index, below.changed) };
  }
  if (target !== undefined && (typeof target !== 'object' || target === null)) return null;
  // A map, so that a step such as __proto__ is a name like any other.
  const fields = new Map<string, unknown>(Object.entries(target ?? {}));
  const below = withValueAt(fields.get(step), rest, value);
  return below && { changed: Object.fromEntries(fields.set(step, below.changed)) };
}

/**
 * Where in the file a field of an expanded run comes from: the value of the last axis that sets it (or sets
 * something in it), else the base.
 * @param path as in `attack.config.iterations`
 * @param picks which value of each axis the run has
 */
export function originOf(path: string, sweep: readonly Axis[], picks: readonly number[]): string {
  for (let axis = sweep.length - 1; axis >= 0; axis--) {
    const paths = pathsOf(sweep[axis]);
    for (const [at, set] of paths.entries()) {
      if (!isAtOrBelow(path, set) && !isAtOrBelow(set, path)) continue;
      const tuple = typeof sweep[axis].path === 'string' ? '' : String(at);
      const below = isAtOrBelow(path, set) ? path.slice(set.length + 1) : '';
      return joinPath('sweep', String(axis), 'values', String(picks[axis]), tuple, below);
    }
  }
  return path;
}
