import type { ComponentKind } from '../../shared/domain/component.ts';
import type { Metrics } from '../../shared/domain/run.ts';
import { figureAlong } from '../../shared/figures/figure-along.ts';

/** Where help speaks of a figure of campaigns, runs or data sets; those along any setting have one section. */
export function figureHelp(id: string): string {
  return `/help/figures#figure-${figureAlong(id) ? 'along' : id}`;
}

/** Where help speaks of a learner, objective, gradient, attack, detector or metric. */
export function componentHelp(kind: ComponentKind, id: string): string {
  return `/help/components#${kind}-${id}`;
}

/** Where help speaks of a metric of a run. */
export function metricHelp(metric: keyof Metrics): string {
  return statisticHelp(sectionOfMetric[metric]);
}

/** A section of "What the numbers mean". */
export function statisticHelp(section: StatisticSection): string {
  return `/help/statistics#${section}`;
}

type StatisticSection =
  | 'rmse-of-predictions'
  | 'targets-mean-rating-and-top-ten'
  | 'items-that-moved'
  | 'utility-and-iterations'
  | 'effects-before-rounding'
  | 'where-retraining-starts'
  | 'is-the-optimum-certified'
  | 'means-intervals-differences'
  | 'can-the-fakes-be-told-apart'
  | 'is-a-chain-a-sample'
  | 'what-is-exact'
  | 'time';

const sectionOfMetric: Record<keyof Metrics, StatisticSection> = {
  predictionShiftRmse: 'rmse-of-predictions',
  targetMeanBefore: 'targets-mean-rating-and-top-ten',
  targetMeanAfter: 'targets-mean-rating-and-top-ten',
  targetTop10ShareBefore: 'targets-mean-rating-and-top-ten',
  targetTop10ShareAfter: 'targets-mean-rating-and-top-ten',
  utility: 'utility-and-iterations',
  iterations: 'utility-and-iterations',
  welchP: 'can-the-fakes-be-told-apart',
  welchDifference: 'can-the-fakes-be-told-apart',
  welchEffectSize: 'can-the-fakes-be-told-apart',
  welchSd: 'can-the-fakes-be-told-apart',
  welchUsers: 'can-the-fakes-be-told-apart',
  welchPartners: 'can-the-fakes-be-told-apart',
  welchDetectable: 'can-the-fakes-be-told-apart',
  pairedTP: 'can-the-fakes-be-told-apart',
  pairedTPLow: 'can-the-fakes-be-told-apart',
  pairedTPHigh: 'can-the-fakes-be-told-apart',
  relativeGradient: 'what-is-exact',
  modelObjective: 'is-the-optimum-certified',
  modelRank: 'is-the-optimum-certified',
  certificateRatio: 'is-the-optimum-certified',
  relativeDualityGap: 'is-the-optimum-certified',
  predictionShiftRmseCold: 'where-retraining-starts',
  targetMeanAfterCold: 'where-retraining-starts',
  utilityUnrounded: 'effects-before-rounding',
  predictionShiftRmseUnrounded: 'effects-before-rounding',
  targetMeanAfterUnrounded: 'effects-before-rounding',
  keptSamples: 'is-a-chain-a-sample',
  effectiveSamplesUtility: 'is-a-chain-a-sample',
  effectiveSamplesLogPosterior: 'is-a-chain-a-sample',
  stepBias: 'is-a-chain-a-sample',
  stationarityDrift: 'is-a-chain-a-sample',
  stationarityNoise: 'is-a-chain-a-sample',
};
