import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { campaignSchema, type Campaign } from '../../shared/domain/campaign.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { readCampaignFile } from './campaign-file.ts';

/** A campaign that comes with the lab. */
export interface Preset {
  /** The file's name without `.json`. */
  id: string;
  title: string;
  summary: string;
  campaign: Campaign;
}

/** Which presets there are, in order, with the words that do not belong into a campaign file. */
const listSchema = z.strictObject({
  presets: z.array(
    z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), title: z.string(), summary: z.string() }),
  ),
});

const listFile = 'list.json';

/**
 * Reads the presets of a folder: `list.json` names and describes them, `ID.json` is a campaign file each.
 * @throws LabError failed when the folder and its list do not agree: the installation is damaged.
 */
export function listPresets(folder: string): Preset[] {
  const { presets } = listSchema.parse(readCampaignFile(join(folder, listFile), listFile).value);
  const listed = new Set([listFile, ...presets.map(({ id }) => `${id}.json`)]);
  const stray = readdirSync(folder).find((name) => name.endsWith('.json') && !listed.has(name));
  if (stray)
    throw new LabError(
      'failed',
      `${stray} is not in the list of presets. Add it to ${listFile} or remove it.`,
    );
  return presets.map((preset) => ({
    ...preset,
    campaign: campaignSchema.parse(
      readCampaignFile(join(folder, `${preset.id}.json`), `${preset.id}.json`).value,
    ),
  }));
}
