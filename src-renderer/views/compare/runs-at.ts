import type { Run } from '../../../shared/domain/run.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { Axis } from '../../../shared/figures/axis.ts';
import { axisOf, axisValue, betaAxis, shareAxis } from '../../../shared/figures/axis.ts';
import { numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { seriesIds } from '../../../shared/figures/grouping.ts';
import { kindOf } from './offered-figures.ts';

/** Whose runs a row of a figure's table is of: a line along {@link axisBehind}, and a place there; null for all its places. */
export interface RunsBehind {
  series: string;
  x: number | null;
}

/** The axis along which the runs of a figure were put into lines, which need not be the one that it is drawn along. */
export function axisBehind(table: FigureTable): Axis {
  const { kind } = kindOf(table.figure);
  if (kind === 'lines') return axisOf(table);
  return kind === 'pareto' && table.columns.some(({ key }) => key === betaAxis.column.key) ? betaAxis : shareAxis;
}

/**
 * Whose runs a row is of. Users needed are read off a whole line; a line of convergence is of one share, and where
 * there are several its id ends with it; lines of parallel coordinates go by their attacks and name theirs beside.
 */
export function runsBehind(table: FigureTable, row: FigureTable['rows'][number]): RunsBehind {
  const series = textIn(row, 'series') ?? '';
  const { key } = axisBehind(table).column;
  const { kind } = kindOf(table.figure);
  if (kind === 'users') return { series, x: null };
  if (kind === 'parallel') return { series: textIn(row, 'line') ?? '', x: numberIn(row, key) };
  const x = numberIn(row, key);
  const end = `-at-${x}`;
  return { series: kind === 'convergence' && series.endsWith(end) ? series.slice(0, -end.length) : series, x };
}

/**
 * Whose runs a point of a figure is of, as its row of the table has it.
 * @param series of the line under the pointer; null beside all of them
 * @param place of the table's x column; null where there is none
 * @returns null where no row is of both
 */
export function runsBehindPoint(table: FigureTable, series: string | null, place: number | null): RunsBehind | null {
  const { key } = axisOf(table).column;
  const own = table.rows.filter((row) => row.series === series);
  const isParallel = kindOf(table.figure).kind === 'parallel';
  // A line of parallel coordinates is found by its number, a level line by any place.
  const row = isParallel ? table.rows.find((one) => place !== null && one[key] === place) : (own.find((one) => one[key] === place) ?? own.find((one) => one[key] === null));
  return row === undefined ? null : runsBehind(table, row);
}

/**
 * The finished runs behind a figure's numbers, to be asked for by series and place.
 * @returns runs of a series at a number of the axis, those of a level line at any; at every place for null
 */
export function runsByPlace(runs: readonly Run[], axis: Axis): (series: string, x: number | null) => readonly Run[] {
  const seriesOf = seriesIds(axis);
  const finished = runs.filter(({ status }) => status === 'done');
  const bySeries = Map.groupBy(finished, ({ config }) => seriesOf(config));
  return (series, x) => {
    const own = bySeries.get(series) ?? [];
    return x === null ? own : own.filter(({ config }) => [x, null].includes(axisValue(config, axis)));
  };
}
