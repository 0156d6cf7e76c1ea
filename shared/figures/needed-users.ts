import type { FigureTable } from '../domain/table.ts';
import type { CurvePoint, Reach } from '../statistics/crossing.ts';
import type { Row } from './aggregate.ts';
import { crossingOf } from '../statistics/crossing.ts';
import { formatCount, formatPercent } from './drawing/format.ts';
import { numberIn, textIn } from './drawing/table-lines.ts';

/** How many malicious users a series needs for an effect, as read off its line by share. */
export interface Needed {
  series: string;
  attack: string;
  gradient: string | null;
  label: string;
  data: string;
  /** Runs behind each place of the line, the fewest of them. */
  n: number;
  mean: NeededReach;
  /** Ends of the 95 % interval; null where a place has no interval. */
  low: NeededReach | null;
  high: NeededReach | null;
}

/** A share of normal users, and whole malicious users; both null outside the measured places, as `how` says. */
export interface NeededReach {
  share: number | null;
  users: number | null;
  how: Reach['how'];
  /** The measured place nearest to the answer where it lies outside: the first or the last. */
  bound: { share: number; users: number };
}

/**
 * What each series of a figure by share needs for an effect: where its mean first reaches `effect`, and where the ends
 * of its 95 % band do (`crossingOf` of shared/statistics/crossing.ts has the method). Means of the targets' rating are
 * followed away from the clean value, up or down. Users are rounded up to whole ones.
 * @param table of `rmse-by-share` or `target-mean-by-share`; series without a finished run are left out.
 * @param effect in the unit of the table's means.
 */
export function neededUsers(table: FigureTable, effect: number): Needed[] {
  const bySeries = new Map<string, Row[]>();
  for (const row of table.rows) {
    const series = textIn(row, 'series') ?? '';
    if (numberIn(row, 'mean') === null || numberIn(row, 'maliciousShare') === null) continue;
    bySeries.set(series, [...(bySeries.get(series) ?? []), row]);
  }
  return [...bySeries].map(([series, rows]) => {
    const inOrder = [...rows].sort((a, b) => shareOf(a) - shareOf(b));
    const { mean, low, high } = crossingOf(inOrder.map(pointOf), effect, directionOf(inOrder, effect));
    return {
      series,
      attack: textIn(rows[0], 'attack') ?? '',
      gradient: textIn(rows[0], 'gradient'),
      label: textIn(rows[0], 'label') ?? series,
      data: textIn(rows[0], 'data') ?? '',
      n: Math.min(...rows.map((row) => numberIn(row, 'n') ?? 0)),
      mean: reachIn(inOrder, mean),
      low: low && reachIn(inOrder, low),
      high: high && reachIn(inOrder, high),
    };
  });
}

/** `1.3 %`, `≤ 0.5 %` where the first measured place is enough, `> 5 %` where the last is not. */
export function formatNeededShare({ share, how, bound }: NeededReach): string {
  const percent = (value: number): string => formatPercent(Number(value.toPrecision(value < 0.001 ? 1 : 2)));
  if (share !== null) return percent(share);
  return `${how === 'before' ? '≤' : '>'} ${formatPercent(bound.share)}`;
}

/** `13`, `≤ 5` or `> 47` malicious users. */
export function formatNeededUsers({ users, how, bound }: NeededReach): string {
  if (users !== null) return formatCount(users);
  return `${how === 'before' ? '≤' : '>'} ${formatCount(bound.users)}`;
}

/** `9 to 18`, `≤ 5 to 7`, or nothing without an interval and where it says no more than the number. */
export function formatNeededInterval({ low, high }: Needed): string {
  if (low !== null && low.how !== 'between' && low.how === high?.how) return '';
  return low === null || high === null ? '' : `${formatNeededUsers(low)} to ${formatNeededUsers(high)}`;
}

/** 1 where the effect grows towards the level: an RMSE, or a rating above the clean one. */
function directionOf(rows: readonly Row[], effect: number): 1 | -1 {
  const clean = rows.map((row) => numberIn(row, 'clean')).filter((value) => value !== null);
  if (clean.length === 0) return 1;
  return effect < clean.reduce((sum, value) => sum + value, 0) / clean.length ? -1 : 1;
}

function reachIn(rows: readonly Row[], { at, how }: Reach): NeededReach {
  const outside = how === 'before' ? rows[0] : rows[rows.length - 1];
  const bound = { share: shareOf(outside), users: usersOf(outside) };
  return { share: at, users: at === null ? null : usersAt(rows, at), how, bound };
}

/** Whole users at a share, between those of the measured places around it. */
function usersAt(rows: readonly Row[], share: number): number {
  const after = Math.max(
    0,
    rows.findIndex((row) => shareOf(row) >= share),
  );
  const [from, to] = [rows[Math.max(0, after - 1)], rows[after]];
  const width = shareOf(to) - shareOf(from);
  const part = width === 0 ? 1 : (share - shareOf(from)) / width;
  return Math.ceil(usersOf(from) + part * (usersOf(to) - usersOf(from)) - 1e-9);
}

function pointOf(row: Row): CurvePoint {
  return {
    x: shareOf(row),
    mean: numberIn(row, 'mean') ?? NaN,
    low: numberIn(row, 'ciLow'),
    high: numberIn(row, 'ciHigh'),
  };
}

function shareOf(row: Row): number {
  return numberIn(row, 'maliciousShare') ?? 0;
}

function usersOf(row: Row): number {
  return numberIn(row, 'users') ?? 0;
}
