import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';

/** A figure of a report with its table. */
export interface ReportFigure {
  figure: FigureDefinition;
  table: FigureTable;
}
