import { formatPlain } from '../../../shared/figures/drawing/format.ts';

/** A value of a configuration or a metric as a person reads it; nothing where a run has no such field. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return formatPlain(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueInWords).join(', ');
  return JSON.stringify(value);
}
