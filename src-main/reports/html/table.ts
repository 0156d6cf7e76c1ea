import type { Markup, Part } from './markup.ts';
import { html } from './markup.ts';

/** A column of a table in a report. */
export interface ReportColumn<R> {
  label: string;
  /** Right-aligned, never broken. */
  number?: boolean;
  /** Never broken, for names beside a mark. */
  name?: boolean;
  cell(row: R): Part;
}

/** A table with a caption; wider than the page it scrolls on its own. */
export function reportTable<R>(
  caption: Part,
  columns: readonly ReportColumn<R>[],
  rows: readonly R[],
): Markup {
  const kind = (column: ReportColumn<R>): string =>
    column.number ? 'number' : column.name ? 'name' : 'long';
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class="${kind(column)}">${column.label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column) => html`<td class="${kind(column)}">${column.cell(row)}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;
}

/** Facts as terms and values; those without a value are left out. */
export function facts(entries: readonly [string, Part][]): Markup {
  return html`<dl>
    ${entries
      .filter(([, value]) => value !== null && value !== '')
      .map(
        ([term, value]) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd>`,
      )}
  </dl> `;
}
