import { formatPlain } from '../../../shared/figures/drawing/format.ts';
import { targetRule, targetsInWords } from '../design/target-values.ts';

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
