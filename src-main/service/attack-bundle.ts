import type { Bundle } from '../../shared/domain/bundle.ts';
import { campaignSchema, type Campaign, type DatasetReference } from '../../shared/domain/campaign.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { RunConfig } from '../../shared/domain/run.ts';
import { readDatasetHeader } from '../ratings/cache.ts';
import type { BundleToExport } from '../reports/bundle/export-bundle.ts';
import { builtInName } from '../runs/campaign/dataset-reference.ts';
import { sha256 } from '../store/blobs.ts';
import { encodeProfiles, type StoredProfiles } from '../store/profiles.ts';
import type { Store } from '../store/store.ts';

/**
 * Everything that the bundle of a run holds.
 * @throws LabError bad-input for a run that is not done or has no malicious user; as `store.runs.details`
 */
export function bundleOf(store: Store, reference: string): BundleToExport {
  const { run, series, provenance, targets } = store.runs.details(reference);
  const profiles = store.runs.profiles(run.key);
  if (!run.metrics || !series || !provenance || !profiles) {
    throw refused(`Run ${run.run} is not done, so there is nothing to bundle. Run its campaign again.`);
  }
  if (profiles.users === 0) throw refused(`Run ${run.run} has no malicious user, so there is nothing to bundle.`);
  const record = store.datasets.get(run.config.dataset);
  if (!record) throw new LabError('not-found', `The data set of run ${run.run} is not in the library any more.`);
  const header = readDatasetHeader(store.datasets.cachePath(record.fingerprint));
  const dataset = datasetInBundle(store, record);
  const bundle: Bundle = {
    format: 'poison-lab attack bundle',
    version: 1,
    run: run.key,
    label: run.label,
    config: run.config,
    dataset,
    targets,
    profiles: { hash: hashOfProfiles(profiles), users: profiles.users, ratings: profiles.rowItem.length },
    metrics: run.metrics,
    series,
    provenance,
  };
  const campaign = campaignOfRun(run.config, dataset.reference, bundleName(run.key));
  return { bundle, campaign, profiles, itemIds: header.itemIds, shift: header.shift };
}

/** The campaign of one run; where its attack uses no gradient, the one named here has no part in it. */
export function campaignOfRun(config: RunConfig, dataset: DatasetReference, name: string): Campaign {
  const { learner, objective, gradient, attack, budget, seed } = config;
  return campaignSchema.parse({
    ...{ schema: 1, name, dataset, learner, objective, gradient: gradient ?? { id: 'exact', config: {} } },
    ...{ attack, budget, seed, sweep: [] },
  });
}

/** Name of the campaign that a bundle becomes. */
export function bundleName(key: string): string {
  return `bundle ${key.slice(0, 8)}`;
}

/** The hash under which profiles are imported: of their bytes, zeros without a sign, which a table does not keep. */
export function hashOfProfiles(profiles: StoredProfiles): string {
  return sha256(encodeProfiles({ ...profiles, rowValue: profiles.rowValue.map((value) => value + 0) }));
}

function datasetInBundle(store: Store, record: Dataset): Bundle['dataset'] {
  const { name, fingerprint, layout, users, items, ratings, scale, shift } = record;
  return { name, fingerprint, layout, users, items, ratings, scale, shift, reference: referenceTo(store, record) };
}

/** How a campaign in another library names this data. */
export function referenceTo(store: Store, { fingerprint, layout }: Dataset): DatasetReference {
  if (layout === builtInName) return builtInName;
  const origin = layout === 'subset' ? store.datasets.subsetOrigin(fingerprint) : null;
  if (origin === null) return fingerprint;
  const isBuiltIn = store.datasets.get(origin.parent)?.layout === builtInName;
  return { of: isBuiltIn ? builtInName : origin.parent, ...origin.selection };
}

function refused(message: string): LabError {
  return new LabError('bad-input', message, [{ message }]);
}
