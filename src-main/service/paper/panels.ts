import type { Axis, Campaign } from '../../../shared/domain/campaign.ts';
import { paperProfiles, type PaperProfile, type PaperRequest } from '../../../shared/domain/paper.ts';
import type { Preset } from '../presets.ts';

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

/** What a profile puts in place of a preset's values. */
interface Profile {
  seeds: number[];
  draws: number[];
  shares: number[] | null;
  betas: number[] | null;
  /** Cap on the iterations of an attack. */
  iterations: number;
}

const profiles: Record<PaperProfile, Profile | null> = {
  quick: { seeds: [1, 2], draws: [1], shares: [0.01, 0.05], betas: [0, 0.6, 1], iterations: 10 },
  claims: { seeds: [1, 2, 3, 4, 5], draws: [1, 2, 3], shares: [0.05], betas: [0, 0.3, 0.6, 1], iterations: 30 },
  full: null,
};

/** The panels of the figures that are asked for, in the paper's order. */
export function paperPanels(presets: readonly Preset[], { dataset, figures, profile }: PaperRequest): PaperPanel[] {
  return presets.flatMap((preset) => {
    const found = /^figure-([1-6])[a-d]$/.exec(preset.id);
    if (!found) return [];
    const figure = Number(found[1]);
    if (figures && !figures.includes(figure)) return [];
    return { id: preset.id, figure, title: preset.title, drawnBy: drawnBy(preset.campaign), campaign: inProfile(preset.campaign, profile, dataset) };
  });
}

/** Names of a panel's campaigns in every profile: what any of them ran is drawn. */
export function campaignNames(preset: Campaign, dataset: string | undefined): string[] {
  return paperProfiles.map((profile) => inProfile(preset, profile, dataset).name);
}

function inProfile(campaign: Campaign, profile: PaperProfile, dataset: string | undefined): Campaign {
  const own = profiles[profile];
  const data = onDataset(campaign.dataset, dataset);
  const name = `${campaign.name} (${profile}, ${typeof data === 'string' ? data : data.of})`.slice(0, 120);
  const sweep = own ? campaign.sweep.map((axis) => axisIn(axis, own)) : campaign.sweep;
  const attack = own ? capped(campaign.attack, own.iterations) : campaign.attack;
  return { ...campaign, name, dataset: data, attack, sweep };
}

/** The subset of a preset, taken of other data. */
function onDataset(own: Campaign['dataset'], dataset: string | undefined): Campaign['dataset'] {
  if (dataset === undefined) return own;
  return typeof own === 'string' ? dataset : { ...own, of: dataset };
}

function axisIn(axis: Axis, { seeds, draws, shares, betas, iterations }: Profile): Axis {
  if (axis.path === 'seed') return { ...axis, values: seeds };
  if (axis.path === 'objective.config.targets.choose.draw') return { ...axis, values: draws };
  if (axis.path === 'budget.maliciousShare' && shares) return { ...axis, values: shares };
  if (axis.path === 'attack.config.beta' && betas) return { ...axis, values: betas };
  if (!Array.isArray(axis.path) || axis.path[0] !== 'attack') return axis;
  const values = (axis.values as [Campaign['attack'], ...unknown[]][]).map(([attack, ...rest]) => [capped(attack, iterations), ...rest]);
  return { ...axis, values };
}

function capped(attack: Campaign['attack'], iterations: number): Campaign['attack'] {
  const own = attack.config.iterations;
  return typeof own === 'number' ? { ...attack, config: { ...attack.config, iterations: Math.min(own, iterations) } } : attack;
}

/** Panels of the availability goal show the RMSE, the others the target's mean; along β the p-value stands before it. */
function drawnBy({ objective, sweep }: Campaign): string[] {
  const effect = Number(objective.config.availability) > 0 ? 'rmse' : 'target-mean';
  const alongBeta = sweep.some(({ path }) => path === 'attack.config.beta');
  return alongBeta ? ['p-by-beta', `${effect}-by-beta`] : [`${effect}-by-share`];
}
