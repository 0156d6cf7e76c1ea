import type { ComponentDescription } from '../../shared/domain/component.ts';
import type { Metrics, RunConfig } from '../../shared/domain/run.ts';
import { componentLabel } from '../../shared/figures/configuration.ts';
import { settingName, type SettingName } from './setting-words.ts';
import { valueInWords } from '../../shared/figures/setting-value.ts';

const metrics: Record<keyof Metrics, string> = {
  predictionShiftRmse: 'RMSE of predictions',
  targetMeanBefore: 'Target’s mean, clean',
  targetMeanAfter: 'Target’s mean, poisoned',
  targetTop10ShareBefore: 'Users who would see a target, clean',
  targetTop10ShareAfter: 'Users who would see a target, poisoned',
  utility: 'Utility',
  iterations: 'Accepted iterations',
  welchP: 'p, Welch',
  welchDifference: 'Difference in popularity, Welch',
  welchEffectSize: 'The same in standard deviations',
  welchSd: 'Standard deviation of partners, Welch',
  welchUsers: 'Malicious users compared, Welch',
  welchPartners: 'Partners, Welch',
  welchDetectable: 'Detectable difference, Welch',
  pairedTP: 'p, paired t',
  pairedTPLow: 'p, paired t, 5 % of pairings',
  pairedTPHigh: 'p, paired t, 95 % of pairings',
  relativeGradient: 'Relative gradient of the poisoned model',
  modelObjective: 'Objective of the poisoned model',
  modelRank: 'Rank of the poisoned model',
  certificateRatio: 'Certificate ratio',
  relativeDualityGap: 'Relative duality gap',
  predictionShiftRmseCold: 'RMSE from a random start',
  targetMeanAfterCold: 'Target’s mean from a random start',
  utilityUnrounded: 'Utility before rounding',
  predictionShiftRmseUnrounded: 'RMSE before rounding',
  targetMeanAfterUnrounded: 'Target’s mean before rounding',
  keptSamples: 'Samples kept',
  effectiveSamplesUtility: 'Effective samples of the utility',
  effectiveSamplesLogPosterior: 'Effective samples of the posterior',
  stepBias: 'Bias of the step',
  stationarityDrift: 'Stationarity, drift',
  stationarityNoise: 'Stationarity, noise',
};

const others: Readonly<Record<string, SettingName>> = {
  datasetName: { title: 'Data set', symbol: null },
  dataset: { title: 'Fingerprint of the data', symbol: null },
  status: { title: 'Status', symbol: null },
  maliciousUsers: { title: 'Malicious users', symbol: 'm′' },
  revisions: { title: 'Revisions', symbol: null },
  precision: { title: 'Precision', symbol: null },
  kernels: { title: 'Kernels', symbol: null },
  targets: { title: 'Targets as resolved', symbol: null },
};

/**
 * What a field in which two runs differ is called: a setting as the design form has it, a metric as the run's page does.
 * @param path dotted, as the comparison of runs answers it
 */
export function differenceName(path: string, configs: readonly RunConfig[], components: readonly ComponentDescription[]): SettingName {
  const [area, name] = path.split('.');
  if (area === 'metrics') return { title: (metrics as Record<string, string | undefined>)[name] ?? name, symbol: null };
  return others[path] ?? settingName(path, configs, components);
}

/** A value of such a field; a component by its short name. */
export function differenceValue(path: string, value: unknown, components: readonly ComponentDescription[]): string {
  const [kind, part] = path.split('.');
  return part === 'id' && typeof value === 'string' ? componentLabel(kind, value, components) : valueInWords(value);
}
