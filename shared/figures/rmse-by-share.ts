import type { Measure } from './aggregate.ts';
import { aggregateByShare, rowsOf, shareColumns } from './aggregate.ts';
import { describeCommon, describeInput, describeReplicates, starsPerUnit } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { shareChart } from './drawing/share-chart.ts';
import { groupIntoSeries } from './grouping.ts';

const title = 'RMSE of predictions against the clean model';

/** How far fake users move all predictions, against how many there are: footnote 3 of the paper. */
export const rmseByShare = defineFigure({
  id: 'rmse-by-share',
  title,
  summary:
    'RMSE between the predictions of the poisoned and the clean model over all unseen entries, against the share of malicious users.',
  needs: 'metrics',
  x: 'maliciousShare',
  table(input) {
    const groups = groupIntoSeries(input);
    const stars = starsPerUnit(groups);
    const measure: Measure = {
      label: 'RMSE',
      unit: stars === null ? 'shifted units' : `shifted units (${stars})`,
      decimals: 3,
      value: ({ run }) => run.metrics?.predictionShiftRmse ?? null,
      clean: () => null,
      toStars: (value, shift) => value / shift.multiply,
    };
    const columns = shareColumns(measure, false);
    return {
      figure: 'rmse-by-share',
      title,
      subtitle: `${describeCommon(groups, input)} ${describeReplicates(groups)}`.trim(),
      columns,
      rows: rowsOf(aggregateByShare(groups, measure), columns),
      notes: describeInput(groups, input),
    };
  },
  chart: (table, theme, options) =>
    shareChart(table, theme, { ...options, zeroBased: true, yTitle: 'RMSE, in', emptyRange: [0, 0.33] }),
});
