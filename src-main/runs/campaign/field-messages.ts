import type { z } from 'zod';
import type { FieldError } from '../../../shared/domain/campaign.ts';
import { issueSentence } from '../../../shared/domain/issue-sentence.ts';
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
    return [{ path, message: issueSentence(issue) }];
  });
}

/** Dotted path of steps, leaving out empty ones. */
export function joinPath(...steps: string[]): string {
  return steps.filter((step) => step !== '').join('.');
}
