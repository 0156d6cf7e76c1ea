import type { Axis } from './axis.ts';
import type { FigureDefinition } from './define-figure.ts';
import type { Measure } from './aggregate.ts';
import type { FigureInput } from './figure-run.ts';
import { aggregatePlaces, measureColumns, rowsOf } from './aggregate.ts';
import { shareAxis } from './axis.ts';
import { describeFigure, describeInput, starsAtZero } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { axisChart, noTargetsNote } from './drawing/axis-chart.ts';
import { groupIntoSeries } from './grouping.ts';
import { targetName } from './target-name.ts';

/** What fake users do to the mean predicted rating of the targets, against how many there are. */
export const targetMeanByShare = targetMeanAlong(
  shareAxis,
  'target-mean-by-share',
  '',
  'Mean predicted rating of the target items over all normal users, against the share of malicious users; the clean value is the heavy line.',
);

/**
 * The mean predicted rating of the targets along an axis; `suffix` ends its title, as in " by β".
 * @param named the axis and the suffix by the names of the input's components; by default as they are
 */
export function targetMeanAlong(
  along: Axis,
  id: string,
  suffix: string,
  summary: string,
  named: (input: FigureInput) => { axis: Axis; title: string } = () => ({ axis: along, title: suffix }),
): FigureDefinition {
  return defineFigure({
    id,
    title: `Mean rating of the targets${suffix}`,
    summary,
    needs: 'metrics',
    x: along.column.key,
    table(input) {
      const { axis, title: ownSuffix } = named(input);
      const groups = groupIntoSeries(input, axis);
      const stars = starsAtZero(groups);
      const measure: Measure = {
        label: 'Mean predicted rating',
        unit: stars === null ? 'shifted units' : `−2 to 2 (${stars})`,
        decimals: 3,
        value: ({ run }) => run.metrics?.targetMeanAfter ?? null,
        clean: ({ run }) => run.metrics?.targetMeanBefore ?? null,
        toStars: (value, shift) => (value - shift.add) / shift.multiply,
      };
      const columns = measureColumns(measure, true, axis);
      const rows = rowsOf(aggregatePlaces(groups, measure, axis), columns);
      const without =
        rows.length > 0 &&
        input.runs.some(({ run }) => run.metrics !== null) &&
        rows.every((row) => row.n === 0);
      return {
        figure: id,
        title: `Mean rating of ${targetName(input)}${ownSuffix}`,
        subtitle: describeFigure(groups, input, axis),
        columns,
        rows,
        notes: [...(without ? [noTargetsNote] : []), ...describeInput(groups, input, axis, rows)],
      };
    },
    chart: (table, theme, options) =>
      axisChart(table, theme, {
        ...options,
        scale: 'around-clean',
        yTitle: 'Mean predicted rating,',
        emptyRange: [-2, 2],
      }),
  });
}
