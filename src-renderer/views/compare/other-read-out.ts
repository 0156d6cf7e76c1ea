import type { FigureTable } from '../../../shared/domain/table.ts';
import { axisOf } from '../../../shared/figures/axis.ts';
import { formatCell, formatCount, formatHeading, formatNumber, formatPercent, formatPlain, formatSpread } from '../../../shared/figures/drawing/format.ts';
import { withoutSteps } from '../../../shared/figures/drawing/convergence-chart.ts';
import { numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { kindOf } from './offered-figures.ts';
import { inSentence } from './table-rows.ts';
import { runsBehind, type RunsBehind } from './runs-at.ts';

type Row = FigureTable['rows'][number];

/** One line of a read-out: a series with its number. */
export interface ReadOutEntry {
  key: string;
  series: string;
  attack: string;
  gradient: string | null;
  label: string;
  value: string;
  /** Behind the value, as in "30 to 37". */
  range: string;
  /** Under the label. */
  detail: string;
  /** Whose runs it is of. */
  behind: RunsBehind;
}

/** A part of the read-out of a figure that is not of lines along a setting. */
export interface ReadOutPart {
  title: string;
  entries: ReadOutEntry[];
  /** Facts of one configuration. */
  facts: { label: string; value: string }[];
}

/**
 * The read-out of users needed, Pareto plots, convergence and parallel coordinates where the hairline stands.
 * No number depends on what is hidden.
 */
export function otherReadOut(table: FigureTable, place: number | null, hidden: readonly string[]): ReadOutPart[] {
  const shown = table.rows.filter((row) => !hidden.includes(textIn(row, 'series') ?? ''));
  const x = axisOf(table).column.key;
  const here = shown.filter((row) => place !== null && row[x] === place);
  switch (kindOf(table.figure).kind) {
    case 'users':
      return [{ title: `Malicious users needed for ${inSentence(nameOf(table))} ${formatPlain(place ?? 0)}`, entries: here.map((row) => neededEntry(row, table)), facts: [] }];
    case 'convergence': {
      // A line without steps is read at every iteration, one that has ended keeps its last value.
      const stepless = withoutSteps(table);
      const reached = [...here, ...lastRows(shown, x).filter((row) => place !== null && (numberIn(row, x) ?? 0) < place)];
      return [{ title: `${nameOf(table)} after iteration ${formatPlain(place ?? 0)}`, entries: byValue(reached, 'mean').map((row) => reachedEntry(row, table, stepless, place)), facts: [] }];
    }
    case 'pareto': {
      const front = shown.filter((row) => textIn(row, 'front')?.startsWith('yes'));
      const inOrder = [...front].sort((a, b) => (numberIn(a, x) ?? 0) - (numberIn(b, x) ?? 0));
      return [
        { title: `${nameOf(table)} here`, entries: here.map((row) => pointEntry(row, table)), facts: here.length === 1 ? pointFacts(here[0]) : [] },
        { title: 'On the Pareto front', entries: inOrder.map((row) => pointEntry(row, table)), facts: [] },
      ];
    }
    case 'parallel':
      return here.map((row) => ({ title: `Configuration ${formatCount(place ?? 0)} of ${formatCount(table.rows.length)}`, entries: [plainEntry(row, table)], facts: settingFacts(row, table) }));
    case 'lines':
      return [];
  }
}

/** What the numbers of a table are called, as in "an RMSE of". */
function nameOf(table: FigureTable): string {
  const key = table.columns.some((column) => column.key === 'effect') ? 'effect' : 'mean';
  return table.columns.find((column) => column.key === key)?.label ?? '';
}

function byValue(rows: readonly Row[], key: string): Row[] {
  return [...rows].sort((a, b) => (numberIn(b, key) ?? -Infinity) - (numberIn(a, key) ?? -Infinity));
}

/** The row of each series that stands farthest along the axis. */
function lastRows(rows: readonly Row[], x: string): Row[] {
  const last = new Map<string, Row>();
  for (const row of rows) {
    const series = textIn(row, 'series') ?? '';
    if ((numberIn(row, x) ?? 0) >= (numberIn(last.get(series) ?? {}, x) ?? -Infinity)) last.set(series, row);
  }
  return [...last.values()];
}

function plainEntry(row: Row, table: FigureTable): ReadOutEntry {
  const [series, label] = [textIn(row, 'series') ?? '', textIn(row, 'label') ?? ''];
  return { key: series, series, attack: textIn(row, 'attack') ?? '', gradient: textIn(row, 'gradient'), label, value: '', range: '', detail: '', behind: runsBehind(table, row) };
}

function neededEntry(row: Row, table: FigureTable): ReadOutEntry {
  const end = (key: string, how: string, none: string): string => {
    const value = numberIn(row, key);
    return value === null ? (textIn(row, how)?.startsWith('not') ? 'more' : none) : formatCount(value);
  };
  const share = numberIn(row, 'needed');
  const [low, high] = [end('usersLow', 'lowReached', 'fewer'), end('usersHigh', 'highReached', 'fewer')];
  return {
    ...plainEntry(row, table),
    value: share === null ? '–' : formatCount(numberIn(row, 'users') ?? 0),
    range: textIn(row, 'lowReached') === null || share === null ? '' : `${low} to ${high}`,
    detail: share === null ? (textIn(row, 'reached') ?? '') : formatPercent(Number(share.toPrecision(2))),
  };
}

function reachedEntry(row: Row, table: FigureTable, stepless: ReadonlySet<string>, place: number | null): ReadOutEntry {
  const decimals = table.columns.find(({ key }) => key === 'mean')?.decimals ?? 3;
  const [low, high] = [numberIn(row, 'ciLow'), numberIn(row, 'ciHigh')];
  const [n, running, last] = ['n', 'running', 'iteration'].map((key) => numberIn(row, key) ?? 0);
  return {
    ...plainEntry(row, table),
    value: formatNumber(numberIn(row, 'mean'), decimals),
    range: low === null || high === null ? '' : `± ${formatSpread((high - low) / 2, decimals)}`,
    detail: stepless.has(textIn(row, 'series') ?? '') ? 'no steps' : place !== null && last < place ? `ended at step ${formatCount(last)}` : running === n ? '' : `${running} of ${n} still running`,
  };
}

function pointEntry(row: Row, table: FigureTable): ReadOutEntry {
  const decimals = table.columns.find(({ key }) => key === 'mean')?.decimals ?? 3;
  const [beta, share] = [numberIn(row, 'beta'), numberIn(row, 'maliciousShare')];
  const setting = beta === null ? formatPercent(share ?? 0) : `β = ${formatPlain(beta)}`;
  return {
    ...plainEntry(row, table),
    key: `${textIn(row, 'series')} ${setting}`,
    value: formatNumber(numberIn(row, 'mean'), decimals),
    range: `${formatNumber(numberIn(row, 'detectability'), 2)} sd`,
    detail: setting,
  };
}

function pointFacts(row: Row): { label: string; value: string }[] {
  const rejects = numberIn(row, 'welchRejectShare');
  return [
    { label: 'Malicious users', value: formatCount(numberIn(row, 'users') ?? 0) },
    { label: 'Runs', value: formatCount(numberIn(row, 'n') ?? 0) },
    ...(rejects === null ? [] : [{ label: 'Welch’s t rejects', value: `${formatPercent(rejects)} of runs` }]),
  ];
}

function settingFacts(row: Row, table: FigureTable): { label: string; value: string }[] {
  const first = table.columns.findIndex(({ key }) => key === 'n');
  return table.columns
    .slice(first)
    .map((column) => ({ label: column.key === 'n' ? 'Runs' : formatHeading(column), value: formatCell(column, row[column.key] ?? null) }));
}

