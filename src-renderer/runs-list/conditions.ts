import type { FieldValue, RunField } from './field.ts';
import { shortName, valueWords } from './field.ts';
import type { ListedRun } from './listed-run.ts';

/** How a field is held against values: any of them, none of them, holds the text, at least, at most. */
export const relations = ['is', 'not', 'has', 'min', 'max'] as const;
export type Relation = (typeof relations)[number];

/** One thing that runs are filtered by; an empty text among the values means a run without any. */
export interface Condition {
  /** Key of a field. */
  field: string;
  relation: Relation;
  /** As addresses have them; numbers in the unit of the data, not of the screen. */
  values: readonly string[];
}

/** Whether a run fulfils the condition; one that needs a number and finds none in it lets nothing through. */
export function conditionTest(condition: Condition, field: RunField): (listed: ListedRun) => boolean {
  const { relation, values } = condition;
  const wanted = new Set(values);
  // Numbers are put into words once for all runs that have them.
  const known = new Map<FieldValue, boolean>();
  const isWanted = (value: FieldValue): boolean => {
    const before = known.get(value);
    if (before !== undefined) return before;
    known.set(value, wanted.has(String(value)));
    return wanted.has(String(value));
  };
  const holds = (listed: ListedRun): boolean => {
    const own = field.values(listed);
    return own.length === 0 ? wanted.has('') : own.some(isWanted);
  };
  switch (relation) {
    case 'is':
      return holds;
    case 'not':
      return (listed) => !holds(listed);
    case 'has': {
      const text = (values[0] ?? '').toLowerCase();
      return (listed) => field.values(listed).some((value) => wordsAndValue(field, value).includes(text));
    }
    case 'min':
    case 'max': {
      const bound = values[0] === undefined || values[0] === '' ? NaN : Number(values[0]);
      const fits = relation === 'min' ? (value: FieldValue) => Number(value) >= bound : (value: FieldValue) => Number(value) <= bound;
      return (listed) => field.values(listed).some(fits);
    }
  }
}

/** A condition in words: what, how, and which values, as in `objective`, `is`, `availability or integrity`. */
export function conditionWords({ relation, values }: Condition, field: RunField): { name: string; relation: string; values: string } {
  const shown = (value: string) => valueWords(field, field.numeric && value !== '' ? Number(value) : value);
  const list = relation === 'has' ? `“${values[0] ?? ''}”` : values.map(shown).join(relation === 'not' ? ' nor ' : ' or ');
  return { name: field.one ?? shortName(field), relation: relationWords[relation], values: list };
}

/** Relations that make sense for a field. */
export function relationsFor(field: RunField): readonly Relation[] {
  return field.numeric ? ['is', 'not', 'min', 'max'] : ['is', 'not', 'has'];
}

/** What a relation is called. */
export const relationWords: Record<Relation, string> = {
  is: 'is',
  not: 'is not',
  has: 'contains',
  min: 'is at least',
  max: 'is at most',
};

function wordsAndValue(field: RunField, value: FieldValue): string {
  return `${field.words(value)} ${value}`.toLowerCase();
}
