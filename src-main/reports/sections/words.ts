import type { Piece, ReportNode, ReportTable, Words } from '../../../shared/domain/report-document.ts';

/** Words in which every stretch of spaces and line ends of the source is one space; values stand as they are. */
export function words(strings: TemplateStringsArray, ...values: (string | number | Piece | readonly Piece[])[]): Piece[] {
  const pieces = strings.flatMap((text, at): Piece[] => [
    { kind: 'text', text: text.replaceAll(/\s+/g, ' ') },
    ...(at < values.length ? piecesOf(values[at]) : []),
  ]);
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') joined[joined.length - 1] = { kind: 'text', text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined.filter((piece) => piece.kind !== 'text' || piece.text !== '');
}

export const strong = (text: string): Piece => ({ kind: 'strong', text });
export const quiet = (text: string): Piece => ({ kind: 'quiet', text });
export const code = (text: string): Piece => ({ kind: 'code', text });
/** The end of a line inside a cell. */
export const lineEnd: Piece = { kind: 'line' };

/** A paragraph of words. */
export function paragraph(text: Words): ReportNode {
  return { kind: 'paragraph', text };
}

/** A list without numbers; nothing where it is empty. */
export function bullets(items: readonly Words[]): ReportNode[] {
  return items.length === 0 ? [] : [{ kind: 'list', ordered: false, items: [...items] }];
}

/** Terms with their values; those without a value are left out. */
export function facts(entries: readonly [string, string][]): ReportNode {
  return { kind: 'facts', entries: entries.filter(([, value]) => value !== '') };
}

/** A column of a table in a report. */
export interface ReportColumn<R> {
  label: string;
  /** Right-aligned, never broken. */
  number?: boolean;
  /** Never broken, for names beside a mark. */
  name?: boolean;
  cell(row: R): Words;
}

/** A table with its caption; its number, if it is to have one, comes when the report is put together. */
export function table<R>(caption: Words, columns: readonly ReportColumn<R>[], rows: readonly R[]): ReportTable {
  return {
    kind: 'table',
    number: null,
    caption,
    columns: columns.map(({ label, number, name }) => ({ label, align: number ? 'number' : name ? 'name' : 'long' })),
    rows: rows.map((row) => columns.map((column) => column.cell(row))),
  };
}

function piecesOf(value: string | number | Piece | readonly Piece[]): Piece[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ kind: 'text', text: String(value) }];
  return 'kind' in value ? [value] : [...value];
}
