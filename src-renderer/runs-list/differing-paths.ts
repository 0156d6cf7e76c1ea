import type { RunConfig } from '../../shared/domain/run.ts';

/**
 * Dotted paths of the settings that do not have one value in all configurations, sorted; a list counts as one
 * value. Quick for thousands: each part that several runs share is held against the first's once.
 */
export function differingPaths(configs: readonly RunConfig[]): string[] {
  const found = new Set<string>();
  for (const part of Object.keys(configs[0] ?? {}) as (keyof RunConfig)[])
    for (const other of new Set(configs.map((config) => config[part]))) compare(part, configs[0][part], other, found);
  return [...found].sort();
}

function compare(path: string, left: unknown, right: unknown, found: Set<string>): void {
  if (left === right) return;
  if (isRecord(left) || isRecord(right)) {
    const [own, other] = [isRecord(left) ? left : {}, isRecord(right) ? right : {}];
    for (const key of Object.keys(own)) compare(`${path}.${key}`, own[key], other[key], found);
    for (const key of Object.keys(other)) if (!(key in own)) compare(`${path}.${key}`, undefined, other[key], found);
    return;
  }
  if (!found.has(path) && JSON.stringify(left) !== JSON.stringify(right)) found.add(path);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
