import type { Campaign } from '../../shared/domain/campaign.ts';
import type { ComponentDescription } from '../../shared/domain/component.ts';
import type { ImportedProfiles } from '../../shared/domain/profiles.ts';
import { newCampaign } from './new-campaign.ts';

/** A campaign of one run that attacks with imported profiles, whose budget is what they spend. */
export function profilesCampaign(
  name: string,
  dataset: string,
  { hash, maliciousShare, report }: ImportedProfiles,
  components: readonly ComponentDescription[],
): Campaign {
  const base = newCampaign(name, dataset, components);
  return {
    ...base,
    attack: { id: 'imported', config: { profiles: hash } },
    budget: { ...base.budget, maliciousShare: maliciousShare ?? base.budget.maliciousShare, fillerSize: report.most },
    sweep: [],
  };
}
