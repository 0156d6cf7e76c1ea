import type { FigureDrawing } from '../../domain/report-document.ts';
import type { FigureTable } from '../../domain/table.ts';

/** What stands under a figure of a report behind its number: what it is of, unless the drawing says so, and its notes. */
export function figureCaption({ subtitle, notes }: FigureTable, drawing: FigureDrawing): string {
  return [...(drawing.title ? [] : [subtitle]), ...notes].join(' ');
}
