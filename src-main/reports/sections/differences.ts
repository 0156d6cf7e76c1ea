import type { ReportNode } from '../../../shared/domain/report-document.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { formatCount, formatDifference, formatNumber, formatP } from '../../../shared/figures/drawing/format.ts';
import { numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { familySize } from '../../../shared/figures/holm-family.ts';
import { paragraph, strong, table as tableOf, words } from './words.ts';

type Row = FigureTable['rows'][number];

/** Paired differences between all series of each table of differences; a sentence where there is no pair. */
export function differencesSection(tables: readonly FigureTable[]): ReportNode[] {
  const nodes = tables.flatMap(differencesOf);
  return nodes.length > 0 ? nodes : [paragraph('No two series of equal settings have finished runs at the same share.')];
}

/** Each pair once. */
function differencesOf(table: FigureTable): ReportNode[] {
  const seen = new Set<string>();
  const rows = table.rows.filter((row) => {
    const pair = [row.left, row.right].sort().join(' ') + ` ${row.maliciousShare}`;
    return seen.has(pair) ? false : seen.add(pair);
  });
  if (rows.length === 0) return [];
  const family = familySize(rows.map(({ pHolm }) => pHolm));
  const decimals = table.columns.find((column) => column.key === 'difference')?.decimals ?? 3;
  const caption = words`${strong(`${table.title}.`)} ${table.subtitle} ${table.notes.join(' ')}`;
  return [tableOf(
    caption,
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
      ...(family > 0 ? [{ label: `p, Holm of ${formatCount(family)}`, number: true, cell: (row: Row) => formatP(numberIn(row, 'pHolm')) }] : []),
    ],
    rows,
  )];
}
