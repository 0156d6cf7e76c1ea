import type { JudgedClaim } from '../../../shared/domain/claim.ts';
import { verdicts } from '../../../shared/domain/claim.ts';
import { noValue } from '../../../shared/figures/drawing/format.ts';
import { measuredText } from '../../../shared/figures/drawing/measured-text.ts';
import type { TableColumn } from '../../components/table.ts';

/** Columns of the table of claims. */
export const claimColumns: readonly TableColumn<JudgedClaim>[] = [
  { key: 'claim', label: 'Claim' },
  { key: 'verdict', label: 'Verdict', title: 'By the rule of the claim, over every setting that was run', sort: ({ verdict }) => verdicts.indexOf(verdict) },
  { key: 'measured', label: 'Measured', title: 'Of the setting with most seeds and targets', align: 'right', text: measuredWords },
  { key: 'interval', label: '95 % over seeds', title: 'Interval that speaks of other seeds at these targets; the rule asks for it', align: 'right', text: (claim) => intervalText(claim.interval, textOf(claim)) },
  { key: 'targets', label: '95 % over targets too', title: 'Interval that speaks of other targets too, where there are several', align: 'right', text: (claim) => intervalText(claim.overTargets, textOf(claim)) },
  { key: 'n', label: 'n', title: 'Seeds; the targets of a seed are averaged first', align: 'right', text: ({ n }) => (n === 0 ? noValue : String(n)) },
];

/** What was measured of a claim, with as many decimals as its interval tells. */
export function measuredWords(claim: JudgedClaim): string {
  return claim.measured === null ? noValue : textOf(claim)(claim.measured);
}

/** Both ends of an interval, or the sign for none. */
function intervalText(interval: JudgedClaim['interval'], text: (value: number) => string): string {
  return interval ? `${text(interval.low)} to ${text(interval.high)}` : noValue;
}

/** How a claim's figures are written; each row has its own unit. */
function textOf({ measured, interval }: JudgedClaim): (value: number) => string {
  return measuredText(measured ?? 0, interval);
}
