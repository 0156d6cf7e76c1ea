import type { FigureTable } from '../../../shared/domain/table.ts';
import { formatDifference, formatNumber, formatP } from '../../../shared/figures/drawing/format.ts';
import { numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import { reportTable } from './table.ts';

/** Paired differences between all series, each pair once; nothing where there is no pair. */
export function differencesSection(table: FigureTable): Markup | null {
  const seen = new Set<string>();
  const rows = table.rows.filter((row) => {
    const pair = [row.left, row.right].sort().join(' ') + ` ${row.maliciousShare}`;
    return seen.has(pair) ? false : seen.add(pair);
  });
  if (rows.length === 0) return null;
  const decimals = table.columns.find((column) => column.key === 'difference')?.decimals ?? 3;
  return reportTable(
    html`<b>${table.title}.</b> ${table.subtitle} ${table.notes.join(' ')}`,
    [
      { label: 'Left − right', cell: (row) => `${textIn(row, 'leftLabel')} − ${textIn(row, 'rightLabel')}` },
      {
        label: 'Malicious, %',
        number: true,
        cell: (row) => formatNumber((numberIn(row, 'maliciousShare') ?? 0) * 100, 1),
      },
      {
        label: 'Difference',
        number: true,
        cell: (row) => formatDifference(numberIn(row, 'difference'), decimals),
      },
      {
        label: '95 % CI',
        number: true,
        cell: (row) =>
          `${formatNumber(numberIn(row, 'differenceLow'), decimals)} to ${formatNumber(numberIn(row, 'differenceHigh'), decimals)}`,
      },
      { label: 'Pairs', number: true, cell: (row) => String(numberIn(row, 'pairs') ?? 0) },
      { label: 'p, Holm', number: true, cell: (row) => formatP(numberIn(row, 'pHolm')) },
    ],
    rows,
  );
}
