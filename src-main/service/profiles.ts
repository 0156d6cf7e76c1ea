import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { BundleHead } from '../../shared/domain/bundle.ts';
import type { DatasetReference } from '../../shared/domain/campaign.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { ImportedProfiles } from '../../shared/domain/profiles.ts';
import { buildOfKey, parseRunConfig, runIdentity } from '../engine/catalogue.ts';
import { kernelBuild } from '../numeric/kernels/choice.ts';
import { openBundle } from '../ratings/profiles/read-bundle.ts';
import { readProfiles, type ReadProfiles } from '../ratings/profiles/read-profiles.ts';
import type { KnownDataset } from '../runs/campaign/dataset-reference.ts';
import { bundleName, campaignOfRun, hashOfProfiles } from './attack-bundle.ts';
import { saveCampaign } from './campaigns.ts';
import type { ServiceContext } from './context.ts';
import type { HandledFile } from './files.ts';
import { requireDataset } from './unknown-name.ts';

/** Area `profiles`. */
export function profileHandlers(context: ServiceContext): HandlersOf<Contract['profiles'], void> {
  const { store, files, publish } = context;
  return {
    list: ({ dataset }) => ({
      profiles: store.importedProfiles.list(dataset === undefined ? undefined : fingerprintOf(context, dataset)),
    }),
    async import({ fileId, labelsFileId, dataset, units }) {
      const file = files.find(fileId);
      const labels = labelsFileId === undefined ? null : files.find(labelsFileId);
      const known = resolveData(context, typeof dataset === 'string' ? requireDataset(store, dataset).fingerprint : dataset);
      const read = await readProfiles(
        { path: file.path, labelsPath: labels?.path ?? null, units: units ?? null, dataset: known.dataset },
        () => false,
      );
      const profiles = keep(context, read, file, known);
      // A subset may just have been made.
      if (typeof dataset !== 'string') publish('datasets.changed', {});
      for (const each of [file, labels]) if (each?.scratch) files.release(each.fileId);
      return { profiles };
    },
    async importBundle({ fileId }) {
      const file = files.find(fileId);
      const bundle = await openBundle(file.path, () => false);
      try {
        const known = dataOf(context, bundle.head);
        const read = await bundle.profiles(known.dataset);
        demandSame(read, bundle.head, file);
        const profiles = keep(context, read, file, known);
        const again = rerunOf(context, bundle.head);
        // A subset or the built-in set may just have been made.
        publish('datasets.changed', {});
        publish('campaigns.changed', {});
        if (file.scratch) files.release(fileId);
        return { profiles, run: bundle.head.run, ...again };
      } finally {
        bundle.close();
      }
    },
  };
}

/** Of a data set that may be a subset; looking at one makes none. */
function fingerprintOf(context: ServiceContext, reference: DatasetReference): string {
  if (typeof reference === 'string') return requireDataset(context.store, reference).fingerprint;
  return context.campaigns().datasets.resolve(reference, { make: false }).record.fingerprint;
}

function resolveData(context: ServiceContext, reference: DatasetReference): KnownDataset {
  return context.campaigns().datasets.resolve(reference, { make: true });
}

function keep(
  { store }: ServiceContext,
  { profiles, report, maliciousShare }: ReadProfiles,
  { name }: HandledFile,
  { record }: KnownDataset,
): ImportedProfiles {
  const importedAt = new Date().toISOString();
  return store.importedProfiles.put(profiles, { name, dataset: record.fingerprint, report, maliciousShare, importedAt });
}

/** @throws LabError bad-input where a bundle holds other profiles than it says: it is damaged or was crafted */
function demandSame({ profiles }: ReadProfiles, { profiles: { hash } }: BundleHead, { name }: HandledFile): void {
  if (hashOfProfiles(profiles) === hash) return;
  const message = 'its profiles are not those that it says; get it again from where it was made';
  throw new LabError('bad-input', `${name}: ${message}.`, [{ message, file: name }]);
}

/** The data set that a bundle names. @throws LabError bad-input saying which one to import first */
function dataOf(context: ServiceContext, { dataset }: BundleHead): KnownDataset {
  try {
    const known = resolveData(context, dataset.reference);
    if (known.record.fingerprint === dataset.fingerprint) return known;
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'bad-input') throw error;
  }
  const { name, fingerprint, users, items, ratings } = dataset;
  const message =
    `the bundle is of the data set "${name.slice(0, 120)}" (${users} users, ${items} items, ${ratings} ratings), fingerprint ${fingerprint.slice(0, 64)}, ` +
    'which the library does not hold. Import it as it was imported there, until the fingerprint agrees';
  throw new LabError('bad-input', `${message}.`, [{ message, path: 'dataset' }]);
}

/** Saves the run of a bundle as a campaign and says whether running it gives the same bits. */
function rerunOf(context: ServiceContext, head: BundleHead): { campaign: string | null; sameBits: boolean; rerun: string } {
  const { run, config, provenance } = head;
  try {
    const parsed = parseRunConfig(config);
    const identity = runIdentity(parsed);
    const campaign = saveBundleCampaign(context, head);
    if (identity.key === run) {
      return { campaign, sameBits: true, rerun: `Running the campaign "${campaign}" gives the same bits (key ${run.slice(0, 8)}).` };
    }
    const build = buildOfKey(parsed, run);
    const rerun =
      build === null ? otherRevisions(provenance, identity.revisions) : `It was computed with the ${build} kernels, not the ${kernelBuild()} ones: ${adviceFor[build]}`;
    return { campaign, sameBits: false, rerun };
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'bad-input') throw error;
    return { campaign: null, sameBits: false, rerun: `Its run cannot be computed again here: ${error.message}` };
  }
}

const adviceFor = {
  plain: 'run the campaign with --kernels plain for the same bits.',
  fma: 'the same bits need --kernels auto and a processor with fused multiply-adds.',
};

function otherRevisions({ application, revisions }: BundleHead['provenance'], here: readonly string[]): string {
  const theirs = revisions.filter((each) => !here.includes(each)).join(', ');
  const ours = here.filter((each) => !revisions.includes(each)).join(', ');
  const what = theirs === '' && ours === '' ? '' : ` (${theirs || 'none'} there; ${ours || 'none'} here)`;
  return `${application.slice(0, 80)} computed it with other revisions${what}: the campaign runs, but its numbers may differ.`;
}

/** A campaign of that name that somebody changed is left alone. */
function saveBundleCampaign(context: ServiceContext, { config, run, dataset }: BundleHead): string {
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? bundleName(run) : `${bundleName(run)} (${copy})`;
    const campaign = campaignOfRun(config, dataset.reference, name);
    const there = context.store.campaigns.find(name);
    if (there && canonicalJson(there.campaign) === canonicalJson(campaign)) return name;
    if (!there) return saveCampaign(context, campaign).name;
  }
}
