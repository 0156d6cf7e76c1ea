import type { ComponentDescription } from '../domain/component.ts';
import { targetRule, targetsInWords } from '../domain/targets.ts';
import { shareAxis } from './axis.ts';
import { componentLabel } from './configuration.ts';
import { formatPercent, formatPlain } from './drawing/format.ts';

/** A value of a setting as runs are compared by it: a share in %, a component by its name, lists without their brackets. */
export function settingValue(path: string, value: unknown, components: readonly ComponentDescription[]): string {
  if (value === null) return 'none';
  if (shareAxis.paths.includes(path)) return formatPercent(Number(value));
  if (path.endsWith('.id')) return componentLabel(path.split('.')[0], String(value), components);
  return valueInWords(value);
}

/** A value of a configuration or a metric as a person reads it; nothing where a run has no such field. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return formatPlain(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // A hash of profiles or data is told apart by its beginning.
  if (typeof value === 'string') return /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueInWords).join(', ');
  return targetRule(value) ? targetsInWords(value) : JSON.stringify(value);
}
