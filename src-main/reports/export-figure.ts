import type { FigureTable } from '../../shared/domain/table.ts';
import type { ChartOptions } from '../../shared/figures/define-figure.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { figureDefinitions, findDrawn } from '../../shared/figures/list.ts';
import { toCsv, utf8 } from './csv.ts';
import type { PaperOptions } from './draw-figure.ts';
import { drawPdf, drawPng, drawSvg } from './draw-figure.ts';

/** Formats of a single figure; `csv` is its table. */
export type FigureFormat = 'svg' | 'png' | 'pdf' | 'csv';

/** How a figure becomes a file: its paper, and choices of drawing such as hidden series. */
export interface ExportFigureOptions extends PaperOptions {
  chart?: ChartOptions;
}

/**
 * One figure or its table as the bytes of a file. The same table, options and version give the same bytes,
 * from the app and from the command line: nothing in them tells when or where they were made.
 * @throws LabError 'not-found' for an unknown figure.
 */
export async function exportFigure(
  table: FigureTable,
  figureId: string,
  format: FigureFormat,
  options: ExportFigureOptions,
): Promise<Uint8Array> {
  const figure = findDrawn(figureId);
  if (figure === undefined) {
    const known = figureDefinitions.map((one) => one.id).join(', ');
    throw new LabError('not-found', `There is no figure ${figureId}. Choose one of ${known}.`);
  }
  if (format === 'csv') return utf8(tableCsv(table));
  const drawing = { figure, table, options: options.chart };
  if (format === 'png') return drawPng(drawing, options);
  if (format === 'pdf') return drawPdf(drawing, options);
  return utf8(drawSvg(drawing, options));
}

/** The table as CSV: the keys of its columns, then every row with every digit. */
export function tableCsv(table: FigureTable): string {
  const keys = table.columns.map((column) => column.key);
  return toCsv(
    keys,
    table.rows.map((row) => keys.map((key) => row[key])),
  );
}
