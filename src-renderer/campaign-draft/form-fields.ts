import type { ComponentDescription } from '../../shared/domain/component.ts';
import { formatCount, formatPlain } from '../../shared/figures/drawing/format.ts';

/** How a field is edited. `json` is the way out for shapes that no control fits. */
export type FieldControl = 'number' | 'switch' | 'choice' | 'text' | 'targets' | 'profiles' | 'json';

/** One row of the form, read off one property of a JSON schema. */
export interface Field {
  /** Name inside the component's configuration, as in `iterations`. */
  key: string;
  title: string;
  /** The paper's symbol, or an empty string. */
  symbol: string;
  unit: string;
  help: string;
  control: FieldControl;
  integer: boolean;
  /** Null may be given: the field can be left empty. */
  nullable: boolean;
  minimum: number | null;
  maximum: number | null;
  /** True when `minimum` itself is not allowed. */
  exclusiveMinimum: boolean;
  options: readonly (string | number)[];
  /** The schema's default; undefined when it has none. */
  fallback: unknown;
}

type JsonSchema = Record<string, unknown>;

/** The fields of a component's configuration, in the order in which it declares them. */
export function fieldsOf(component: ComponentDescription): Field[] {
  const properties = asSchema(component.config['properties']);
  return Object.entries(properties).map(([key, property]) => fieldFromSchema(key, asSchema(property)));
}

/**
 * One form field from one property of a JSON schema as `z.toJSONSchema` writes it.
 * A union with `null` becomes a nullable field; a union that holds an object with `choose` becomes the
 * target picker, a text that names profiles the picker of profiles; anything that no control fits is edited as JSON.
 */
export function fieldFromSchema(key: string, property: JsonSchema): Field {
  const branches = branchesOf(property).filter((branch) => branch['type'] !== 'null');
  const nullable = branches.length < branchesOf(property).length;
  const shape = branches.length === 1 ? branches[0] : property;
  const exclusive = typeof shape['exclusiveMinimum'] === 'number';
  return {
    key,
    title: text(property['title']) || wordsOf(key),
    symbol: text(property['symbol']),
    unit: text(property['unit']),
    help: text(property['description']),
    control: controlOf(shape, branches),
    integer: shape['type'] === 'integer',
    nullable,
    minimum: bound(exclusive ? shape['exclusiveMinimum'] : shape['minimum']),
    maximum: bound(shape['maximum']),
    exclusiveMinimum: exclusive,
    options: optionsOf(shape),
    fallback: property['default'],
  };
}

/** "1 to 256", "above 0", "at least 0.5" or an empty string: the field's range in words; a plain minimum of 0 or 1 says nothing. */
export function rangeInWords(field: Field): string {
  const { minimum, maximum } = field;
  if (minimum !== null && maximum !== null) return `${field.exclusiveMinimum ? 'above ' : ''}${exact(minimum)} to ${exact(maximum)}`;
  if (minimum !== null && field.exclusiveMinimum) return `above ${exact(minimum)}`;
  if (minimum !== null) return minimum === 0 || minimum === 1 ? '' : `at least ${exact(minimum)}`;
  return maximum === null ? '' : `at most ${exact(maximum)}`;
}

/** `maliciousShare` as words: "malicious share", with a capital first letter. */
export function wordsOf(key: string): string {
  const words = key.replace(/[-_]/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function branchesOf(property: JsonSchema): JsonSchema[] {
  const union = property['anyOf'] ?? property['oneOf'];
  if (Array.isArray(union)) return union.map(asSchema);
  return Array.isArray(property['type']) ? property['type'].map((type) => ({ ...property, type })) : [property];
}

function controlOf(shape: JsonSchema, branches: JsonSchema[]): FieldControl {
  if (branches.some((branch) => 'choose' in asSchema(branch['properties']))) return 'targets';
  if (optionsOf(shape).length > 0) return 'choice';
  if (shape['type'] === 'boolean') return 'switch';
  if (shape['type'] === 'number' || shape['type'] === 'integer') return 'number';
  if (shape['type'] !== 'string') return 'json';
  return shape['names'] === 'profiles' ? 'profiles' : 'text';
}

function optionsOf(shape: JsonSchema): (string | number)[] {
  const listed = Array.isArray(shape['enum']) ? shape['enum'] : 'const' in shape ? [shape['const']] : constants(shape);
  return listed.filter((value) => typeof value === 'string' || typeof value === 'number');
}

function constants(shape: JsonSchema): unknown[] {
  const branches = branchesOf(shape);
  return branches.every((branch) => 'const' in branch) ? branches.map((branch) => branch['const']) : [];
}

/** zod writes the safe integers as bounds of every integer; those say nothing to a person. */
function bound(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
}

/** A bound with every digit of a whole number. */
function exact(bound: number): string {
  return Number.isSafeInteger(bound) ? formatCount(bound) : formatPlain(bound);
}
