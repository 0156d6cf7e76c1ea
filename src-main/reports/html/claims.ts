import type { JudgedClaim } from '../../../shared/domain/claim.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { formatNumber, noValue } from '../../../shared/figures/drawing/format.ts';
import { judgeClaims } from '../../claims/judge.ts';
import { claims } from '../../claims/list.ts';
import { html, type Markup } from './markup.ts';
import { reportTable, type ReportColumn } from './table.ts';

/** The paper's claims as the report's runs decide them; each with its rule, and what flips those that depend. */
export function claimsSection(runs: readonly Run[]): Markup {
  const judged = judgeClaims(claims, runs);
  const columns: ReportColumn<JudgedClaim>[] = [
    {
      label: 'Claim and rule',
      cell: ({ claim, source, rule, flips }) =>
        html`${claim} <span class="quiet">${source}. Rule: ${rule}.</span>
          ${flips.map((flip) => html`<br /><span class="quiet">Flipped by ${flip}.</span>`)}`,
    },
    { label: 'Verdict', name: true, cell: ({ verdict }) => verdict },
    { label: 'Measured', number: true, cell: ({ measured }) => (measured === null ? noValue : formatNumber(measured, 3)) },
    {
      label: '95 % interval',
      number: true,
      cell: ({ interval }) => (interval ? `${formatNumber(interval.low, 3)} to ${formatNumber(interval.high, 3)}` : noValue),
    },
    { label: 'n', number: true, cell: ({ n }) => String(n) },
  ];
  return html`<p>
      Each claim of the paper is decided by a rule that stood before any run was made. It holds, or does not, where
      every setting that these runs show says so; it depends where settings disagree; it is not tested where they are
      too few. The figures are those of the setting with most replicates.
    </p>
    ${reportTable(html`<b>Claims.</b> Li et al. 2016, Section 5 and Appendix C.`, columns, judged)}`;
}
