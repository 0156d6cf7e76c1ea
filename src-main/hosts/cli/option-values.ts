import { InvalidArgumentError } from 'commander';
import type { FigureView } from '../../../shared/domain/figure-view.ts';
import { filterFromText, withFilter, type RunFilter } from '../../../shared/domain/run-filter.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';

type Brush = FigureView['brushes'][number];

/** Reads a whole number of at least `minimum`. @throws InvalidArgumentError */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    const range =
      maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
    throw new InvalidArgumentError(`Give a whole number ${range}.`);
  };
}

/** Reads a finite decimal number such as -0.45. @throws InvalidArgumentError */
export function decimalNumber(text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number such as 0.8.');
}

/** Reads a number above 0. @throws InvalidArgumentError */
export function positiveNumber(text: string): number {
  const value = decimalNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Give a number above 0.');
}

/** Reads a number from `minimum` to `maximum`. @throws InvalidArgumentError */
export function numberBetween(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = decimalNumber(text);
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Give a number from ${minimum} to ${maximum}.`);
  };
}

/** Reads one of a few words; a near miss is named. @throws InvalidArgumentError */
export function oneOf<const T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Choose one of ${words.join(', ')}.${didYouMean(text, words)}`);
  };
}

/** Reads a rating scale in stars, `MIN:MAX:STEP` as in 0.5:5:0.5. @throws InvalidArgumentError */
export function ratingScale(text: string): { min: number; max: number; step: number } {
  const parts = text.split(':');
  if (parts.length !== 3) throw new InvalidArgumentError('Give MIN:MAX:STEP, as in 1:5:1 or 0.5:5:0.5.');
  const [min, max, step] = parts.map(decimalNumber);
  if (max > min && step > 0) return { min, max, step };
  throw new InvalidArgumentError('MAX must be above MIN, and STEP above 0.');
}

/** Reads the part of a plot, `X0:X1,Y0:Y1` in the units of its axes, as in 0.5:2,0:0.1. @throws InvalidArgumentError */
export function plotPart(text: string): { x: [number, number]; y: [number, number] } {
  const axes = text.split(',').map((axis) => axis.split(':').map(decimalNumber));
  const [x, y] = axes;
  if (axes.length !== 2 || x.length !== 2 || y.length !== 2) throw new InvalidArgumentError('Give X0:X1,Y0:Y1, as in 0.5:2,0:0.1.');
  if (x[1] > x[0] && y[1] > y[0]) return { x: [x[0], x[1]], y: [y[0], y[1]] };
  throw new InvalidArgumentError('X1 must be above X0, and Y1 above Y0.');
}

/**
 * Reads a stretch of an axis of parallel coordinates, `COLUMN=FROM:TO` or `COLUMN=WORD,WORD` as in rmse=0:0.1 or
 * label=Uniform; `none` is for rows without a value. Stretches given before stay, but for one of the same column.
 * @throws InvalidArgumentError
 */
export function axisBrushes(text: string, before: readonly Brush[] = []): Brush[] {
  const [, key, stretch] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (key === undefined) throw new InvalidArgumentError('Give COLUMN=FROM:TO or COLUMN=WORD,WORD, as in rmse=0:0.1.');
  const brush: Brush = { key, numbers: null, words: [] };
  for (const part of commaList(stretch)) {
    const ends = /^([^:]+):([^:]+)$/.exec(part);
    if (ends === null) brush.words.push(part);
    else if (brush.numbers === null) brush.numbers = [decimalNumber(ends[1]), decimalNumber(ends[2])];
    else throw new InvalidArgumentError('Give FROM:TO once for a column.');
  }
  if (brush.numbers !== null && brush.numbers[1] < brush.numbers[0]) throw new InvalidArgumentError('TO must not be below FROM.');
  return [...before.filter((one) => one.key !== key), brush];
}

/**
 * Reads a filter of runs, `PATH=VALUE,VALUE` as in budget.fillerSize=25,50; what is no plain word is JSON. Filters given
 * before stay, but for one of the same setting.
 * @throws InvalidArgumentError
 */
export function runFilters(text: string, before: readonly RunFilter[] = []): RunFilter[] {
  const filter = filterFromText(text);
  if (filter === null) throw new InvalidArgumentError('Give PATH=VALUE,VALUE, as in budget.fillerSize=25,50.');
  return withFilter(before, filter.path, filter.values);
}

/** Reads a list such as `3f2a91c,77ab012`, without empty entries. @throws InvalidArgumentError */
export function commaList(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  if (entries.every((entry) => entry !== '')) return entries;
  throw new InvalidArgumentError('Give names separated by commas, without gaps.');
}

/** Reads JSON, as in '{"id":"als","config":{"rank":8}}'; the service says whether it is a component. @throws InvalidArgumentError */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError(
      `Give JSON such as '{"id":"als","config":{"rank":8}}', in single quotes for the shell.`,
    );
  }
}
