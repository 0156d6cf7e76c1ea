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

/** One thing in which a run departs from what the paper states. */
export interface Departure {
  /** What the run has, in plain words. */
  words: string;
  /** What the paper has there. */
  paper: string;
}

/** Settings of attacks that the paper states, in its words' terms, and how other values are called. */
const statedOfAttacks: Record<string, { value: string; paper: string; words: Record<string, string> }> = {
  items: { value: 'random', paper: 'items drawn at random', words: { gradient: 'items of PGA by gradient magnitude' } },
  rounding: { value: 'none', paper: 'ratings as they come', words: { grid: 'ratings rounded to the data’s scale' } },
  prior: { value: 'all-users', paper: 'a prior over all users', words: { raters: 'prior ξ, σ² over raters alone' } },
  support: { value: 'dense', paper: 'every item rated until the last step', words: { fixed: 'SGLD on a fixed support, clamped each step' } },
  profilesFrom: { value: 'last', paper: 'the last state', words: { mean: 'profiles are the mean of the kept states' } },
  retrainFrom: { value: 'clean', paper: 'Θ from the clean model', words: { previous: 'Θ kept warm from step to step' } },
};

/**
 * In what a run departs from what the paper states; empty where in nothing. What the paper leaves open
 * (rank, λ, steps, α, the gradient that stands for its one-step ...) is no departure: every value of it counts.
 */
export function departuresOf(run: ClaimRun, frame: Frame): readonly Departure[] {
  const ofFrame = known.get(frame) ?? new WeakMap<ClaimRun['config'], readonly Departure[]>();
  known.set(frame, ofFrame);
  const found = ofFrame.get(run.config) ?? departures(run, frame);
  ofFrame.set(run.config, found);
  return found;
}

/** Every claim asks it of the same runs. */
const known = new WeakMap<Frame, WeakMap<ClaimRun['config'], readonly Departure[]>>();

function departures(run: ClaimRun, { beta, fillerSize }: Frame): Departure[] {
  const { attack, budget, objective } = run.config;
  const found: Departure[] = [];
  const add = (words: string, paper: string) => found.push({ words, paper });
  const own = betaOf(run);
  if (beta !== undefined && own !== null && own !== beta) add(`β = ${own}`, `β = ${beta}`);
  if (fillerSize !== undefined && budget.fillerSize !== fillerSize) add(`B = ${budget.fillerSize}`, `B = ${fillerSize}`);
  if (budget.maxRating !== stated.maxRating) add(`Λ = ${budget.maxRating}`, `Λ = ${stated.maxRating}`);
  if (!statedWeights.some(([availability, integrity]) => isWeighted(run, availability, integrity)))
    add(`(μ1, μ2) = (${run.weights.availability}, ${run.weights.integrity})`.replaceAll('-', '−'), 'weights of 1, 0 and −1');
  if (hasTargets(run)) {
    const weight = Math.abs(Number(objective.config.weight));
    if (weight !== stated.weight) add(`w = ${weight}`, `w = ${stated.weight}`);
    for (const words of targetDepartures(objective.config.targets)) add(words, `one target drawn near a mean prediction of ${stated.predictedMean}`);
  }
  if (attack.id === 'template-langevin') add('rated items copied from real users (template Langevin)', 'SGLD');
  for (const [name, { value, paper, words }] of Object.entries(statedOfAttacks)) {
    const own = attack.config[name];
    if (own !== undefined && own !== value) add(words[String(own)] ?? `${name} ${String(own)}`, paper);
  }
  return found;
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
