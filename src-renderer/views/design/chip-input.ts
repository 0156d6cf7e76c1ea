import type { Field } from '../../campaign-draft/form-fields.ts';
import { targetsInWords } from '../../../shared/domain/targets.ts';
import { parseTargetIds } from './target-values.ts';
import { writtenOut } from './typed-ranges.ts';

/** What typing gave: the values, with whether a range was typed, or one sentence on what to type instead. */
export type Parsed = { values: unknown[]; range: boolean } | { problem: string };

/** True for a share of the users, which people read and type in per cent. */
export function isShare(field: Field): boolean {
  return field.control === 'number' && field.unit.startsWith('share');
}

/** A value as people read it: shares in per cent, a true minus, words for booleans, nothing for null. */
export function formatValue(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return isShare(field) ? `${plain(value * 100)} %` : plain(value).replace('-', '−');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (field.control === 'targets') return targetsInWords(value);
  if (field.control === 'profiles') return String(value).slice(0, 8);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number as it stands in an input: shares in per cent without the sign, an ASCII minus. */
export function inputText(field: Field, value: unknown): string {
  if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value);
  return plain(isShare(field) ? value * 100 : value);
}

/**
 * Reads one value of a field. Numbers may have a true or an ASCII minus, a decimal comma, and for shares a
 * per cent sign; a share without the sign is taken as per cent too.
 */
export function parseValue(field: Field, typed: string): { value: unknown } | { problem: string } {
  const text = typed.trim();
  if (text === '') return field.nullable ? { value: null } : { problem: `Type ${wanted(field)}.` };
  if (field.control === 'switch') return parseSwitch(text);
  if (field.control === 'choice') return parseChoice(field, text);
  if (field.control === 'text' || field.control === 'profiles') return { value: text };
  if (field.control === 'number') return parseNumber(field, text);
  if (field.control === 'targets' && !text.startsWith('{')) return { value: parseTargetIds(text) };
  return parseJson(text);
}

/** Reads chips typed into an axis: values parted by commas, semicolons or spaces, numbers also as ranges (1-5); lists of targets by semicolons. */
export function parseChips(field: Field, typed: string): Parsed {
  const written = field.control === 'number' ? writtenOut(typed) : { text: typed, ranges: 0 };
  if ('problem' in written) return written;
  const parts = partsOf(field, written.text);
  const values: unknown[] = [];
  for (const part of parts) {
    const parsed = parseValue(field, part);
    if ('problem' in parsed) return parsed;
    values.push(parsed.value);
  }
  return values.length > 0 ? { values, range: written.ranges > 0 } : { problem: `Type ${wanted(field)}.` };
}

/** Reads one tuple of a paired axis, as in "1, 0". */
export function parseTuple(fields: readonly Field[], typed: string): { tuple: unknown[] } | { problem: string } {
  const parts = typed.trim().split(/\s*[,;]\s*|\s+/).filter((part) => part !== '' && part !== '%');
  if (parts.length !== fields.length) {
    return { problem: `Type ${fields.length} values with commas between, as in ${fields.map((_, i) => i).join(', ')}.` };
  }
  const tuple: unknown[] = [];
  for (const [index, field] of fields.entries()) {
    const parsed = parseValue(field, parts[index]);
    if ('problem' in parsed) return { problem: `${field.title}: ${parsed.problem}` };
    tuple.push(parsed.value);
  }
  return { tuple };
}

function partsOf(field: Field, typed: string): string[] {
  if (field.control === 'json') return [typed];
  if (field.control === 'targets') return typed.split(';').filter((part) => part.trim() !== '');
  if (field.control === 'text') return typed.split(/[,;]/).filter((part) => part.trim() !== '');
  return typed.replace(/\s*%/g, '%').split(/[,;\s]+/).filter((part) => part !== '');
}

function parseNumber(field: Field, text: string): { value: number } | { problem: string } {
  const share = isShare(field);
  const bare = text.replace(/[−–]/g, '-').replace(/\s/g, '').replace(/%$/, '').replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : NaN;
  if (!Number.isFinite(number) || (text.endsWith('%') && !share)) return { problem: `Type ${wanted(field)}.` };
  if (field.integer && !Number.isInteger(number)) return { problem: 'Type a whole number.' };
  return { value: share ? Number((number / 100).toPrecision(12)) : number };
}

function parseSwitch(text: string): { value: boolean } | { problem: string } {
  const word = text.toLowerCase();
  if (['on', 'yes', 'true', '1'].includes(word)) return { value: true };
  if (['off', 'no', 'false', '0'].includes(word)) return { value: false };
  return { problem: 'Type on or off.' };
}

function parseChoice(field: Field, text: string): { value: unknown } | { problem: string } {
  const found = field.options.find((option) => String(option).toLowerCase() === text.toLowerCase());
  return found === undefined ? { problem: `Choose one of ${field.options.join(', ')}.` } : { value: found };
}

function parseJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: 'Type JSON, as in [1, 2] or {"count": 1}.' };
  }
}

function wanted(field: Field): string {
  if (field.control === 'choice') return `one of ${field.options.join(', ')}`;
  if (field.control !== 'number') return 'a value';
  if (isShare(field)) return 'a share in per cent, as in 0.5';
  return field.integer ? 'a whole number' : 'a number';
}

function plain(value: number): string {
  const rounded = Number(value.toPrecision(12));
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? rounded.toExponential() : String(rounded);
}
