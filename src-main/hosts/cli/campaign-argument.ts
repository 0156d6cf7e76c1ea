import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldError } from '../../../shared/domain/campaign.ts';
import { LabError, type Complaint } from '../../../shared/domain/errors.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';
import { placeComplaints, readCampaignFile } from '../../service/campaign-file.ts';
import { findInstallation } from '../../service/installation.ts';
import { listPresets } from '../../service/presets.ts';
import type { Invocation } from './invocation.ts';

/** A campaign named on the command line: not yet validated. */
export interface CampaignArgument {
  raw: unknown;
  /** Adds file and line to complaints about its fields. */
  place(error: LabError): LabError;
}

/**
 * Reads the campaign that a command names: a file, else the id of a preset. `dataset` replaces the data set
 * that the campaign names.
 * @throws LabError bad-input when there is neither, naming the nearest preset, or when the file is no JSON.
 */
export function readCampaignArgument(
  invocation: Invocation,
  typed: string,
  dataset?: string,
): CampaignArgument {
  const path = invocation.path(typed);
  if (existsSync(path)) {
    const document = readCampaignFile(path, typed);
    return {
      raw: withDataset(document.value, dataset),
      place: (error) => placeComplaints(error, typed, document),
    };
  }
  const presets = listPresets(findInstallation().presets);
  const preset = presets.find(({ id }) => id === typed);
  if (preset) return { raw: withDataset(preset.campaign, dataset), place: (error) => error };
  const hint = didYouMean(
    typed,
    presets.map(({ id }) => id),
  );
  const complaint: Complaint = { message: 'there is no such file, and no preset of that name', file: typed };
  throw new LabError(
    'bad-input',
    `${typed}: ${complaint.message}.${hint || ' Give the path of a campaign file.'}`,
    [complaint],
  );
}

/** As {@link readCampaignArgument}; where there is neither file nor preset, a saved campaign of that name. */
export async function findCampaignArgument(
  invocation: Invocation,
  typed: string,
  dataset?: string,
): Promise<CampaignArgument> {
  const isThere = existsSync(invocation.path(typed)) || listPresets(findInstallation().presets).some(({ id }) => id === typed);
  // A library that does not exist holds no campaign, and a mistyped path must not make one.
  if (!isThere && existsSync(join(invocation.options.home, 'lab.sqlite'))) {
    const { client } = (await invocation.open('work')).service;
    const { campaigns } = await client.campaigns.list({});
    if (campaigns.some(({ name }) => name === typed)) {
      const { campaign } = await client.campaigns.get({ campaign: typed });
      return { raw: withDataset(campaign, dataset), place: (error) => error };
    }
  }
  return readCampaignArgument(invocation, typed, dataset);
}

/** The errors of a check as one error. */
export function campaignError(errors: readonly FieldError[]): LabError {
  const complaints = errors.map(({ path, message }) => (path ? { path, message } : { message }));
  return new LabError(
    'bad-input',
    `The campaign has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}.`,
    complaints,
  );
}

function withDataset(raw: unknown, dataset: string | undefined): unknown {
  if (dataset === undefined || typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  return { ...raw, dataset };
}
