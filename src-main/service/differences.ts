/** A place where two values differ; undefined where one of them has nothing there. */
export interface Difference {
  path: string;
  left: unknown;
  right: unknown;
}

/** The leaves in which two plain values differ, with dotted paths, in the order of their fields. Lists are leaves. */
export function differencesOf(left: unknown, right: unknown, path = ''): Difference[] {
  if (!isBranch(left) || !isBranch(right)) {
    return JSON.stringify(left) === JSON.stringify(right) ? [] : [{ path, left, right }];
  }
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) =>
    differencesOf(left[name], right[name], path === '' ? name : `${path}.${name}`),
  );
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
