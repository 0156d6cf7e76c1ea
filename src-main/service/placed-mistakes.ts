import { budgetSchema, type FieldError } from '../../shared/domain/campaign.ts';
import type { ComponentKind } from '../../shared/domain/component.ts';
import type { Complaint } from '../../shared/domain/errors.ts';
import { describeComponents } from '../engine/catalogue.ts';

/**
 * Errors of a campaign file as complaints that a reader of the form understands: each with its field's title, where it
 * has one, and with what the file has there.
 * @param raw the parsed file
 */
export function titledComplaints(raw: unknown, errors: readonly FieldError[]): Complaint[] {
  return errors.map(({ path, message }) => {
    const { title, unit } = fieldOf(raw, path);
    const value = at(raw, path);
    const found = isPlain(value) && !/^(Unknown|Not a) field/.test(message) ? ` The file has ${JSON.stringify(value)}${asShare(value, unit)}.` : '';
    return { message: `${message}${found}`, path, ...(title === undefined ? {} : { title }) };
  });
}

interface FieldWords {
  title?: string;
  unit?: string;
}

/** What the form calls a field of the budget or of a component's configuration. */
function fieldOf(raw: unknown, path: string): FieldWords {
  const [part, inside, name] = path.split('.');
  if (part === 'budget' && inside in budgetSchema.shape) return budgetSchema.shape[inside as keyof typeof budgetSchema.shape].meta() as FieldWords;
  if (inside !== 'config' || name === undefined) return {};
  const component = describeComponents().find(({ kind, id }) => kind === (part as ComponentKind) && id === at(raw, `${part}.id`));
  const { properties } = (component?.config ?? {}) as { properties?: Record<string, FieldWords> };
  return properties?.[name] ?? {};
}

/** Who writes 5 for a share means 5 %, as the form asks for it. */
function asShare(value: string | number | boolean, unit = ''): string {
  return typeof value === 'number' && value > 1 && value <= 100 && unit.startsWith('share') ? `; ${value} % is ${Number((value / 100).toPrecision(12))}` : '';
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined), value);
}
