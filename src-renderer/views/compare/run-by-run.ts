import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { metricsSchema, type Metrics, type Run } from '../../../shared/domain/run.ts';
import { formatNumber, formatPlain, noValue } from '../../../shared/figures/drawing/format.ts';
import { settingValue } from '../../../shared/figures/setting-value.ts';
import { differenceName, differenceValue } from '../../formatting/difference-words.ts';
import { statusWord } from '../../formatting/runs.ts';
import type { SettingName } from '../../formatting/setting-words.ts';
import { spokenSettings } from './across-attacks.ts';
import { spokenDifferences } from './differing-fields.ts';

/** One setting or metric in which runs differ. */
export interface RunByRunRow extends SettingName {
  /** Dotted, as in `budget.maliciousShare` or `metrics.utility`. */
  path: string;
  /** What each run has, in the order of the runs. */
  values: readonly string[];
  /** By how much the second of two runs is above the first, with its sign, six digits at most; null for more runs and where a difference says nothing. */
  change: string | null;
}

/** Runs that have room side by side; of more the list of runs is the place to look. */
export const mostSideBySide = 12;

/** Metrics whose differences say nothing: p values, and how far a solver went. */
const apart: readonly (keyof Metrics)[] = ['welchP', 'pairedTP', 'pairedTPLow', 'pairedTPHigh', 'relativeGradient', 'relativeDualityGap'];

/** Every setting, and below them every metric, that is not the same in all of the runs. Metrics have six digits at most. */
export function runByRun(runs: readonly Run[], components: readonly ComponentDescription[]): RunByRunRow[] {
  const configs = runs.map(({ config }) => config);
  const settings = configs.map(spokenSettings);
  const ofSettings = spokenDifferences(configs).map((path) => {
    const values = settings.map((own, at) => (path === 'dataset' ? runs[at].datasetName : settingWords(path, own.get(path), components)));
    return { path, ...differenceName(path, configs, components), values, change: null };
  });
  const ofMetrics = (Object.keys(metricsSchema.shape) as (keyof Metrics)[]).map((metric) => {
    const numbers = runs.map((run) => run.metrics?.[metric] ?? null);
    const path = `metrics.${metric}`;
    const values = numbers.map((value) => differenceValue(path, value, components));
    return { path, ...differenceName(path, configs, components), values, change: apart.includes(metric) ? null : changeWords(numbers) };
  });
  const others = [
    { path: 'status', ...differenceName('status', configs, components), values: runs.map(({ status }) => statusWord(status)), change: null },
    ...ofMetrics,
    { path: 'seconds', title: 'Time, s', symbol: null, values: runs.map(({ seconds }) => formatNumber(seconds, 1)), change: null },
  ];
  return [...ofSettings, ...others.filter(({ values }) => new Set(values).size > 1)];
}

function settingWords(path: string, json: string | undefined, components: readonly ComponentDescription[]): string {
  return json === undefined ? noValue : settingValue(path, JSON.parse(json), components);
}

function changeWords(numbers: readonly (number | null)[]): string | null {
  const [first, second] = numbers;
  if (numbers.length !== 2 || first === null || second === null) return null;
  const change = formatPlain(second - first);
  return second > first ? `+${change}` : change;
}
