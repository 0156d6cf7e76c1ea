import { campaignSchema, type FieldError } from '../../../shared/domain/campaign.ts';
import type { DatasetResolver } from './dataset-reference.ts';
import { planCampaign } from './plan.ts';

/**
 * Everything that is wrong with a campaign whose form is wrong already: those errors, and what its components and its
 * data find in the parts whose form is right, so that nobody mends a file one error at a time.
 * @param raw parsed JSON, of whatever form
 * @param errors what `parseCampaign` says of it; at least one
 */
export function allErrors(raw: unknown, errors: readonly FieldError[], datasets: DatasetResolver): FieldError[] {
  const mended = campaignSchema.safeParse(withoutParts(raw, new Set(errors.map(({ path }) => path.split('.')[0]))));
  if (!mended.success) return [...errors];
  const isTold = ({ path }: FieldError) => errors.some((error) => path === error.path || path.startsWith(`${error.path}.`));
  return [...errors, ...planCampaign(mended.data, datasets, false).errors.filter((error) => !isTold(error))];
}

const harmless: Record<string, unknown> = { schema: 1, name: 'campaign', dataset: 'built-in', budget: {}, seed: 1, sweep: [] };

/** The campaign with something harmless in place of each named part of it; what has nothing of the kind is left out. */
function withoutParts(raw: unknown, parts: ReadonlySet<string>): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const kept = Object.entries(raw).filter(([name]) => !parts.has(name));
  const mended = Object.entries(harmless).filter(([name]) => parts.has(name));
  return Object.fromEntries([...kept, ...mended]);
}
