import type { Axis, Campaign } from '../../../shared/domain/campaign.ts';
import type { PaperProfile } from '../../../shared/domain/paper.ts';

/** A panel's campaign with what a profile puts in place of its seeds, targets, shares, β, gradients and iterations. */
export function inProfile(campaign: Campaign, name: PaperProfile): Campaign {
  const own = profiles[name]?.[campaign.learner.id === 'nuclear-norm' ? 'nuclear' : 'als'];
  if (!own) return campaign;
  const alongBeta = campaign.sweep.some(({ path }) => path === 'attack.config.beta');
  const profile = alongBeta ? { ...own, draws: own.drawsAlongBeta } : own;
  return { ...campaign, attack: capped(campaign.attack, own), sweep: campaign.sweep.map((axis) => axisIn(axis, profile)) };
}

/** What is put in place; null leaves a preset's own. */
interface Profile {
  seeds: number[];
  /** Draws of the target; along β a rule asks for one. */
  draws: number[];
  drawsAlongBeta: number[];
  shares: number[];
  betas: number[];
  /** Gradients of PGA and SGLD; null: all of the preset's. */
  gradients: string[] | null;
  /** Caps on the iterations of an attack. */
  mostSteps: Record<'pga' | 'sgld', number>;
}

const quick: Profile = {
  seeds: [1, 2],
  ...{ draws: [1], drawsAlongBeta: [1] },
  ...{ shares: [0.01, 0.05], betas: [0, 0.6, 1] },
  ...{ gradients: null, mostSteps: { pga: 10, sgld: 10 } },
};

/** Five seeds and three targets; where β varies, the rules ask for one target. */
const claims: Profile = {
  seeds: [1, 2, 3, 4, 5],
  ...{ draws: [1, 2, 3], drawsAlongBeta: [1] },
  ...{ shares: [0.05], betas: [0, 0.3, 0.6, 1] },
  ...{ gradients: null, mostSteps: { pga: 30, sgld: 30 } },
};

/**
 * SGLD rates every item, and the nuclear norm trains on all of it at some ten times the cost of ALS: one gradient, and
 * fewer steps of SGLD. The rules that compare the learners compare directions, whatever the steps.
 */
const profiles: Record<PaperProfile, Record<'als' | 'nuclear', Profile> | null> = {
  quick: { als: quick, nuclear: { ...quick, gradients: ['exact'] } },
  claims: {
    als: claims,
    nuclear: { ...claims, betas: [0, 0.6, 1], gradients: ['exact'], mostSteps: { pga: 30, sgld: 10 } },
  },
  full: null,
};

function axisIn(axis: Axis, profile: Profile): Axis {
  const { seeds, draws, shares, betas, gradients } = profile;
  if (axis.path === 'seed') return { ...axis, values: seeds };
  if (axis.path === 'objective.config.targets.choose.draw') return { ...axis, values: draws };
  if (axis.path === 'budget.maliciousShare') return { ...axis, values: shares };
  if (axis.path === 'attack.config.beta') return { ...axis, values: betas };
  if (axis.path === 'gradient.id' && gradients) return { ...axis, values: gradients };
  if (!Array.isArray(axis.path) || axis.path[0] !== 'attack') return axis;
  const at = axis.path.indexOf('gradient.id');
  const values = (axis.values as [Campaign['attack'], ...unknown[]][])
    .filter((each) => at < 0 || !gradients || gradients.includes(String(each[at])))
    .map(([attack, ...rest]) => [capped(attack, profile), ...rest]);
  return { ...axis, values };
}

function capped(attack: Campaign['attack'], { mostSteps }: Profile): Campaign['attack'] {
  const own = attack.config.iterations;
  const most = mostSteps[attack.id as keyof Profile['mostSteps']];
  if (typeof own !== 'number' || most === undefined) return attack;
  return { ...attack, config: { ...attack.config, iterations: Math.min(own, most) } };
}
