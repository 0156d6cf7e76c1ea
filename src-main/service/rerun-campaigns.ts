import { campaignSchema, type Campaign } from '../../shared/domain/campaign.ts';
import type { StoredAudit } from '../../shared/domain/gradient-audit.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { ReportInput } from '../reports/sections/report-input.ts';
import type { Store } from '../store/store.ts';
import { campaignOfRun, referenceTo } from './attack-bundle.ts';

/**
 * Campaigns that compute chosen runs again, one for each of their data sets: an axis that sets everything at once. A data
 * set that is gone for good is named by its fingerprint.
 */
export function campaignsOfRuns(store: Store, runs: readonly Run[]): Campaign[] {
  const datasets = [...new Set(runs.map(({ config }) => config.dataset))];
  return datasets.map((dataset, at) => {
    const own = runs.filter(({ config }) => config.dataset === dataset);
    const name = datasets.length === 1 ? 'runs of a report' : `runs of a report ${at + 1}`;
    const base = campaignOfRun(own[0].config, referenceIn(store, dataset), name);
    if (own.length === 1) return base;
    const path = ['learner', 'objective', 'gradient', 'attack', 'budget', 'seed'];
    const values = own.map(({ config: { learner, objective, gradient, attack, budget, seed } }) => [learner, objective, gradient ?? base.gradient, attack, budget, seed]);
    return campaignSchema.parse({ ...base, sweep: [{ path, values }] });
  });
}

/** The campaign of one run alone. */
export function campaignOfOne(store: Store, { run, config }: Run): Campaign {
  return campaignOfRun(config, referenceIn(store, config.dataset), `Run ${run}`);
}

/** Campaigns that make audits again, with the options that `audit` takes. */
export function campaignsOfAudits(store: Store, audits: readonly StoredAudit[]): ReportInput['auditCampaigns'] {
  return audits.map(({ config, differences, iterations }, at) => {
    const run = { ...config, gradient: null, attack: { id: 'uniform', config: {} } };
    const campaign = campaignOfRun(run, referenceIn(store, config.dataset), `audit ${at + 1}`);
    return { campaign, directions: differences.length, iterations };
  });
}

/** Data sets that have to be imported before runs on these: themselves, or what they are subsets of; without the built-in one. */
export function importsFor(store: Store, fingerprints: readonly string[]): ReportInput['imports'] {
  const origins = fingerprints.map((fingerprint) => store.datasets.subsetOrigin(fingerprint)?.parent ?? fingerprint);
  return [...new Set(origins)].flatMap((fingerprint) => store.datasets.get(fingerprint) ?? []).filter(({ layout }) => layout !== 'built-in');
}

function referenceIn(store: Store, fingerprint: string): Campaign['dataset'] {
  const record = store.datasets.get(fingerprint);
  return record === null ? fingerprint : referenceTo(store, record);
}
