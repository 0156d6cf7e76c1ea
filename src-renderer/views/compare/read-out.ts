import type { FigureTable } from '../../../shared/domain/table.ts';
import { axisOf } from '../../../shared/figures/axis.ts';
import { drawnKeys } from '../../../shared/figures/drawing/table-lines.ts';
import { levelWords } from '../../../shared/figures/to-baseline.ts';

/** One attack at one place of the axis, as a figure's table has it. */
export interface Reading {
  series: string;
  attack: string;
  gradient: string | null;
  label: string;
  /** The axis' number: a share of malicious users, or β; null for an attack without β, whose line is level. */
  x: number | null;
  maliciousShare: number;
  users: number | null;
  n: number;
  /** Mean over runs; the median where the figure is about p. */
  mean: number | null;
  /** Half the width of the 95 % interval; null without one. */
  half: number | null;
  /** Paired difference to the baseline at the same place; null for the baseline itself. */
  difference: number | null;
  differenceHalf: number | null;
  ratio: number | null;
  pHolm: number | null;
  clean: number | null;
  toClean: number | null;
  /** Of a chosen baseline: the settings in which it differs, and why there is no difference; null where neither is so. */
  differs: string | null;
  unpaired: string | null;
  /** Runs whose p is below 0.05, with the interval of their share; null where the figure is not about p. */
  rejections: { rejected: number; low: number; high: number } | null;
}

/** A seed-paired difference of two series at one place of the axis. */
export interface PairReading {
  left: string;
  right: string;
  leftLabel: string;
  rightLabel: string;
  x: number | null;
  pairs: number;
  difference: number | null;
  half: number | null;
  ratio: number | null;
  p: number | null;
  pHolm: number | null;
  /** What differs besides the attacks, and why there is no pair; null where neither is so. */
  differs: string | null;
  unpaired: string | null;
}

/** One series as it is listed: in the order of its figure. */
export interface SeriesInfo {
  series: string;
  attack: string;
  gradient: string | null;
  label: string;
  /** Name of its data set. */
  data: string;
}

type Cells = FigureTable['rows'][number];

/** Rows of a figure by share or β, in the order of the table. */
export function readings(table: FigureTable): Reading[] {
  const [{ column }, { y }] = [axisOf(table), drawnKeys(table)];
  return table.rows.map((row) => ({
    series: words(row, 'series'),
    attack: words(row, 'attack'),
    gradient: typeof row['gradient'] === 'string' ? row['gradient'] : null,
    label: words(row, 'label'),
    x: number(row, column.key),
    maliciousShare: number(row, 'maliciousShare') ?? 0,
    users: number(row, 'users'),
    n: number(row, 'n') ?? 0,
    mean: number(row, y),
    half: half(row, 'ciLow', 'ciHigh'),
    difference: number(row, 'difference'),
    differenceHalf: half(row, 'differenceLow', 'differenceHigh'),
    ratio: number(row, 'ratio'),
    pHolm: number(row, 'pHolm'),
    clean: number(row, 'clean'),
    toClean: number(row, 'toClean'),
    differs: null,
    unpaired: null,
    rejections: rejectionsIn(row),
  }));
}

/** Rows of a table of paired differences. */
export function pairReadings(table: FigureTable): PairReading[] {
  const { column } = axisOf(table);
  return table.rows.map((row) => ({
    left: words(row, 'left'),
    right: words(row, 'right'),
    leftLabel: words(row, 'leftLabel'),
    rightLabel: words(row, 'rightLabel'),
    x: number(row, column.key),
    pairs: number(row, 'pairs') ?? 0,
    difference: number(row, 'difference'),
    half: half(row, 'differenceLow', 'differenceHigh'),
    ratio: number(row, 'ratio'),
    p: number(row, 'p'),
    pHolm: number(row, 'pHolm'),
    differs: wordsOrNull(row, 'differs'),
    unpaired: wordsOrNull(row, 'unpaired'),
  }));
}

/** The series of a table, each once, in its order. */
export function seriesOf(table: FigureTable): SeriesInfo[] {
  const seen = new Map<string, SeriesInfo>();
  for (const row of table.rows) {
    const gradient = typeof row['gradient'] === 'string' ? row['gradient'] : null;
    const [series, attack, label, data] = ['series', 'attack', 'label', 'data'].map((key) => words(row, key));
    if (!seen.has(series)) seen.set(series, { series, attack, gradient, label, data });
  }
  return [...seen.values()];
}

/** The numbers on the axis that a table has rows for, ascending. */
export function placesOf(table: FigureTable): number[] {
  const places = readings(table).map(({ x }) => x);
  return [...new Set(places.filter((x) => x !== null))].sort((a, b) => a - b);
}

/** Where the read-out stands: at the pin, else under the pointer, else at the largest measured place. */
export function standingPlace(table: FigureTable, pin: number | null, pointed: number | null): number | null {
  const places = placesOf(table);
  for (const wanted of [pin, pointed]) if (wanted !== null && places.includes(wanted)) return wanted;
  const measured = readings(table)
    .filter((reading) => reading.n > 0)
    .map(({ x }) => x)
    .filter((x) => x !== null);
  return measured.length === 0 ? (places.at(-1) ?? null) : Math.max(...measured);
}

/** The next place to the left (-1) or right (1); from nowhere the first or last one; the ends stay. */
export function neighbouringPlace(places: readonly number[], from: number | null, direction: -1 | 1): number | null {
  if (places.length === 0) return null;
  if (from === null) return direction === 1 ? places[0] : places[places.length - 1];
  const beyond = direction === 1 ? places.filter((place) => place > from) : places.filter((place) => place < from);
  return (direction === 1 ? beyond[0] : beyond.at(-1)) ?? from;
}

/**
 * Readings at one place of the axis, hidden series left out, largest mean first; series without a finished run come
 * last. Level lines are read at every place. No number depends on what is hidden.
 */
export function readOut(table: FigureTable, place: number, hidden: readonly string[]): Reading[] {
  return readings(table)
    .filter((reading) => (reading.x === place || reading.x === null) && !hidden.includes(reading.series))
    .map((reading) => ({ ...reading, x: place }))
    .sort((a, b) => (b.mean ?? -Infinity) - (a.mean ?? -Infinity));
}

/** The same readings with each level line's at every place of the table, where it may differ from others by other amounts. */
export function atEveryPlace(table: FigureTable, list: readonly Reading[]): Reading[] {
  const places = placesOf(table);
  return list.flatMap((reading) => (reading.x === null && places.length > 0 ? places.map((x) => ({ ...reading, x })) : [reading]));
}

/**
 * The same readings with differences to another baseline, taken from the table of pairs. The baseline's own
 * reading has none; where there is no pair, the reading says why as far as the table knows.
 */
export function relativeTo(list: readonly Reading[], baseline: string, pairs: readonly PairReading[]): Reading[] {
  return list.map((reading) => {
    const none = { difference: null, differenceHalf: null, ratio: null, pHolm: null, differs: null, unpaired: null };
    const own = pairs.filter((pair) => pair.left === reading.series && pair.right === baseline);
    const pair = own.find(({ x }) => x === reading.x || x === null);
    if (reading.series === baseline) return { ...reading, ...none };
    if (pair === undefined) return { ...reading, ...none, unpaired: reading.x === null && own.length > 0 ? levelWords : null };
    const { difference, half: differenceHalf, ratio, pHolm, differs, unpaired } = pair;
    return { ...reading, difference, differenceHalf, ratio, pHolm, differs, unpaired };
  });
}

/**
 * Pairs of series at one place of the axis, each pair once, in the direction in which the difference is not negative.
 * @param away series that are left out: hidden ones, and baselines, to which the read-out compares already.
 */
export function shownPairs(pairs: readonly PairReading[], place: number, away: readonly string[]): PairReading[] {
  const here = pairs.filter(
    ({ x, left, right }) => (x === place || x === null) && !away.includes(left) && !away.includes(right),
  );
  const seen = new Set<string>();
  return here
    .filter((pair) => (pair.difference ?? 0) >= 0)
    .filter((pair) => {
      const name = [pair.left, pair.right].sort().join(' ');
      return seen.has(name) ? false : seen.add(name);
    });
}

/** Series of a table at shares below its largest; none where eight lines or fewer are in all. */
export function beyondLargestShare(table: FigureTable): string[] {
  const shares = new Map(readings(table).map((reading) => [reading.series, reading.maliciousShare]));
  const largest = Math.max(...shares.values());
  return shares.size <= 8 ? [] : [...shares].filter(([, share]) => share < largest).map(([series]) => series);
}

function rejectionsIn(row: Cells): Reading['rejections'] {
  const [rejected, low, high] = ['rejected', 'rejectLow', 'rejectHigh'].map((key) => number(row, key));
  return rejected === null || low === null || high === null ? null : { rejected, low, high };
}

function half(row: Cells, low: string, high: string): number | null {
  const [from, to] = [number(row, low), number(row, high)];
  return from === null || to === null ? null : (to - from) / 2;
}

function number(row: Cells, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? value : null;
}

function wordsOrNull(row: Cells, key: string): string | null {
  return words(row, key) || null;
}

function words(row: Cells, key: string): string {
  const value = row[key];
  return value === null || value === undefined ? '' : String(value);
}
