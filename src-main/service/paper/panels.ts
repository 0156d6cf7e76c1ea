import type { Campaign } from '../../../shared/domain/campaign.ts';
import { paperProfiles, type PaperProfile, type PaperRequest } from '../../../shared/domain/paper.ts';
import type { Preset } from '../presets.ts';
import { inProfile } from './profiles.ts';

/** One lettered panel of the paper's figures. */
export interface PaperPanel {
  /** `figure-1a`. */
  id: string;
  /** 1 to 6. */
  figure: number;
  title: string;
  /** The figures of ours that draw it. */
  drawnBy: string[];
  /** The panel's campaign in one profile on one data set; its name says both. */
  campaign: Campaign;
}

/** The panels of the figures that are asked for, in the paper's order. */
export function paperPanels(presets: readonly Preset[], { dataset, figures, profile }: PaperRequest): PaperPanel[] {
  return presets.flatMap((preset) => {
    const found = /^figure-([1-6])[a-d]$/.exec(preset.id);
    if (!found) return [];
    const figure = Number(found[1]);
    if (figures && !figures.includes(figure)) return [];
    return { id: preset.id, figure, title: preset.title, drawnBy: drawnBy(preset.campaign), campaign: panelCampaign(preset.campaign, profile, dataset) };
  });
}

/** Names of a panel's campaigns in every profile: what any of them ran is drawn. */
export function campaignNames(preset: Campaign, dataset: string | undefined): string[] {
  return paperProfiles.map((profile) => panelCampaign(preset, profile, dataset).name);
}

function panelCampaign(preset: Campaign, profile: PaperProfile, dataset: string | undefined): Campaign {
  const data = onDataset(preset.dataset, dataset);
  const name = `${preset.name} (${profile}, ${typeof data === 'string' ? data : data.of})`.slice(0, 120);
  return { ...inProfile(preset, profile), name, dataset: data };
}

/** The subset of a preset, taken of other data. */
function onDataset(own: Campaign['dataset'], dataset: string | undefined): Campaign['dataset'] {
  if (dataset === undefined) return own;
  return typeof own === 'string' ? dataset : { ...own, of: dataset };
}

/** Panels of the availability goal show the RMSE, the others the target's mean; along β the p-value stands before it. */
function drawnBy({ objective, sweep }: Campaign): string[] {
  const effect = Number(objective.config.availability) > 0 ? 'rmse' : 'target-mean';
  const alongBeta = sweep.some(({ path }) => path === 'attack.config.beta');
  return alongBeta ? ['p-by-beta', `${effect}-by-beta`] : [`${effect}-by-share`];
}
