import { noValue } from '../../shared/figures/drawing/format.ts';
import type { ListedRun } from './listed-run.ts';

/** Under which heading a field stands in the rail of columns. */
export const fieldSections = ['Identity', 'Configuration', 'Result', 'Record'] as const;
export type FieldSection = (typeof fieldSections)[number];

/** One value of a run in a field. */
export type FieldValue = string | number;

/** Something that runs have: a column, and what they are filtered, sorted and grouped by. */
export interface RunField {
  /** As addresses have it. */
  key: string;
  /** Head of its column. */
  head: string;
  /** What menus and conditions call it. */
  name: string;
  /** What a condition calls one of several values, as in "tag"; by default the short name. */
  one?: string;
  section: FieldSection;
  /** Longer words and the unit, shown on hover. */
  title?: string;
  /** Address of the section of help about it. */
  help?: string;
  /** Width of its column in px. */
  width: number;
  /** Numbers stand at the right, are compared by size and sorted ascending. */
  numeric: boolean;
  /** Words that stand at the right like numbers. */
  right?: boolean;
  /** How many of the unit in which it is shown and typed make one: 100 for shares in per cent. Default 1. */
  factor?: number;
  unit?: string;
  /** The values of a run, none where it has none; several tags are several values. */
  values(listed: ListedRun): readonly FieldValue[];
  /** One value as a person reads it. */
  words(value: FieldValue): string;
}

/** What conditions and groups call a field: its symbol where it has one, as in "α", else its name in small letters. */
export function shortName({ name }: RunField): string {
  const [first, ...others] = name.split(', ');
  const symbol = others.at(-1);
  if (first !== name && symbol !== undefined) return symbol;
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** What a cell of the field says. */
export function cellText(field: RunField, listed: ListedRun): string {
  const values = field.values(listed);
  if (values.length === 1) return field.words(values[0]);
  return values.length === 0 ? noValue : values.map(field.words).join(', ');
}

/** A value in words with its unit, as in "5.0 %"; what stands for none where it is empty. */
export function valueWords(field: RunField, value: FieldValue): string {
  if (value === '') return 'none';
  return field.unit === undefined ? field.words(value) : `${field.words(value)} ${field.unit}`;
}

/**
 * Every value that the runs have in a field with the number of runs that have it, numbers by size, words as in a
 * dictionary; the runs without any are counted under '', last.
 */
export function countValues(field: RunField, runs: readonly ListedRun[]): { value: FieldValue; count: number }[] {
  const counts = new Map<FieldValue, number>();
  for (const listed of runs) {
    const values = field.values(listed);
    for (const value of values.length === 0 ? [''] : values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => compareValues(a.value, b.value));
}

/** Numbers before words, '' last of all. */
export function compareValues(left: FieldValue, right: FieldValue): number {
  if (left === '' || right === '') return Number(left === '') - Number(right === '');
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}

const collator = new Intl.Collator('en', { numeric: true });
