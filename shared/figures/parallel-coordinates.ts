import type { RunConfig } from '../domain/run.ts';
import type { Column, FigureTable } from '../domain/table.ts';
import type { Row } from './aggregate.ts';
import type { FigureInput, FigureRun } from './figure-run.ts';
import type { Place, SeriesGroup } from './grouping.ts';
import { summarize } from '../statistics/intervals.ts';
import { rowsOf, seriesColumns } from './aggregate.ts';
import { configurationAxis, shareAxis } from './axis.ts';
import { describeCommon, describeRuns } from './captions.ts';
import {
  compareConfigs,
  componentLabel,
  describeField,
  flattenConfig,
  lowered,
  variesBetweenReplicates,
} from './configuration.ts';
import { defineFigure } from './define-figure.ts';
import { shareUnit } from './drawing/format.ts';
import { parallelChart } from './drawing/parallel-chart.ts';
import { groupIntoSeries } from './grouping.ts';

/** A metric that has an axis, averaged over the runs of a configuration. */
interface Metric {
  key: string;
  label: string;
  unit: string;
  decimals: number;
  value(run: FigureRun): number | null;
}

const metrics: readonly Metric[] = [
  {
    key: 'rmse',
    label: 'RMSE',
    unit: 'shifted units',
    decimals: 3,
    value: ({ run }) => run.metrics?.predictionShiftRmse ?? null,
  },
  {
    key: 'targetMean',
    label: 'Target’s mean',
    unit: '−2 to 2',
    decimals: 3,
    value: ({ run }) => run.metrics?.targetMeanAfter ?? null,
  },
  {
    key: 'topTen',
    label: 'See a target',
    unit: shareUnit,
    decimals: 2,
    value: ({ run }) => run.metrics?.targetTop10ShareAfter ?? null,
  },
  {
    key: 'detectability',
    label: 'Stand out',
    unit: 'sd',
    decimals: 2,
    value: ({ run }) => run.metrics?.welchEffectSize ?? null,
  },
];

/** Every configuration as a line over what was chosen and what came of it. */
export const parallelCoordinates = defineFigure({
  id: 'parallel-coordinates',
  title: 'Parallel coordinates',
  summary:
    'Every configuration as one line over the settings in which the runs differ and the means of their metrics over seeds.',
  needs: 'metrics',
  x: configurationAxis.column.key,
  table: parallelTable,
  chart: (table, theme, options) => parallelChart(table, theme, options),
});

function parallelTable(input: FigureInput): FigureTable {
  const groups = groupIntoSeries(input);
  const settings = settingsOf(groups, input);
  const places = groups.flatMap((group) =>
    group.places.filter(({ runs }) => runs.length > 0).map((place) => ({ group, place })),
  );
  const shown = metrics.filter((metric) => places.some(({ place }) => meanOf(place, metric) !== null));
  const columns = [...fixedColumns, ...settings.map(({ column }) => column), ...shown.map(columnOf)];
  const rows = places.map(({ group, place }, i): Row => {
    const { id, attack, gradient, datasetName } = group;
    const config = {
      ...group.config,
      budget: { ...group.config.budget, maliciousShare: place.maliciousShare },
    };
    return {
      series: [attack, gradient].filter((part) => part !== null).join('-'),
      ...{ attack, gradient, label: place.runs[0].run.label, data: datasetName, line: id },
      configuration: i + 1,
      n: place.runs.length,
      ...Object.fromEntries(settings.map(({ column, value }) => [column.key, value(config, group)])),
      ...Object.fromEntries(shown.map((metric) => [metric.key, meanOf(place, metric)])),
    };
  });
  return {
    figure: 'parallel-coordinates',
    title: 'Parallel coordinates of settings and metrics',
    subtitle: `${describeCommon(groups, input)} ${rows.length} configurations, metrics are means over runs.`,
    columns,
    rows: rowsOf(rows, columns),
    notes: [
      'One line is one configuration; settings that all share have no axis. “none” is where an attack lacks a setting or a run a metric. Stand out: the size of Welch’s difference in standard deviations of normal users.',
      ...describeRuns(groups, input, shareAxis),
    ],
  };
}

const fixedColumns: Column[] = [
  ...seriesColumns,
  { key: 'line', label: 'Line in figures by share', unit: '', type: 'text' },
  configurationAxis.column,
  { key: 'n', label: 'n', unit: 'finished runs', type: 'number', decimals: 0 },
];

interface Setting {
  column: Column;
  value(config: RunConfig, group: SeriesGroup): string | number | null;
}

/** The fields in which configurations differ, without attack and gradient, which are the colour of a line. */
function settingsOf(groups: readonly SeriesGroup[], { components }: FigureInput): Setting[] {
  const { differing } = compareConfigs(groups.map(({ config }) => config));
  const shares = new Set(groups.flatMap(({ places }) => places.map(({ maliciousShare }) => maliciousShare)));
  const unnamed = ['attack.id', 'gradient', 'gradient.id', ...shareAxis.paths];
  const paths = differing.filter((path) => {
    if (unnamed.includes(path) || variesBetweenReplicates(path)) return false;
    return variesWhereItIs(path, groups);
  });
  const share: Setting = {
    column: { ...shareAxis.column, unit: shareUnit },
    value: (config) => config.budget.maliciousShare,
  };
  return [
    ...(shares.size > 1 ? [share] : []),
    ...paths.flatMap((path) => axesOf(path, groups, components)),
  ];
}

/** The axis of a field; where components call different things by one path, as PGA its step and SGLD its first step, one for each that varies, by a key of its own whichever comes first. */
function axesOf(path: string, groups: readonly SeriesGroup[], components: FigureInput['components']): Setting[] {
  const nameOf = (config: RunConfig): string => {
    const { title, symbol } = describeField(path, config, components);
    return JSON.stringify([title, symbol]);
  };
  const owners = groups.filter(({ config }) => flattenConfig(config).has(path));
  const names = [...new Set(owners.map(({ config }) => nameOf(config)))];
  return names.flatMap((name): Setting[] => {
    const own = owners.filter(({ config }) => nameOf(config) === name);
    if (names.length > 1 && !variesWhereItIs(path, own)) return [];
    const { title, symbol } = describeField(path, own[0].config, components);
    const numbers = own.every(({ config }) => typeof valueIn(config, path) === 'number');
    return [
      {
        column: { key: names.length === 1 ? path : `${path} ${symbol ?? title}`, label: title, unit: symbol ?? '', type: numbers ? 'number' : 'text' },
        value: (config, group) => (nameOf(config) === name ? cellOf(path, valueIn(config, path), group, components) : null),
      },
    ];
  });
}

/** Whether the field has several values among those that have it: one that only tells components apart has not. */
function variesWhereItIs(path: string, groups: readonly SeriesGroup[]): boolean {
  const values = groups
    .map(({ config }) => flattenConfig(config).get(path))
    .filter((value) => value !== undefined);
  return new Set(values).size > 1;
}

function valueIn(config: RunConfig, path: string): unknown {
  const text = flattenConfig(config).get(path);
  return text === undefined ? undefined : JSON.parse(text);
}

function cellOf(
  path: string,
  value: unknown,
  group: SeriesGroup,
  components: FigureInput['components'],
): string | number | null {
  if (value === undefined || value === null) return null;
  if (path === 'dataset') return group.datasetName;
  if (path.endsWith('.id')) return componentLabel(path.split('.')[0], String(value), components);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // "none" stands at the foot of every axis, where an attack has no such setting at all.
  if (value === 'none') return `no ${lowered(describeField(path, group.config, components).title)}`;
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

function meanOf({ runs }: Place, { key, value }: Metric): number | null {
  const { mean } = summarize(runs.map(value).filter((one) => one !== null));
  return mean === null || key !== 'detectability' ? mean : Math.abs(mean);
}

function columnOf({ key, label, unit, decimals }: Metric): Column {
  return { key, label, unit, type: 'number', decimals };
}
