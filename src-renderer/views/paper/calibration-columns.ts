import type { CalibrationRow } from '../../../shared/domain/audit.ts';
import { formatNumber, noValue } from '../../../shared/figures/drawing/format.ts';
import type { TableColumn } from '../../components/table.ts';

/** Columns of the table of published values. */
export const calibrationColumns: readonly TableColumn<CalibrationRow>[] = [
  { key: 'check', label: 'Check' },
  { key: 'protocol', label: 'Protocol' },
  { key: 'published', label: 'Published', align: 'right', text: publishedText },
  { key: 'measured', label: 'Measured', title: 'In stars; the mean where there are several splits', align: 'right', text: ({ measured }) => formatNumber(measured, 4) },
  { key: 'band', label: 'Band', title: 'Measured values that count as the published one', align: 'right', text: ({ band }) => bandText(band) },
  { key: 'status', label: 'Verdict' },
];

/** The published value, both ends where it is a range. */
export function publishedText({ published }: Pick<CalibrationRow, 'published'>): string {
  return published.replace(/(\d)-(\d)/, '$1 to $2');
}

/** Both ends of a band, or the sign for none. */
export function bandText(band: CalibrationRow['band']): string {
  return band ? `${formatNumber(band[0], 4)} to ${formatNumber(band[1], 4)}` : noValue;
}

/** What a row says, in words. */
export const statusWords: Record<CalibrationRow['status'], string> = {
  ok: 'within the band',
  off: 'outside the band',
  'no data': 'no data',
  orientation: 'orientation',
};

/** How many rows that are judged lie within their bands: `9 of 9 within their bands`. */
export function verdictSentence(rows: readonly CalibrationRow[]): string {
  const judged = rows.filter(({ status }) => status === 'ok' || status === 'off');
  if (judged.length === 0) return 'Nothing could be measured: the data is not here.';
  const within = judged.filter(({ status }) => status === 'ok').length;
  const missing = rows.filter(({ status }) => status === 'no data').length;
  const rest = missing === 0 ? '' : `; ${missing} had no data`;
  return `${within} of ${judged.length} measured values lie within their bands${rest}.`;
}
