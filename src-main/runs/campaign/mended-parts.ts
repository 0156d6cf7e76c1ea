import type { FieldError } from '../../../shared/domain/campaign.ts';

const harmless: Record<string, unknown> = { schema: 1, name: 'campaign', dataset: 'built-in', budget: {}, seed: 1, sweep: [] };

/**
 * A campaign, or the settings of one run, with something harmless in place of each part that errors are about: of the
 * budget its default for the field alone. What has nothing of the kind is left out.
 */
export function withMendedParts(raw: unknown, errors: readonly FieldError[]): unknown {
  if (!isObject(raw)) return raw;
  const { budget } = raw;
  const fields = errors.flatMap(({ path }) => (path.startsWith('budget.') && isObject(budget) ? [path.split('.')[1]] : []));
  const parts = new Set(errors.map(({ path }) => path.split('.')[0]));
  const kept = Object.entries(raw).filter(([name]) => !parts.has(name));
  const mended = Object.entries(harmless).filter(([name]) => parts.has(name));
  const whole = Object.fromEntries([...kept, ...mended]);
  if (fields.length === 0 || !isObject(budget)) return whole;
  return { ...whole, budget: Object.fromEntries(Object.entries(budget).filter(([name]) => !fields.includes(name))) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
