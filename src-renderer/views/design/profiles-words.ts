import type { ImportedProfiles } from '../../../shared/domain/profiles.ts';
import { formatCount, formatPercent } from '../../../shared/figures/drawing/format.ts';
import { plural } from '../../formatting/numbers.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { axisOf, baseValue, unsweep, withBase } from '../../campaign-draft/campaign-model.ts';

/** The sizes of profiles: `50 each`, or `10 to 50`. */
export function perUser({ report: { fewest, most } }: ImportedProfiles): string {
  return fewest === most ? `${formatCount(most)} each` : `${formatCount(fewest)} to ${formatCount(most)}`;
}

/** What profiles are, in a line: `47 users, 2,350 ratings, 50 each; α = 5 %`. */
export function profilesInWords(profiles: ImportedProfiles): string {
  const { users, ratings, maliciousShare } = profiles;
  const share = maliciousShare === null ? 'more than the normal users' : `α = ${formatPercent(maliciousShare)}`;
  return `${plural(users, 'user')}, ${plural(ratings, 'rating')}, ${perUser(profiles)}; ${share}`;
}

/**
 * The draft with the budget that profiles spend: the one share that buys exactly their users, and room for the largest
 * of them. Null where it has that already, or where no share buys so many.
 */
export function withBudgetOf(draft: CampaignDraft, { maliciousShare, report }: ImportedProfiles): CampaignDraft | null {
  if (maliciousShare === null) return null;
  const fixed = unsweep(draft, sharePath);
  const filler = baseValue(fixed, fillerPath);
  const short = axisOf(fixed, fillerPath) < 0 && typeof filler === 'number' && filler < report.most;
  if (fixed === draft && baseValue(draft, sharePath) === maliciousShare && !short) return null;
  const shared = withBase(fixed, sharePath, maliciousShare);
  return short ? withBase(shared, fillerPath, report.most) : shared;
}

const sharePath = 'budget.maliciousShare';
const fillerPath = 'budget.fillerSize';
