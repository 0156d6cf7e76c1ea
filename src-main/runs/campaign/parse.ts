import {
  budgetSchema,
  campaignSchema,
  datasetReferenceSchema,
  type Campaign,
  type FieldError,
} from '../../../shared/domain/campaign.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { fieldErrors } from './field-messages.ts';

/** The slots of a campaign; each name is also a kind of component. */
export const slotNames = ['learner', 'objective', 'gradient', 'attack'] as const;
export type SlotName = (typeof slotNames)[number];

const subsetSchema = datasetReferenceSchema.options[1];

/**
 * A campaign out of parsed JSON: its form and the ranges that need no data. What the components and the data
 * have to say comes later, in `plan.ts`. Nothing is clamped; budget fields and `sweep` may be left out.
 */
export function parseCampaign(raw: unknown): { campaign: Campaign | null; errors: FieldError[] } {
  const result = campaignSchema.safeParse(raw, { reportInput: true });
  if (result.success) return { campaign: result.data, errors: [] };
  const errors = result.error.issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return fieldErrors([issue], '', knownFields);
    const path = issue.path.join('.');
    if (path === 'dataset') return datasetErrors(issue.input);
    return [{ path, message: 'Must be a path such as "attack.id", or a list of paths.' }];
  });
  return { campaign: null, errors };
}

/** Errors of a dataset reference, with paths below `dataset`. */
export function datasetErrors(reference: unknown): FieldError[] {
  if (typeof reference === 'object' && reference !== null) {
    const parsed = subsetSchema.safeParse(reference, { reportInput: true });
    return parsed.success ? [] : fieldErrors(parsed.error.issues, 'dataset', knownFields);
  }
  if (typeof reference === 'string' && reference !== '') return [];
  const message =
    reference === undefined
      ? 'Missing; give the name of a data set.'
      : 'Must be the name or fingerprint of a data set, or an object such as { "of": "ml-100k", "topUsers": 1000 }.';
  return [{ path: 'dataset', message }];
}

/**
 * Throws the errors of a campaign, if there are any.
 * @throws LabError 'bad-input' with a complaint for each.
 */
export function demandNoErrors(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const place = first.path === '' ? '' : `${first.path}: `;
  throw new LabError('bad-input', `${place}${first.message}${more}`, [...errors]);
}

/** Names of the fields at a path of the campaign's own form. */
export function knownFields(path: string): readonly string[] {
  if (path === '') return Object.keys(campaignSchema.shape);
  if (path === 'budget') return Object.keys(budgetSchema.shape);
  if (path === 'dataset') return Object.keys(subsetSchema.shape);
  if (slotNames.some((name) => name === path)) return ['id', 'config'];
  return path.startsWith('sweep.') ? ['path', 'values'] : [];
}
