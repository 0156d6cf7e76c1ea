import type { Measure } from './aggregate.ts';
import type { FigureInput } from './figure-run.ts';
import { aggregateByShare, rowsOf, shareColumns } from './aggregate.ts';
import { describeCommon, describeInput, describeReplicates, starsAtZero } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { noTargetsNote, shareChart } from './drawing/share-chart.ts';
import { groupIntoSeries } from './grouping.ts';

/** What fake users do to the mean predicted rating of the targets, against how many there are. */
export const targetMeanByShare = defineFigure({
  id: 'target-mean-by-share',
  title: 'Mean rating of the targets',
  summary:
    'Mean predicted rating of the target items over all normal users, against the share of malicious users; the clean value is the heavy line.',
  needs: 'metrics',
  x: 'maliciousShare',
  table(input) {
    const groups = groupIntoSeries(input);
    const stars = starsAtZero(groups);
    const measure: Measure = {
      label: 'Mean predicted rating',
      unit: stars === null ? 'shifted units' : `−2 to 2 (${stars})`,
      decimals: 2,
      value: ({ run }) => run.metrics?.targetMeanAfter ?? null,
      clean: ({ run }) => run.metrics?.targetMeanBefore ?? null,
      toStars: (value, shift) => (value - shift.add) / shift.multiply,
    };
    const columns = shareColumns(measure, true);
    const rows = rowsOf(aggregateByShare(groups, measure), columns);
    const without =
      rows.length > 0 &&
      input.runs.some(({ run }) => run.metrics !== null) &&
      rows.every((row) => row.n === 0);
    return {
      figure: 'target-mean-by-share',
      title: titleOf(input),
      subtitle: `${describeCommon(groups, input)} ${describeReplicates(groups)}`.trim(),
      columns,
      rows,
      notes: [...(without ? [noTargetsNote] : []), ...describeInput(groups, input)],
    };
  },
  chart: (table, theme, options) =>
    shareChart(table, theme, {
      ...options,
      zeroBased: false,
      yTitle: 'Mean predicted rating,',
      emptyRange: [-2, 2],
    }),
});

function titleOf(input: FigureInput): string {
  const configs = [
    ...input.runs.map(({ run }) => run.config),
    ...(input.planned ?? []).map(({ config }) => config),
  ];
  const choices = new Set(configs.map((config) => JSON.stringify(config.objective.config.targets ?? [])));
  const only = choices.size === 1 ? configs[0].objective.config.targets : undefined;
  if (Array.isArray(only) && only.length === 1) return `Mean rating of target item ${String(only[0])}`;
  return 'Mean rating of the targets';
}
