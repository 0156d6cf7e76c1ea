import { builtInName } from '../runs/campaign/dataset-reference.ts';
import type { ServiceContext } from './context.ts';
import { saveCampaign } from './campaigns.ts';
import { listPresets } from './presets.ts';

/** The preset that a new library holds as a campaign. */
const samplePreset = 'first-look';

/** Remembered, so that a sample that the person deleted stays deleted. */
const doneSetting = 'firstStartDone';

/** Puts the built-in data set and the sample campaign into a library that was never opened before. */
export function prepareFirstStart(
  context: Pick<ServiceContext, 'store' | 'campaigns' | 'installation'>,
): void {
  const { store } = context;
  if (store.readOnly || store.settings.all()[doneSetting] === true) return;
  context.campaigns().datasets.resolve(builtInName, { make: true });
  const sample = listPresets(context.installation.presets).find(({ id }) => id === samplePreset);
  if (sample && !store.campaigns.find(sample.campaign.name)) saveCampaign(context, sample.campaign);
  store.settings.set({ [doneSetting]: true });
}
