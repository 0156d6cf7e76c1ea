import { betaOf, hasTargets, isWeighted, type ClaimRun } from './claim-run.ts';

/** What the paper states of a claim's runs beyond what it states of all. */
export interface Frame {
  /** β of SGLD; free where there is none. */
  beta?: number;
  /** B; free where there is none. */
  fillerSize?: number;
}

/** Section 5: the β that the paper settles on, used in all figures but 3 and 4. */
export const settledBeta: Frame = { beta: 0.6 };
/** Appendix C: β varies, at B = 25. */
export const alongBeta: Frame = { fillerSize: 25 };

/** Range of ratings, weight of the target, and mean prediction near which it is drawn, as Section 5 has them. */
const stated = { maxRating: 2, weight: 2, predictedMean: 0.8, within: 0.05, count: 1 };
/** (μ1, μ2) of Figures 1 to 6. */
const statedWeights = [[1, 0], [1, -1], [0, 1], [-1, 1], [0, -1], [-1, -1]] as const;

/** Settings of attacks that the paper states, in its words' terms, and how other values are called. */
const statedOfAttacks: Record<string, { values: readonly unknown[]; words: Record<string, string> }> = {
  items: { values: ['random'], words: { gradient: 'items of PGA by gradient magnitude' } },
  rounding: { values: ['none'], words: { grid: 'ratings rounded to the data’s scale' } },
  prior: { values: ['all-users'], words: { raters: 'prior ξ, σ² over raters alone' } },
  support: { values: ['dense'], words: { fixed: 'SGLD on a fixed support, clamped each step' } },
  profilesFrom: { values: ['last'], words: { mean: 'profiles are the mean of the kept states' } },
  retrainFrom: { values: ['clean'], words: { previous: 'Θ kept warm from step to step' } },
};

/**
 * In what a run departs from what the paper states, in plain words; empty where in nothing. What the paper leaves open
 * (rank, λ, steps, α, the gradient that stands for its one-step ...) is no departure: every value of it counts.
 */
export function departuresOf(run: ClaimRun, frame: Frame): readonly string[] {
  const ofFrame = known.get(frame) ?? new WeakMap<ClaimRun['config'], readonly string[]>();
  known.set(frame, ofFrame);
  const found = ofFrame.get(run.config) ?? departures(run, frame);
  ofFrame.set(run.config, found);
  return found;
}

/** Every claim asks it of the same runs. */
const known = new WeakMap<Frame, WeakMap<ClaimRun['config'], readonly string[]>>();

function departures(run: ClaimRun, { beta, fillerSize }: Frame): string[] {
  const { attack, budget, objective } = run.config;
  const words: string[] = [];
  const own = betaOf(run);
  if (beta !== undefined && own !== null && own !== beta) words.push(`β = ${own}`);
  if (fillerSize !== undefined && budget.fillerSize !== fillerSize) words.push(`B = ${budget.fillerSize}`);
  if (budget.maxRating !== stated.maxRating) words.push(`Λ = ${budget.maxRating}`);
  if (!statedWeights.some(([availability, integrity]) => isWeighted(run, availability, integrity)))
    words.push(`(μ1, μ2) = (${run.weights.availability}, ${run.weights.integrity})`.replaceAll('-', '−'));
  if (hasTargets(run)) {
    const weight = Math.abs(Number(objective.config.weight));
    if (weight !== stated.weight) words.push(`w = ${weight}`);
    words.push(...targetDepartures(objective.config.targets));
  }
  if (attack.id === 'template-langevin') words.push('rated items copied from real users (template Langevin)');
  for (const [name, { values, words: known }] of Object.entries(statedOfAttacks)) {
    const value = attack.config[name];
    if (value !== undefined && !values.includes(value)) words.push(known[String(value)] ?? `${name} ${String(value)}`);
  }
  return words;
}

function targetDepartures(targets: unknown): string[] {
  if (Array.isArray(targets)) return [`chosen target ${targets.join(', ')}`];
  const { predictedMean, within, count, popularity } = (targets as { choose: Record<string, unknown> }).choose;
  if (popularity !== undefined) return [`a target from ${String(popularity) === 'any' ? 'all items' : `the ${String(popularity)} of popularity`}`];
  const same = predictedMean === stated.predictedMean && (within ?? stated.within) === stated.within;
  return [
    ...(same ? [] : [`a target with mean prediction ${String(predictedMean)} ± ${String(within)}`]),
    ...(count === stated.count ? [] : [`${String(count)} targets`]),
  ];
}
