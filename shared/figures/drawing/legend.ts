import type { FigureDrawing, SeriesEntry } from './figure-drawing.ts';
import { figureFont } from './figure-drawing.ts';
import { textWidth, type TextMeasure } from './symbol-text.ts';
import { wrapText } from './text.ts';

/** Length of a legend's sample of a line, and side of the square of what is drawn as an area, in px. */
export const markWidth = 28;
export const swatchSize = 8;

/** One line of text of a legend: the name of a series beside its mark, or what is left of a long name, without one. */
export interface LegendText {
  entry: SeriesEntry;
  /** Left edge of the mark, in px; the words stand {@link textLeft} behind it. */
  left: number;
  text: string;
  marked: boolean;
}

/** Rows of a legend from the top, and how many lines they leave out. */
export interface Legend {
  rows: LegendText[][];
  left: number;
}

/** Where the label of an entry begins, from the left edge of its mark, in px. */
export function textLeft({ swatch }: SeriesEntry): number {
  return swatch === true ? swatchSize + 6 : markWidth + 8;
}

/** The whole legend in rows of `room` px; a name that is wider goes on below its beginning, so that none is cut. */
export function legendRows(measure: TextMeasure, room: number, drawing: FigureDrawing): LegendText[][] {
  measure.font = figureFont(drawing, 500);
  const rows: LegendText[][] = [];
  let left = Infinity;
  for (const entry of drawing.entries) {
    const lines = wrapText(measure, entry.label, room - textLeft(entry));
    const width = Math.max(...lines.map((line) => Math.ceil(textWidth(measure, line))), 0) + textLeft(entry) + 20;
    if (left + width > room + 20 || lines.length > 1) {
      rows.push([]);
      left = 0;
    }
    lines.forEach((text, i) => {
      if (i > 0) rows.push([]);
      rows[rows.length - 1].push({ entry, left, text, marked: i === 0 });
    });
    left = lines.length > 1 ? Infinity : left + width;
  }
  return rows;
}

/** As many rows as fit into `most`, the last of them kept free for how many lines they leave out, if any. */
export function legendWithin(rows: readonly LegendText[][], most: number): Legend {
  if (rows.length <= most) return { rows: [...rows], left: 0 };
  let kept = Math.max(0, most - 1);
  // No name is cut in two.
  while (kept > 0 && !rows[kept][0].marked) kept--;
  return { rows: rows.slice(0, kept), left: rows.slice(kept).flat().filter(({ marked }) => marked).length };
}
