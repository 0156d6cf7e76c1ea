import type { FigureTable } from '../../../shared/domain/table.ts';
import {
  formatCount,
  formatMean,
  formatNumber,
  formatPercent,
} from '../../../shared/figures/drawing/format.ts';
import { numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { isInStars } from '../../../shared/figures/stars-once.ts';
import type { ReportNode } from '../../../shared/domain/report-document.ts';
import { paragraph } from './words.ts';

type Row = FigureTable['rows'][number];

/**
 * What the figures say in sentences: the strongest attack at the largest measured share, in numbers of the tables.
 * @param pushes whether all that is wanted is to move targets, so that their mean goes first
 */
export function summary(rmse: FigureTable, target: FigureTable, pushes: boolean): ReportNode[] {
  const told = [rmseSentence(rmse), targetSentence(target)];
  const sentences = (pushes ? told.reverse() : told).filter((sentence) => sentence !== null);
  if (sentences.length === 0) return [paragraph('No run is finished yet: the figures are still empty.')];
  return [paragraph(sentences.join(' '))];
}

function rmseSentence(table: FigureTable): string | null {
  const best = strongest(table, 'mean');
  if (best === null) return null;
  const ratio = numberIn(best, 'ratio');
  const told = isInStars({ rows: [best] }) ? meanOf(best, 3, 'stars') : `${meanOf(best, 3)} (${formatNumber(numberIn(best, 'meanStars'), 3)} stars)`;
  const times = ratio === null ? '' : `, ${formatNumber(ratio, 1)} times as much as uniform ratings`;
  return `With ${budgetOf(best)}, ${textIn(best, 'label')} shifts predictions by an RMSE of ${told}${times}.`;
}

function targetSentence(table: FigureTable): string | null {
  const best = strongest(table, 'toClean');
  if (best === null) return null;
  const stars = `${formatNumber(numberIn(best, 'cleanStars'), 3)} to ${formatNumber(numberIn(best, 'meanStars'), 3)} stars`;
  return `With ${budgetOf(best)}, ${textIn(best, 'label')} moves the mean predicted rating of the targets from ${formatNumber(numberIn(best, 'clean'), 3)} to ${meanOf(best, 3)}, that is from ${stars}.`;
}

/** The row of the largest measured share with the largest absolute value; the baseline only when it stands alone. */
function strongest(table: FigureTable, key: string): Row | null {
  const measured = table.rows.filter((row) => numberIn(row, key) !== null);
  const share = Math.max(...measured.map((row) => numberIn(row, 'maliciousShare') ?? 0));
  const rows = measured.filter((row) => row.maliciousShare === share);
  const attacks = rows.filter((row) => row.attack !== 'uniform');
  const size = (row: Row): number => Math.abs(numberIn(row, key) ?? 0);
  return (attacks.length > 0 ? attacks : rows).reduce<Row | null>(
    (best, row) => (best === null || size(row) > size(best) ? row : best),
    null,
  );
}

function budgetOf(row: Row): string {
  return `${formatPercent(numberIn(row, 'maliciousShare') ?? 0)} malicious users (${formatCount(numberIn(row, 'users') ?? 0)})`;
}

function meanOf(row: Row, decimals: number, unit = ''): string {
  const [low, high] = [numberIn(row, 'ciLow'), numberIn(row, 'ciHigh')];
  const interval = low === null || high === null ? null : { low, high };
  return formatMean(numberIn(row, 'mean'), interval, numberIn(row, 'n') ?? 0, decimals, unit);
}
