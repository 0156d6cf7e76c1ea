import type { Column, FigureTable } from '../domain/table.ts';
import type { Row } from './aggregate.ts';
import type { FigureDefinition } from './define-figure.ts';
import type { FigureInput } from './figure-run.ts';
import type { Needed, NeededReach } from './needed-users.ts';
import { rowsOf, seriesColumns } from './aggregate.ts';
import { effectAxis } from './axis.ts';
import { notesOnDrawing, withoutBands } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { shareUnit } from './drawing/format.ts';
import { numberIn, unitOf } from './drawing/table-lines.ts';
import { roundTicks } from './drawing/ticks.ts';
import { usersChart } from './drawing/users-chart.ts';
import { neededUsers } from './needed-users.ts';
import { rmseByShare } from './rmse-by-share.ts';
import { targetMeanByShare } from './target-mean-by-share.ts';
import { targetName } from './target-name.ts';

/** How the interval comes about, for whoever reads the figure or its help. */
const methodNote =
  'Read off the lines by share: where a mean first reaches the effect, and where both ends of its 95 % band over seeds do. Lines and bands are straight between measured shares; users are rounded up. Where the first measured share is enough, or the last is not, there is no number.';

/** Effects at which lines are read off, about. */
const wantedEffects = 12;

/** How many malicious users an RMSE of predictions takes. */
export const usersByRmse = usersByEffect(
  rmseByShare,
  'users-by-rmse',
  'Malicious users needed for an RMSE',
  'How many malicious users an attack needs for a given RMSE of predictions, read off its line by share with the interval over seeds.',
  () => 'an RMSE',
);

/** How many malicious users it takes to move the targets to a mean rating. */
export const usersByTargetMean = usersByEffect(
  targetMeanByShare,
  'users-by-target-mean',
  'Malicious users needed for a mean rating of the targets',
  'How many malicious users an attack needs to move the targets to a given mean predicted rating, read off its line by share with the interval over seeds.',
  (input) => `a mean rating of ${targetName(input)}`,
);

function usersByEffect(base: FigureDefinition, id: string, title: string, summary: string, effectOf: (input: FigureInput) => string): FigureDefinition {
  return defineFigure({
    id,
    title,
    summary,
    needs: 'metrics',
    x: effectAxis.column.key,
    table(input) {
      const measured = base.table(input);
      const columns = columnsOf(measured);
      const rows = effectsOf(measured, input.effect ?? null).flatMap((effect) =>
        neededUsers(measured, effect).map((needed) => rowOf(needed, effect)),
      );
      return {
        figure: id,
        title: `Malicious users needed for ${effectOf(input)}`,
        // An interval that is open on one side makes no band.
        subtitle: rows.some((row) => row.neededLow !== null && row.neededHigh !== null) ? measured.subtitle : withoutBands(measured.subtitle),
        columns,
        rows: rowsOf(inSeriesOrder(rows, measured), columns),
        notes: [methodNote, ...notesOnDrawing(measured)],
      };
    },
    chart: (table, theme, options) => usersChart(table, theme, options),
  });
}

/** Round effects over the range of the means, and the one that is asked for. */
function effectsOf(table: FigureTable, asked: number | null): number[] {
  const means = table.rows.flatMap((row) => numberIn(row, 'mean') ?? []);
  const clean = table.rows.flatMap((row) => numberIn(row, 'clean') ?? []);
  if (means.length === 0) return [];
  const start = clean.length === 0 ? [0] : clean;
  const { values } = roundTicks(Math.min(...means, ...start), Math.max(...means, ...start), wantedEffects);
  const within = values.filter((value) => !start.some((none) => Math.abs(value - none) < 1e-12));
  return [...new Set(asked === null ? within : [...within, asked])].sort((a, b) => a - b);
}

function inSeriesOrder(rows: readonly Row[], { rows: measured }: FigureTable): Row[] {
  const order = [...new Set(measured.map((row) => row.series))];
  return [...rows].sort((a, b) => order.indexOf(a.series) - order.indexOf(b.series));
}

function rowOf(needed: Needed, effect: number): Row {
  const { series, attack, gradient, label, data, n, mean, low, high } = needed;
  const words: Record<NeededReach['how'], string> = {
    between: 'yes',
    before: 'at most the first share',
    beyond: 'not by the last share',
  };
  const how = (reach: NeededReach | null): string | null => (reach === null ? null : words[reach.how]);
  return {
    ...{ series, attack, gradient, label, data, effect, n },
    needed: mean.share,
    neededLow: low?.share ?? null,
    neededHigh: high?.share ?? null,
    users: mean.users,
    usersLow: low?.users ?? null,
    usersHigh: high?.users ?? null,
    reached: how(mean),
    lowReached: how(low),
    highReached: how(high),
  };
}

function columnsOf(measured: FigureTable): Column[] {
  const mean = measured.columns.find(({ key }) => key === 'mean');
  const share = (key: string, label: string): Column => ({
    key,
    label,
    unit: shareUnit,
    type: 'number',
    decimals: 2,
  });
  const users = (key: string, label: string): Column => ({
    key,
    label,
    unit: 'malicious users',
    type: 'number',
    decimals: 0,
  });
  const words = (key: string, label: string): Column => ({ key, label, unit: '', type: 'text' });
  return [
    ...seriesColumns,
    { ...effectAxis.column, label: mean?.label ?? 'Effect', unit: unitOf(measured, 'mean') },
    { key: 'n', label: 'n', unit: 'finished runs', type: 'number', decimals: 0 },
    share('needed', 'Malicious'),
    share('neededLow', 'Malicious, 95 % CI, low'),
    share('neededHigh', 'Malicious, 95 % CI, high'),
    users('users', 'Users'),
    users('usersLow', 'Users, 95 % CI, low'),
    users('usersHigh', 'Users, 95 % CI, high'),
    words('reached', 'Reached'),
    words('lowReached', 'Reached, low end'),
    words('highReached', 'Reached, high end'),
  ];
}
