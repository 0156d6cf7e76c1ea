import type { Provenance, Run, Series } from '../../../../shared/domain/run.ts';
import { duration, fixed, percent, plain, pValue } from './format.ts';
import { factList, textTable, type TextColumn } from './text-table.ts';

const right = (title: string): TextColumn => ({ title, align: 'right' });
const left = (title: string): TextColumn => ({ title, align: 'left' });

/** One line a run; means and errors in shifted units. The target's columns are there when a run has targets. */
export function runTable(runs: readonly Run[]): string {
  const targets = runs.some((run) => run.metrics !== null && run.metrics.targetMeanAfter !== null);
  const columns = [
    left('run'),
    left('status'),
    left('data set'),
    left('attack'),
    right('α'),
    right('fakes'),
    right('B'),
    right('seed'),
  ];
  columns.push(
    right('RMSE'),
    ...(targets ? [right('target before'), right('after')] : []),
    right('t-test p'),
    right('time'),
  );
  return textTable(
    columns,
    runs.map((run) => [
      run.run,
      run.cached ? `${run.status}, stored` : run.status,
      run.datasetName,
      run.label,
      percent(run.config.budget.maliciousShare),
      String(run.maliciousUsers),
      String(run.config.budget.fillerSize),
      String(run.config.seed),
      fixed(run.metrics?.predictionShiftRmse, 4),
      ...(targets ? [fixed(run.metrics?.targetMeanBefore, 3), fixed(run.metrics?.targetMeanAfter, 3)] : []),
      pValue(run.metrics?.welchP ?? null),
      duration(run.seconds),
    ]),
  );
}

/** Everything about one run: configuration, metrics, where it comes from, and its traces. */
export function runText(run: Run, series: Series | null, provenance: Provenance | null): string {
  const facts: [string, string][] = [
    ['run', `${run.run} (${run.key})`],
    ['status', run.error ? `${run.status}: ${run.error}` : run.status],
    ['data set', `${run.datasetName} (${run.config.dataset.slice(0, 12)})`],
    ['attack', `${run.label}, ${run.maliciousUsers} malicious users`],
    ['time', duration(run.seconds)],
    ...leaves(run.config).map(([path, value]): [string, string] => [path, value]),
  ];
  const blocks = [factList(facts)];
  if (run.metrics) blocks.push(factList(leaves(run.metrics)));
  if (provenance) blocks.push(factList(leaves(provenance)));
  if (series) blocks.push(seriesTable(series));
  return blocks.join('\n');
}

/** Any value for a person, on one line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return plain(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function seriesTable(series: Series): string {
  const targets = series.targetMeanTrace.some((mean) => mean !== null);
  const columns = [
    right('iteration'),
    right('utility'),
    right('RMSE'),
    ...(targets ? [right('target mean')] : []),
    right('step'),
    ...(series.logPosteriorTrace ? [right('log posterior')] : []),
    ...(series.stepBiasTrace ? [right('step bias')] : []),
    ...(series.stationarityTrace ? [right('drift')] : []),
  ];
  const rows = series.utilityTrace.map((utility, index) => [
    String(index),
    plain(utility),
    fixed(series.predictionShiftRmseTrace[index], 4),
    ...(targets ? [fixed(series.targetMeanTrace[index], 3)] : []),
    plain(series.stepTrace[index]),
    ...(series.logPosteriorTrace ? [plain(series.logPosteriorTrace[index])] : []),
    ...(series.stepBiasTrace ? [fixed(series.stepBiasTrace[index], 4)] : []),
    ...(series.stationarityTrace ? [fixed(series.stationarityTrace[index], 4)] : []),
  ]);
  return textTable(columns, rows);
}

function leaves(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    const path = prefix + name;
    const isBranch =
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0;
    return isBranch ? leaves(inner as object, `${path}.`) : [[path, valueText(inner)]];
  });
}
