import type { DatasetProfile } from '../../domain/dataset.ts';
import type { FigureTable } from '../../domain/table.ts';
import type { FigureDefinition } from '../define-figure.ts';
import { formatCount } from '../drawing/format.ts';

/** A figure of one data set: a tidy table of its profile, and a chart made from nothing but that table. */
export interface DatasetFigure extends Pick<FigureDefinition, 'id' | 'title' | 'x' | 'chart'> {
  /** What can be read at a place of the x axis, in a sentence; null where nothing stands. */
  readOut(table: FigureTable, place: number): string | null;
  table(profile: DatasetProfile): FigureTable;
}

/** Name and size of a data set, for the line under a figure's title. */
export function describeDataset({ dataset }: DatasetProfile): string {
  const { name, users, items, ratings } = dataset;
  return `${name}. ${formatCount(ratings)} ratings of ${formatCount(items)} items by ${formatCount(users)} users.`;
}
