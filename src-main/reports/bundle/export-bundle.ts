import { bundleFiles, bundleSchema, type Bundle } from '../../../shared/domain/bundle.ts';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { toCsv, utf8 } from '../csv.ts';
import { exportProfiles, type ProfilesToExport } from '../export-profiles.ts';
import { campaignJson } from '../export-runs.ts';
import { bundleReadme } from './readme.ts';
import { storedZip } from './stored-zip.ts';

/** A finished run as a bundle. */
export interface BundleToExport extends ProfilesToExport {
  bundle: Bundle;
  /** The campaign of this one run. */
  campaign: Campaign;
}

/**
 * An attack bundle: a zip of the malicious profiles, labels, everything that is known of the run, and a campaign that
 * computes it again. The same run gives the same bytes.
 */
export async function exportBundle({ bundle, campaign, ...profiles }: BundleToExport): Promise<Uint8Array> {
  const labels = Array.from({ length: profiles.profiles.users }, (_, user) => [user + 1, 1]);
  return storedZip([
    { name: bundleFiles.readme, bytes: utf8(bundleReadme(bundle, campaign.name)) },
    { name: bundleFiles.manifest, bytes: utf8(`${JSON.stringify(bundleSchema.parse(bundle), null, 2)}\n`) },
    { name: bundleFiles.campaign, bytes: utf8(campaignJson(campaign)) },
    { name: bundleFiles.profiles, bytes: await exportProfiles(profiles) },
    { name: bundleFiles.labels, bytes: utf8(toCsv(['user', 'malicious'], labels)) },
  ]);
}
