import { optionsOf, type Panel } from '../../domain/report-document.ts';
import { notesOnDrawing, withoutBands } from '../captions.ts';
import { notesOnEnds } from '../line-ends.ts';
import { findDrawn } from '../list.ts';

/** Letters of the panels of a figure. */
export const panelLetters = ['a', 'b'] as const;

/**
 * What stands under a figure of a report behind its number: someone's own words, what it is of and leaves out, unless the
 * drawing says so, which lines were left out, and those of its notes that speak of what is drawn.
 */
export function figureCaption(panel: Panel): string {
  const { table, drawing, caption = '' } = panel;
  const own = caption === '' || /[.!?]$/.test(caption) ? caption : `${caption}.`;
  const leftOut = drawing.title ? null : (findDrawn(table.figure)?.chart(table, 'print', { ...optionsOf(panel), title: true }).data.drawing.leftOut ?? null);
  const subtitle = drawing.bands ? table.subtitle : withoutBands(table.subtitle);
  const inDrawing = drawing.title ? notesOnEnds(table) : [];
  const notes = notesOnDrawing(table).filter((note) => !inDrawing.includes(note));
  return [own, drawing.title ? '' : subtitle, leftOut ?? '', hiddenWords(panel), ...notes].filter((one) => one !== '').join(' ');
}

/** "Not drawn: PGA exact and Uniform." */
function hiddenWords({ table, view }: Panel): string {
  const hidden = view?.hidden ?? [];
  const labels = [...new Map(table.rows.map((row) => [String(row.series), String(row.label)]))].filter(([series]) => hidden.includes(series)).map(([, label]) => label);
  if (labels.length === 0) return '';
  return labels.length > 4 ? `${labels.length} lines are not drawn.` : `Not drawn: ${[labels.slice(0, -1).join('; '), labels.at(-1)].filter(Boolean).join(' and ')}.`;
}

/** The same under two panels: sentences that both have once, then those of each alone behind its letter. */
export function panelsCaption(panels: readonly Panel[]): string {
  const said = panels.map((panel) => figureCaption(panel).split(/(?<=\.) /));
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
