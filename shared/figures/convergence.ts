import type { Column, FigureTable } from '../domain/table.ts';
import type { ChartOptions } from './define-figure.ts';
import type { Row } from './aggregate.ts';
import type { FigureChart } from './drawing/figure-drawing.ts';
import type { ThemeName } from './drawing/tokens.ts';
import type { FigureInput, FigureRun } from './figure-run.ts';
import type { Place, SeriesGroup } from './grouping.ts';
import { isPurePush } from '../domain/pure-push.ts';
import { meanInterval, summarize } from '../statistics/intervals.ts';
import { shareAxis } from './axis.ts';
import { seriesCells, seriesColumns } from './aggregate.ts';
import { describeCommon, describeRuns, runningNote, starsAtZero, starsPerUnit } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { convergenceChart } from './drawing/convergence-chart.ts';
import { formatPercent, shareUnit } from './drawing/format.ts';
import { groupIntoSeries } from './grouping.ts';
import { lineEndNotes } from './line-ends.ts';

/** How an attack's effect grows over its accepted iterations, the model retrained after each. */
export const convergence = defineFigure({
  id: 'convergence',
  title: 'Convergence',
  summary:
    'What the attack had reached after every accepted iteration: the mean rating of the targets where the objective moves targets alone, else the RMSE of predictions.',
  needs: 'series',
  x: 'iteration',
  table: convergenceTable,
  chart: (table: FigureTable, theme: ThemeName, options?: ChartOptions): FigureChart =>
    convergenceChart(table, theme, options),
});

function convergenceTable(input: FigureInput): FigureTable {
  const groups = groupIntoSeries(input);
  const targets = groups.length > 0 && groups.every((group) => isPurePush(group.config));
  const rows = groups.flatMap((group) =>
    group.places.flatMap((place) => placeRows(labelledGroup(group, place, groups), place, targets)),
  );
  const untraced = groups
    .flatMap((group) => group.places.flatMap((place) => place.runs))
    .filter((run) => traceOf(run, targets) === null);
  const stars = targets ? starsAtZero(groups) : starsPerUnit(groups);
  return {
    figure: 'convergence',
    title: targets ? 'Convergence of the target’s mean rating' : 'Convergence of the RMSE of predictions',
    subtitle: `${describeCommon(groups, input)} The model is retrained after every step.`,
    columns: convergenceColumns(
      targets,
      `${targets ? '−2 to 2' : 'shifted units'}${stars === null ? '' : ` (${stars})`}`,
    ),
    rows,
    notes: [
      ...lineEndNotes(groups.map(({ config }) => config)),
      ...(untraced.length > 0 ? [`${untraced.length} finished runs have no trace and are left out.`] : []),
      'A run that has stopped keeps its last value.',
      runningNote,
      ...describeRuns(groups, input, shareAxis),
    ],
  };
}

function convergenceColumns(targets: boolean, unit: string): Column[] {
  const number = (key: string, label: string, columnUnit: string, decimals: number): Column => ({
    key,
    label,
    unit: columnUnit,
    type: 'number',
    decimals,
  });
  const decimals = 3;
  const mean = targets ? 'Mean predicted rating' : 'RMSE';
  return [
    ...seriesColumns,
    number('maliciousShare', 'Malicious', shareUnit, 1),
    number('users', 'Users', 'malicious users', 0),
    number('iteration', 'Iteration', 'accepted iterations', 0),
    number('n', 'n', 'finished runs', 0),
    number('running', 'Still running', 'runs', 0),
    number('mean', mean, unit, decimals),
    number('sd', 'sd', unit, decimals),
    number('ciLow', '95 % CI, low', unit, decimals),
    number('ciHigh', '95 % CI, high', unit, decimals),
    number('meanStars', `${mean} in stars`, 'stars', decimals),
    ...(targets
      ? [number('clean', 'Clean', unit, decimals), number('cleanStars', 'Clean in stars', 'stars', decimals)]
      : []),
  ];
}

/** Each malicious share is a line of its own here; it is named where there are several. */
function labelledGroup(group: SeriesGroup, place: Place, groups: readonly SeriesGroup[]): SeriesGroup {
  const shares = new Set(groups.flatMap((one) => one.places.map((other) => other.maliciousShare)));
  if (shares.size < 2) return group;
  const share = formatPercent(place.maliciousShare);
  return { ...group, id: `${group.id}-at-${place.maliciousShare}`, label: `${group.label}, ${share}` };
}

function placeRows(group: SeriesGroup, place: Place, targets: boolean): Row[] {
  const traces = place.runs.map((run) => traceOf(run, targets)).filter((trace) => trace !== null);
  const longest = Math.max(0, ...traces.map((trace) => trace.length));
  const clean = targets
    ? summarize(
        place.runs.map((run) => run.run.metrics?.targetMeanBefore ?? null).filter((value) => value !== null),
      ).mean
    : null;
  const stars = (value: number | null): number | null => {
    if (value === null) return null;
    return targets ? (value - group.shift.add) / group.shift.multiply : value / group.shift.multiply;
  };
  return Array.from({ length: longest }, (_, iteration) => {
    const summary = summarize(traces.map((trace) => trace[Math.min(iteration, trace.length - 1)]));
    const interval = meanInterval(summary);
    return {
      ...seriesCells(group),
      maliciousShare: place.maliciousShare,
      users: place.users,
      iteration,
      n: summary.n,
      running: traces.filter((trace) => iteration < trace.length).length,
      mean: summary.mean,
      sd: summary.sd,
      ciLow: interval?.low ?? null,
      ciHigh: interval?.high ?? null,
      meanStars: stars(summary.mean),
      ...(targets ? { clean, cleanStars: stars(clean) } : {}),
    };
  });
}

function traceOf(run: FigureRun, targets: boolean): number[] | null {
  const trace = targets ? run.series?.targetMeanTrace : run.series?.predictionShiftRmseTrace;
  if (trace === undefined || trace.length === 0) return null;
  const numbers = trace.filter((value) => value !== null);
  return numbers.length === trace.length ? numbers : null;
}
