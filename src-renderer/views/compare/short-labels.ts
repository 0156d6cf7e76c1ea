import type { FigureTable } from '../../../shared/domain/table.ts';
import type { PairReading } from './read-out.ts';
import { seriesOf } from './read-out.ts';

/** The setting that all drawn series of a table share, or an empty string. */
export function sharedSetting(table: FigureTable, hidden: readonly string[]): string {
  const drawn = seriesOf(table).filter(({ series }) => !hidden.includes(series));
  const settings = new Set(drawn.map(({ label }) => settingOf(label)));
  return settings.size === 1 ? [...settings][0] : '';
}

/** The table with a shared setting left out of its labels; no number changes. */
export function withoutSetting(table: FigureTable, setting: string): FigureTable {
  if (setting === '') return table;
  return { ...table, rows: table.rows.map((row) => ({ ...row, label: shortened(String(row['label']), setting) })) };
}

/** The same for the table of pairs. */
export function pairsWithoutSetting(pairs: readonly PairReading[], setting: string): readonly PairReading[] {
  if (setting === '') return pairs;
  return pairs.map((pair) => ({
    ...pair,
    leftLabel: shortened(pair.leftLabel, setting),
    rightLabel: shortened(pair.rightLabel, setting),
  }));
}

function shortened(label: string, setting: string): string {
  const end = `, ${setting}`;
  return label.endsWith(end) ? label.slice(0, -end.length) : label;
}

/** What stands behind the attack in the label of a series, as in "μ1 = 0, μ2 = 1"; empty for most. */
function settingOf(label: string): string {
  return label.split(', ').slice(1).join(', ');
}
