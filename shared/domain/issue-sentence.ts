import type { z } from 'zod';

/**
 * What is wrong with a value as one plain sentence, as in "Must be at most 256.": the schema's own words where it has
 * some, never the library's.
 */
export function issueSentence(issue: z.core.$ZodIssue): string {
  if (!libraryWords.test(issue.message)) return `${issue.message.replace(/\.$/, '')}.`;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && /undefined/.test(issue.message)
        ? `Missing; give ${kindOf(issue.expected)}.`
        : `Must be ${kindOf(issue.expected)}.`;
    case 'too_small':
      return isNumeric(issue.origin)
        ? `Must be ${issue.inclusive ? 'at least' : 'above'} ${exact.format(issue.minimum)}.`
        : 'Must not be empty.';
    case 'too_big':
      return isNumeric(issue.origin)
        ? `Must be ${issue.inclusive ? 'at most' : 'below'} ${exact.format(issue.maximum)}.`
        : `Must not be longer than ${issue.maximum}.`;
    case 'invalid_value':
      return `Must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`;
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`;
    case 'invalid_union':
      return ofUnion(issue.errors);
    default:
      return 'Does not have the form that it should have.';
  }
}

/** Every digit of a bound, as the form says it. */
const exact = new Intl.NumberFormat('en', { maximumSignificantDigits: 17 });

/** How the library begins the sentences that it makes itself. */
const libraryWords = /^(?:Invalid|Too small|Too big|Unrecognized)\b/;

/** A union whose forms all want another kind of value says which kinds; of others no form can be said to be meant. */
function ofUnion(errors: z.core.$ZodIssue[][]): string {
  const kinds = errors.map(([first]) => (first?.code === 'invalid_type' && first.path.length === 0 ? kindOf(first.expected) : null));
  return kinds.length === 0 || kinds.includes(null)
    ? 'Has none of the forms that it may have.'
    : `Must be ${[...new Set(kinds)].join(' or ')}.`;
}

function isNumeric(origin: string): boolean {
  return ['number', 'int', 'bigint'].includes(origin);
}

function kindOf(expected: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    object: 'an object { ... }',
    record: 'an object { ... }',
    array: 'a list [ ... ]',
    null: 'null',
  };
  return words[expected] ?? expected;
}
