import type { Column, FigureTable } from '../domain/table.ts';
import { rowsOf } from './aggregate.ts';
import { axisOf } from './axis.ts';

type Row = FigureTable['rows'][number];

/**
 * A figure's table with its differences to a chosen baseline behind its own columns, where those to uniform stay what
 * they are: which baseline, pairs of runs, mean difference with its 95 % interval, ratio where the number has a zero, p, p by Holm, the settings in
 * which the two differ, and why there is no pair. Rows of the baseline itself have its name alone.
 * @param differences of `differenceTable` for the same figure and baseline; a table without rows adds empty cells
 * @param baseline id of a series of the table; of any other one the table is answered as it is
 */
export function withBaseline(table: FigureTable, differences: FigureTable, baseline: string): FigureTable {
  const own = table.rows.find(({ series }) => series === baseline);
  if (own === undefined || !hasDifferences(table)) return table;
  const axis = axisOf(table).column.key;
  const toIt = differences.rows.filter(({ right }) => right === baseline);
  const pairs = new Map(toIt.map((row) => [`${row.left} ${row[axis]}`, row]));
  const compared = new Set(toIt.map(({ left }) => left));
  const pairOf = (row: Row): Row | undefined => {
    const isLevel = row[axis] === null && compared.has(row.series);
    return pairs.get(`${row.series} ${row[axis]}`) ?? (isLevel ? { unpaired: levelWords } : undefined);
  };
  const label = String(own.label);
  const hasRatio = differences.columns.some(({ key }) => key === 'ratio');
  const columns = columnsOf(table, label).filter(({ key }) => hasRatio || key !== keys.ratio);
  return {
    ...table,
    columns: [...table.columns, ...columns],
    rows: rowsOf(table.rows.map((row): Row => ({ ...row, ...cellsOf(row, pairOf(row), { baseline, label }) })), [...table.columns, ...columns]),
  };
}

/** Whether a figure's table has differences, which are to a baseline. */
export function hasDifferences({ columns }: FigureTable): boolean {
  return columns.some(({ key }) => key === 'difference');
}

/** Why a level line has no one difference to a line that is not level. */
export const levelWords = 'a level line differs by another amount at each place';

/** Keys of the added columns by those of the table of differences. */
const keys = {
  pairs: 'baselinePairs',
  difference: 'toBaseline',
  differenceLow: 'toBaselineLow',
  differenceHigh: 'toBaselineHigh',
  ratio: 'baselineRatio',
  p: 'baselineP',
  pHolm: 'baselinePHolm',
  differs: 'baselineDiffers',
  unpaired: 'baselineUnpaired',
} as const;

function columnsOf({ columns }: FigureTable, label: string): Column[] {
  const { unit = '', decimals } = columns.find(({ key }) => key === 'difference') ?? {};
  const text = (key: string, words: string): Column => ({ key, label: words, unit: '', type: 'text' });
  const number = (key: string, words: string, of: string, digits = decimals): Column => ({ key, label: words, unit: of, type: 'number', decimals: digits });
  return [
    text('baseline', 'Baseline'),
    text('baselineLabel', 'Baseline’s label'),
    number(keys.pairs, `Pairs with ${label}`, 'pairs of runs', 0),
    number(keys.difference, `Δ to ${label}`, unit),
    number(keys.differenceLow, `Δ to ${label}, 95 % CI, low`, unit),
    number(keys.differenceHigh, `Δ to ${label}, 95 % CI, high`, unit),
    number(keys.ratio, `Ratio to ${label}`, 'times', 1),
    number(keys.p, `p, paired t, to ${label}`, '', 3),
    number(keys.pHolm, `p, Holm, to ${label}`, '', 3),
    text(keys.differs, `Settings that differ from those of ${label}`),
    text(keys.unpaired, `Why there is no pair with ${label}`),
  ];
}

function cellsOf(row: Row, pair: Row | undefined, { baseline, label }: { baseline: string; label: string }): Row {
  const entries = Object.entries(keys).map(([from, to]) => [to, row.series === baseline ? null : (pair?.[from] ?? null)]);
  return { baseline, baselineLabel: label, ...Object.fromEntries(entries) };
}
