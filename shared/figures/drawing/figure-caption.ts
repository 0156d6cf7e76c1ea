import type { FigureDrawing, Panel } from '../../domain/report-document.ts';
import type { FigureTable } from '../../domain/table.ts';
import { findDrawn } from '../list.ts';

/** Letters of the panels of a figure. */
export const panelLetters = ['a', 'b'] as const;

/** What stands under a figure of a report behind its number: what it is of and leaves out, unless the drawing says so, and its notes. */
export function figureCaption(table: FigureTable, drawing: FigureDrawing): string {
  if (drawing.title) return table.notes.join(' ');
  const leftOut = findDrawn(table.figure)?.chart(table, 'print', { ...drawing, title: true }).data.drawing.leftOut ?? null;
  return [table.subtitle, ...(leftOut === null ? [] : [leftOut]), ...table.notes].join(' ');
}

/** The same under two panels: sentences that both have once, then those of each alone behind its letter. */
export function panelsCaption(panels: readonly Panel[]): string {
  const said = panels.map(({ table, drawing }) => figureCaption(table, drawing).split(/(?<=\.) /));
  const common = said[0].filter((sentence) => said.every((one) => one.includes(sentence)));
  const alone = said.map((sentences, at) => {
    const own = sentences.filter((sentence) => sentence !== '' && !common.includes(sentence));
    return own.length === 0 ? '' : `(${panelLetters[at]}) ${own.join(' ')}`;
  });
  return [...common, ...alone].filter((one) => one !== '').join(' ');
}

/** What stands above a panel: its letter, and its title unless the drawing says it. */
export function panelTitle({ table, drawing }: Panel, at: number): string {
  return drawing.title ? `(${panelLetters[at]})` : `(${panelLetters[at]}) ${table.title}`;
}
