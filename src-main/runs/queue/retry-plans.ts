import { LabError } from '../../../shared/domain/errors.ts';
import type { PlannedRun } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';

/** What runs that no saved campaign lists are queued under. */
const noCampaign = 'single runs';

/**
 * Stored runs as plans to be queued again, by the campaign that lists them.
 * @throws LabError 'not-found' for an unknown key
 */
export function retryPlans(store: Store, keys: readonly string[]): Map<string, PlannedRun[]> {
  const campaigns = store.campaigns.list().map(({ campaign }) => campaign.name);
  const members = campaigns.map((name) => ({ name, keys: new Set(store.campaigns.runKeys(name)) }));
  const plans = new Map<string, PlannedRun[]>();
  for (const key of keys) {
    const run = store.runs.get(key);
    if (!run) throw new LabError('not-found', `No run "${key}" is in the library.`);
    const { config, label, datasetName, maliciousUsers } = run;
    const campaign = members.find((member) => member.keys.has(key))?.name ?? noCampaign;
    plans.set(campaign, [
      ...(plans.get(campaign) ?? []),
      { key, config, label, datasetName, maliciousUsers },
    ]);
  }
  return plans;
}
