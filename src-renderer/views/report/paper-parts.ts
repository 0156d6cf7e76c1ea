import type { FigureTable } from '../../../shared/domain/table.ts';
import { betaAxis, shareAxis } from '../../../shared/figures/axis.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { isAboutP } from '../compare/table-rows.ts';

/** A place on the paper that the contents lead to. */
export interface PaperPart {
  /** Id of its element. */
  id: string;
  title: string;
}

/** The contents of the preview: title, each figure with its table, differences, other starts, what the file adds. */
export function paperParts(tables: readonly FigureTable[]): PaperPart[] {
  return [
    { id: 'report-title', title: 'Title' },
    ...tables.flatMap((table, index) => [
      { id: `report-figure-${index + 1}`, title: `Figure ${index + 1}, ${table.title}` },
      ...(valuesOf(table) === null ? [] : [{ id: `report-table-${index + 1}`, title: `Table ${index + 1}, all ${valuesOf(table)}` }]),
    ]),
    { id: 'report-differences', title: 'Differences' },
    { id: 'report-starts', title: 'Other starts' },
    { id: 'report-rest', title: 'Also in the file' },
  ];
}

/** What the table beside a figure lists: means, or medians of p; null for a figure along neither shares nor β, whose table is in the file. */
export function valuesOf(table: FigureTable): 'means' | 'medians' | null {
  const along = findFigure(table.figure)?.x;
  if (along !== shareAxis.column.key && along !== betaAxis.column.key) return null;
  return isAboutP(table) ? 'medians' : 'means';
}

/** What the exported file holds beyond the preview. */
export const alsoInTheFile: readonly string[] = [
  'The numbers of every figure',
  'Convergence at the largest share',
  'Detection: both t-tests, over seeds',
  'Gradient audits of these configurations, where they were made',
  'The whole configuration and every run with its key',
  'Where each number comes from: versions, seeds, the data’s fingerprint',
  'How to do it again, as a campaign file and commands',
  'Citation, the data’s terms, responsible use',
];
