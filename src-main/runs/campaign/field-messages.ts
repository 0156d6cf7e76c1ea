import type { z } from 'zod';
import type { FieldError } from '../../../shared/domain/campaign.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';

/**
 * The issues of a failed parse as one plain sentence per field.
 * @param base path of the parsed value, as in `sweep.0`; empty for the whole document
 * @param knownFields names of the fields at a path, for suggestions
 */
export function fieldErrors(
  issues: readonly z.core.$ZodIssue[],
  base: string,
  knownFields: (path: string) => readonly string[],
): FieldError[] {
  return issues.flatMap((issue) => {
    const path = joinPath(base, ...issue.path.map(String));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: joinPath(path, key),
        message: `Unknown field "${key}".${didYouMean(key, knownFields(path)) || ' Remove it.'}`,
      }));
    }
    return [{ path, message: sentence(issue) }];
  });
}

/** Dotted path of steps, leaving out empty ones. */
export function joinPath(...steps: string[]): string {
  return steps.filter((step) => step !== '').join('.');
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && /undefined/.test(issue.message)
        ? `Missing; give ${kindOf(issue.expected)}.`
        : `Must be ${kindOf(issue.expected)}.`;
    case 'too_small':
      return issue.origin === 'number'
        ? `Must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}.`
        : 'Must not be empty.';
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `Must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}.`
        : `Must not be longer than ${issue.maximum}.`;
    case 'invalid_value':
      return `Must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`;
    default:
      return `${issue.message}.`;
  }
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
  };
  return words[expected] ?? expected;
}
