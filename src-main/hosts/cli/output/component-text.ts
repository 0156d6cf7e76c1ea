import type { ComponentDescription } from '../../../../shared/domain/component.ts';
import { plain } from './format.ts';
import { textTable } from './text-table.ts';

/** One field of a JSON schema, as far as a person needs it. */
interface FieldSchema {
  title?: string;
  symbol?: string;
  unit?: string;
  description?: string;
  type?: string | string[];
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  items?: FieldSchema;
  anyOf?: FieldSchema[];
  oneOf?: FieldSchema[];
}

/** A component for people: what it is, where it comes from, and every field of its configuration. */
export function componentText(component: ComponentDescription): string {
  const { kind, id, title, label, summary, source, knows, usesGradient } = component;
  const head = [
    `${kind} ${id} · ${title}${label === title ? '' : ` (${label})`}`,
    `  ${summary}`,
    `  Source: ${source}`,
  ];
  if (knows) {
    const told = Object.entries(knows)
      .filter(([, known]) => known)
      .map(([what]) => what);
    head.push(
      `  The attacker knows: ${told.length ? told.join(', ') : 'nothing'}${usesGradient ? '; the gradient slot matters' : ''}`,
    );
  }
  const fields = Object.entries((component.config.properties ?? {}) as Record<string, FieldSchema>);
  if (fields.length === 0) return `${head.join('\n')}\n  No fields.\n`;
  const rows = fields.map(([name, field]) => [
    name,
    [field.title ?? name, field.symbol].filter(Boolean).join(' '),
    field.default === undefined ? '' : valueText(field.default),
    rangeText(field),
    field.unit ?? '',
  ]);
  const titles = ['field', 'meaning', 'default', 'range', 'unit'];
  const [header, rule, ...lines] = textTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  )
    .trimEnd()
    .split('\n');
  const helped = lines.flatMap((line, index) => [line, `    ${fields[index][1].description ?? ''}`]);
  return [...head, ...[header, rule, ...helped].map((line) => `  ${line}`)].join('\n') + '\n';
}

/** What a field accepts: "1 to 256", "above 0", "one of a, b", "true or false", "list of text". */
function rangeText(field: FieldSchema): string {
  const alternatives = field.anyOf ?? field.oneOf;
  if (alternatives) return [...new Set(alternatives.map(rangeText))].join(' or ');
  if (field.const !== undefined) return valueText(field.const);
  if (field.enum) return `one of ${field.enum.map(valueText).join(', ')}`;
  if (field.type === 'boolean') return 'true or false';
  if (field.type === 'array') return `list of ${field.items ? rangeText(field.items) : 'values'}`;
  if (field.type === 'number' || field.type === 'integer') return numberRange(field);
  return field.type === 'string' ? 'text' : String(field.type ?? '');
}

function numberRange(field: FieldSchema): string {
  const whole = field.type === 'integer' ? 'whole, ' : '';
  const low = bound(field.minimum, field.exclusiveMinimum);
  const high = bound(field.maximum, field.exclusiveMaximum);
  if (low && high && !low.open && !high.open) return `${whole}${plain(low.at)} to ${plain(high.at)}`;
  const parts = [
    low && `${low.open ? 'above' : 'at least'} ${plain(low.at)}`,
    high && `${high.open ? 'below' : 'at most'} ${plain(high.at)}`,
  ];
  const limits = parts.filter(Boolean).join(', ');
  return limits ? whole + limits : `any ${whole ? 'whole ' : ''}number`;
}

/** Zod writes the safe-integer limits into every integer's schema; for people they are no limit. */
function bound(closed: number | undefined, open: number | undefined): { at: number; open: boolean } | null {
  const at = open ?? closed;
  if (at === undefined || Math.abs(at) >= Number.MAX_SAFE_INTEGER) return null;
  return { at, open: open !== undefined };
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return plain(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
