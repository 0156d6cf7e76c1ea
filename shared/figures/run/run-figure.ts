import type { RatingScale, RatingShift } from '../../domain/dataset.ts';
import type { Run, Series } from '../../domain/run.ts';
import type { Column, FigureTable } from '../../domain/table.ts';
import type { FigureDefinition } from '../define-figure.ts';
import { formatCount, formatPercent, formatPlain } from '../drawing/format.ts';

/** The malicious block of a run beside the ratings of the normal users. */
export interface ProfileFacts {
  /** m'. */
  users: number;
  /** Every malicious rating: user from 0, column of the item, shifted units; by user, then by item. */
  ratings: readonly { user: number; item: number; rating: number }[];
  /** Ratings by normal users of each item, by column. */
  counts: ArrayLike<number>;
  /** How often each rating occurs among the normal users, shifted units, ascending. */
  normal: readonly { shifted: number; count: number }[];
}

/** Every normal user's prediction of one target, by the clean and by the poisoned model; shifted units. */
export interface TargetPredictions {
  /** The id as in the data file. */
  item: string;
  title: string | null;
  before: ArrayLike<number>;
  after: ArrayLike<number>;
}

/** What figures of one run are made from; null where a figure has no need of it or there is none. */
export interface RunFacts {
  run: Run;
  series: Series | null;
  shift: RatingShift;
  scale: RatingScale;
  /** Ids of the data file by column; empty where profiles are not asked for. */
  itemIds: readonly string[];
  /** Columns of the targets. */
  targets: readonly number[];
  profiles: ProfileFacts | null;
  prediction: TargetPredictions | null;
}

/** A figure of one run: a tidy table, and a chart made from nothing but that table. */
export interface RunFigure extends Pick<FigureDefinition, 'id' | 'title' | 'x' | 'chart'> {
  /** What has to be loaded. */
  needs: 'series' | 'profiles' | 'prediction';
  /** Where the x axis is ranks of items: whether it is logarithmic unless the options of the chart say. */
  logarithmicRanks?(table: FigureTable): boolean;
  /** What can be read at a place of the x axis, line by line; empty where nothing stands. */
  readOut(table: FigureTable, place: number): { label: string; value: string }[];
  table(facts: RunFacts): FigureTable;
}

/** Which run a figure is of, for the line under its title. */
export function describeRun({ run }: RunFacts): string {
  const { budget, seed } = run.config;
  return `${run.label} on ${run.datasetName}, ${formatPercent(budget.maliciousShare)} (${formatCount(run.maliciousUsers)} malicious users), B = ${formatPlain(budget.fillerSize)}, Λ = ${formatPlain(budget.maxRating)}, seed ${seed}.`;
}

/** Columns that say whose colour a row is drawn in, and their cells. */
export const attackColumns: Column[] = [
  { key: 'attack', label: 'Attack', unit: '', type: 'text' },
  { key: 'gradient', label: 'Gradient', unit: '', type: 'text' },
];

/** Cells of {@link attackColumns}. */
export function attackCells({ run }: RunFacts): { attack: string; gradient: string } {
  return { attack: run.config.attack.id, gradient: run.config.gradient?.id ?? '' };
}

/** A column of numbers; without decimals numbers are written as short as they can be. */
export function numberColumn(key: string, label: string, unit = '', decimals?: number): Column {
  return { key, label, unit, type: 'number', ...(decimals === undefined ? {} : { decimals }) };
}

/** Shifted units as stars. */
export function inStars(shifted: number, { shift }: Pick<RunFacts, 'shift'>): number {
  return (shifted - shift.add) / shift.multiply;
}
