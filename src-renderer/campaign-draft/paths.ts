/** Value at a dotted path; undefined where the path leads nowhere. */
export function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** A copy of `data` with `value` at a dotted path; what is not on the path is shared with the original. */
export function withValueAt<T>(data: T, path: string, value: unknown): T {
  const [step, ...rest] = path.split('.');
  const inner = (data as Record<string, unknown>)[step];
  const next = rest.length === 0 ? value : withValueAt(inner ?? {}, rest.join('.'), value);
  if (Array.isArray(data)) return data.map((item: unknown, index) => (String(index) === step ? next : item)) as T;
  const copy: Record<string, unknown> = { ...(data as Record<string, unknown>), [step]: next };
  if (next === undefined) delete copy[step];
  return copy as T;
}

/** Dotted paths of the leaves in which two values differ; arrays are leaves. */
export function differingPaths(left: unknown, right: unknown, prefix = ''): string[] {
  if (!isRecord(left) || !isRecord(right)) {
    return JSON.stringify(left) === JSON.stringify(right) ? [] : [prefix];
  }
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.flatMap((key) => differingPaths(left[key], right[key], prefix === '' ? key : `${prefix}.${key}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
