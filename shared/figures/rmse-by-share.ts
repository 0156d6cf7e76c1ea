import type { Axis } from './axis.ts';
import type { FigureDefinition } from './define-figure.ts';
import type { FigureInput } from './figure-run.ts';
import type { Measure } from './aggregate.ts';
import { aggregatePlaces, measureColumns, rowsOf } from './aggregate.ts';
import { shareAxis } from './axis.ts';
import { describeFigure, describeInput, starsPerUnit } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { axisChart } from './drawing/axis-chart.ts';
import { groupIntoSeries } from './grouping.ts';

/** How far fake users move all predictions, against how many there are: footnote 3 of the paper. */
export const rmseByShare = rmseAlong(
  shareAxis,
  'rmse-by-share',
  'RMSE of predictions against the clean model',
  'RMSE between the predictions of the poisoned and the clean model over all unseen entries, against the share of malicious users.',
);

/**
 * The RMSE of predictions along an axis.
 * @param named the axis and the title by the names of the input's components; by default as they are
 */
export function rmseAlong(
  along: Axis,
  id: string,
  title: string,
  summary: string,
  named: (input: FigureInput) => { axis: Axis; title: string } = () => ({ axis: along, title }),
): FigureDefinition {
  return defineFigure({
    id,
    title,
    summary,
    needs: 'metrics',
    x: along.column.key,
    table(input) {
      const { axis, title: ownTitle } = named(input);
      const groups = groupIntoSeries(input, axis);
      const stars = starsPerUnit(groups);
      const measure: Measure = {
        label: 'RMSE',
        unit: stars === null ? 'shifted units' : `shifted units (${stars})`,
        decimals: 3,
        value: ({ run }) => run.metrics?.predictionShiftRmse ?? null,
        clean: () => null,
        toStars: (value, shift) => value / shift.multiply,
      };
      const columns = measureColumns(measure, false, axis);
      const rows = rowsOf(aggregatePlaces(groups, measure, axis), columns);
      return {
        figure: id,
        title: ownTitle,
        subtitle: describeFigure(groups, input, axis),
        columns,
        rows,
        notes: describeInput(groups, input, axis, rows),
      };
    },
    chart: (table, theme, options) =>
      axisChart(table, theme, { ...options, scale: 'from-zero', yTitle: 'RMSE, in', emptyRange: [0, 0.33] }),
  });
}
