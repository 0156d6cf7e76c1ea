import type { JudgedClaim } from '../../../shared/domain/claim.ts';
import { verdicts } from '../../../shared/domain/claim.ts';
import { formatNumber, noValue } from '../../../shared/figures/drawing/format.ts';
import type { TableColumn } from '../../components/table.ts';

/** Columns of the table of claims. */
export const claimColumns: readonly TableColumn<JudgedClaim>[] = [
  { key: 'claim', label: 'Claim' },
  { key: 'verdict', label: 'Verdict', title: 'By the rule of the claim, over every setting that was run', sort: ({ verdict }) => verdicts.indexOf(verdict) },
  { key: 'measured', label: 'Measured', title: 'Of the setting with most seeds and targets', align: 'right', text: ({ measured }) => formatNumber(measured, 3) },
  { key: 'interval', label: '95 % over seeds', title: 'Interval that speaks of other seeds at these targets; the rule asks for it', align: 'right', text: ({ interval }) => intervalText(interval) },
  { key: 'targets', label: 'and targets', title: 'Interval that speaks of other targets too, where there are several', align: 'right', text: ({ overTargets }) => intervalText(overTargets) },
  { key: 'n', label: 'n', title: 'Seeds; the targets of a seed are averaged first', align: 'right', text: ({ n }) => (n === 0 ? noValue : String(n)) },
];

/** Both ends of an interval, or the sign for none. */
export function intervalText(interval: { low: number; high: number } | null): string {
  return interval ? `${formatNumber(interval.low, 3)} to ${formatNumber(interval.high, 3)}` : noValue;
}
