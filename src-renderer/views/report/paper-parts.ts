import type { FigureTable } from '../../../shared/domain/table.ts';

/** A place on the paper that the contents lead to. */
export interface PaperPart {
  /** Id of its element. */
  id: string;
  title: string;
}

/** The contents of the preview: title, each figure with its table, differences, what the file adds. */
export function paperParts(tables: readonly FigureTable[]): PaperPart[] {
  return [
    { id: 'report-title', title: 'Title' },
    ...tables.flatMap((table, index) => [
      { id: `report-figure-${index + 1}`, title: `Figure ${index + 1}, ${table.title}` },
      { id: `report-table-${index + 1}`, title: `Table ${index + 1}, all means` },
    ]),
    { id: 'report-differences', title: 'Differences' },
    { id: 'report-rest', title: 'Also in the file' },
  ];
}

/** What the exported file holds beyond the preview. */
export const alsoInTheFile: readonly string[] = [
  'p, RMSE and rating against β, where runs have more than one β',
  'Convergence at the largest share',
  'Detection: both t-tests, over seeds',
  'The whole configuration and every run with its key',
  'Where each number comes from: versions, seeds, the data’s fingerprint',
  'How to do it again, as a campaign file and commands',
  'Citation, the data’s terms, responsible use',
];
