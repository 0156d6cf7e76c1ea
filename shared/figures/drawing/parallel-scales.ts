import type { Column, FigureTable } from '../../domain/table.ts';
import type { ParallelAxis } from './figure-drawing.ts';
import { shareAxis } from '../axis.ts';
import { formatPlain, shareUnit } from './format.ts';
import { logarithmicTicks } from './scales.ts';
import { readableRange } from './ticks.ts';

type Cell = FigureTable['rows'][number][string];

/** Where values of a column stand on its axis, from 0 (foot) to 1 (top). */
export interface ParallelScale {
  ticks: ParallelAxis['ticks'];
  logarithmic: boolean;
  at(value: Cell): number;
  /** The numbers between two heights, ascending, to a thousandth of the axis; null where there are none. */
  between(low: number, high: number): [number, number] | null;
}

/** Part of an axis below its numbers for what has none. */
const footOfNumbers = 0.14;
/** More values of a setting than these have round ticks. */
const mostChosen = 12;

/**
 * The axis of a column: few different numbers from the least to the greatest, each with a tick, more of them between round
 * ticks; words in order. Rows without a value stand at the foot, at "none". Logarithmic where asked for and all numbers are above 0.
 */
export function parallelScale(table: FigureTable, column: Column, logarithmic: boolean): ParallelScale {
  const cells = table.rows.map((row) => row[column.key] ?? null);
  const without = cells.some((cell) => cell === null);
  const none = without ? [{ at: 0, label: 'none' }] : [];
  const foot = without ? footOfNumbers : 0;
  if (column.type === 'text') {
    const words = [...new Set(cells.filter((cell) => typeof cell === 'string'))].sort();
    const height = (word: string): number =>
      words.length === 1 ? (1 + foot) / 2 : foot + ((1 - foot) * words.indexOf(word)) / (words.length - 1);
    return {
      ticks: [...none, ...words.map((word) => ({ at: height(word), label: word }))],
      logarithmic: false,
      at: (value) => (typeof value === 'string' ? height(value) : 0),
      between: () => null,
    };
  }
  const numbers = [...new Set(cells.filter((cell) => typeof cell === 'number'))].sort((a, b) => a - b);
  const isSetting = column.decimals === undefined || column.key === shareAxis.column.key;
  const onLog = logarithmic && numbers.length > 1 && numbers[0] > 0;
  const covering = numbers.length < 2 || (isSetting && numbers.length <= mostChosen) || onLog ? null : readableRange(numbers[0], numbers[numbers.length - 1]);
  const [least, most] = covering === null ? [numbers[0] ?? 0, numbers.at(-1) ?? 1] : covering.range;
  const along = (value: number): number =>
    onLog ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  const height = (value: number): number =>
    most === least ? (1 + foot) / 2 : foot + (1 - foot) * along(value);
  const marked = isSetting ? chosenTicks(numbers, height) : null;
  const round = covering?.ticks.values ?? (onLog ? logarithmicTicks(least, most) : [least]);
  return {
    ticks: [
      ...none,
      ...(marked ?? round).map((value) => ({ at: height(value), label: textOf(value, column) })),
    ],
    logarithmic: onLog,
    at: (value) => (typeof value === 'number' ? height(value) : 0),
    between(low, high) {
      if (numbers.length === 0) return null;
      if (most === least) return height(least) >= low && height(least) <= high ? [least, most] : null;
      if (high < foot) return null;
      const back = (at: number): number => {
        const part = (at - foot) / (1 - foot);
        if (part <= 0) return least;
        if (part >= 1) return most;
        return tidy(onLog ? least * (most / least) ** part : least + (most - least) * part, most - least);
      };
      return [back(low), back(high)];
    },
  };
}

/** Rounded to a thousandth of the room, or to a thousandth of itself where it is smaller than that. */
function tidy(value: number, room: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.min(room, Math.abs(value) || room)) - 3);
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** The values themselves where they are few settings, those that would be written on one another left out. */
function chosenTicks(numbers: readonly number[], height: (value: number) => number): number[] | null {
  if (numbers.length > mostChosen) return null;
  const kept: number[] = [];
  for (const value of numbers)
    if (kept.length === 0 || height(value) - height(kept[kept.length - 1]) > 0.055) kept.push(value);
  return kept;
}

function textOf(value: number, { unit }: Column): string {
  return formatPlain(unit === shareUnit ? value * 100 : value);
}
