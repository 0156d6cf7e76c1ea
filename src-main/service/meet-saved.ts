import type { Campaign } from '../../shared/domain/campaign.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { planCampaign } from '../runs/campaign/plan.ts';
import type { ServiceContext } from './context.ts';

type Planning = Pick<ServiceContext, 'store' | 'campaigns'>;

/** What a campaign finds saved under its name. */
export interface Meeting {
  /** None, the same but for its name, one whose runs are all in the campaign as well, or any other. */
  saved: 'none' | 'same' | 'grown' | 'other';
  /** Runs outside the bin that no campaign would list any more if it took the saved one's place. */
  runsLeft: number;
}

/** What a campaign finds in the library under its name. A saved one of no run that is known grows into nothing: it is another one. */
export function meetSaved(context: Planning, campaign: Campaign): Meeting {
  const there = context.store.campaigns.find(campaign.name);
  if (there === null) return { saved: 'none', runsLeft: 0 };
  if (sameWork(there.campaign, campaign)) return { saved: 'same', runsLeft: 0 };
  const keys = new Set(plannedKeys(context, campaign));
  const before = [...context.store.campaigns.runKeys(campaign.name), ...plannedKeys(context, there.campaign)];
  if (before.length > 0 && before.every((key) => keys.has(key))) return { saved: 'grown', runsLeft: 0 };
  return { saved: 'other', runsLeft: context.store.campaigns.runsLeft(campaign.name, [...keys]) };
}

/** Keys of the runs that a campaign expands to, in that order; none where it is not fit to run. */
export function plannedKeys({ campaigns }: Pick<ServiceContext, 'campaigns'>, campaign: Campaign): string[] {
  return planCampaign(campaign, campaigns().datasets, false).runs.map(({ planned }) => planned.key);
}

/** Whether two campaigns say the same but for their names. */
export function sameWork(one: Campaign, other: Campaign): boolean {
  return canonicalJson({ ...one, name: '' }) === canonicalJson({ ...other, name: '' });
}

/** LabError 'conflict': another campaign is saved under that name. */
export function nameTaken(name: string): LabError {
  return new LabError('conflict', `Another campaign is called "${name}" already. Choose another name, or delete that one first.`);
}
