import { verdicts, type ClaimReading, type JudgedClaim } from '../../../shared/domain/claim.ts';
import type { ReportNode, Words } from '../../../shared/domain/report-document.ts';
import { noValue } from '../../../shared/figures/drawing/format.ts';
import { measuredText } from '../../../shared/figures/drawing/measured-text.ts';
import { judgeInTurn } from '../../claims/judge.ts';
import { claims } from '../../claims/list.ts';
import type { ReportInput } from './report-input.ts';
import { code, lineEnd, paragraph, quiet, strong, table, words, type ReportColumn } from './words.ts';

/** The paper's claims in a report. */
export interface ReportedClaims {
  /** How many hold, how they are decided, and each with its rule and what flips those that depend. */
  verdicts: ReportNode[];
  /** The readings that were tried of each that does not hold; long. */
  readings: ReportNode[];
}

/** The paper's claims as the report's runs decide them, one at a time. */
export function judgedClaims({ input, uniqueness }: Pick<ReportInput, 'input' | 'uniqueness'>): Generator<JudgedClaim, void> {
  return judgeInTurn(claims, {
    runs: input.runs.map(({ run }) => run),
    checks: uniqueness,
    targets: new Map(input.runs.flatMap(({ run, provenance }) => (provenance ? [[run.key, provenance.targets] as const] : []))),
  });
}

/** What a report says of them. */
export function reportedClaims(judged: readonly JudgedClaim[]): ReportedClaims {
  const readings = judged.filter((claim) => claim.readings.length > 0).map(readingsTable);
  const told = [
    paragraph(countVerdicts(judged)),
    paragraph(words`Each claim of the paper is decided by a rule that stood before any run was made. It holds, or does not, where
      every setting that these runs show says so; it depends where settings or targets disagree; it is not decided where it was
      measured, but with too few seeds or targets, or only under settings that the paper does not state, and not tested where no run
      speaks of it: ${code('npx poison-lab reproduce --profile claims')} runs what is missing. A rule whose interval reaches across its threshold although they are enough is not
      met, and said to be not shown. n counts seeds: the targets of a seed are averaged first, for its runs are not
      independent, so that the interval over seeds, which rules ask for, is of other seeds at these targets. The one over seeds and targets
      is of other targets too, and wide where there are few; whether targets disagree is judged apart. Runs that depart from what the paper states are readings: they are listed, and
      decide nothing. The figures are those of the setting with most seeds.`),
    table(words`${strong('Claims.')} Li et al. 2016, Section 5 and Appendix C.`, claimColumns, judged),
  ];
  return { verdicts: told, readings };
}

/** "Of 25 claims 8 hold, 12 depend, 5 do not hold." */
function countVerdicts(judged: readonly JudgedClaim[]): string {
  const counted = verdicts.flatMap((verdict) => {
    const n = judged.filter((claim) => claim.verdict === verdict).length;
    return n === 0 ? [] : [`${n} ${(n === 1 ? singular : several)[verdict]}`];
  });
  return `Of ${judged.length} claims ${counted.join(', ')}.`;
}

const singular = { holds: 'holds', 'does not hold': 'does not hold', depends: 'depends', 'not decided': 'is not decided', 'not tested': 'is not tested' };
const several = { holds: 'hold', 'does not hold': 'do not hold', depends: 'depend', 'not decided': 'are not decided', 'not tested': 'are not tested' };

const claimColumns: ReportColumn<JudgedClaim>[] = [
  {
    label: 'Claim and rule',
    cell: ({ claim, source, rule, unit, flips, starts }) =>
      words`${claim} ${quiet(`${source}. Rule: ${rule}. Measured: ${unit}.`)}${[...flips.map((flip) => `Flipped by ${flip}.`), ...(starts === '' ? [] : [starts])].flatMap((line) => [lineEnd, quiet(line)])}`,
  },
  { label: 'Verdict', cell: verdictCell },
  { label: 'Measured', number: true, cell: ({ measured, interval }) => (measured === null ? noValue : measuredText(measured, interval)(measured)) },
  { label: '95 % over seeds', number: true, cell: (found) => intervalText(found, 'interval') },
  { label: 'and targets', number: true, cell: (found) => intervalText(found, 'overTargets') },
  { label: 'n', number: true, cell: ({ n }) => String(n) },
];

const readingColumns: ReportColumn<ClaimReading>[] = [
  { label: 'Reading', cell: ({ reading, counts }) => (counts ? reading : words`${reading} ${quiet('(not counted)')}`) },
  { label: 'Gradient', name: true, cell: ({ gradient }) => gradient ?? noValue },
  { label: 'β', number: true, cell: ({ beta }) => (beta === null ? noValue : String(beta)) },
  { label: 'Measured', number: true, cell: ({ measured, interval }) => measuredText(measured, interval)(measured) },
  { label: '95 % over seeds', number: true, cell: (found) => intervalText(found, 'interval') },
  { label: 'and targets', number: true, cell: (found) => intervalText(found, 'overTargets') },
  { label: 'n', number: true, cell: ({ n }) => String(n) },
  { label: 'Rule', cell: ({ holds, because, note }) => [holds === true ? 'holds' : because, note].filter((part) => part !== '').join('; ') },
];

/** Sign and word, never a colour alone; below it why a rule is not met. */
function verdictCell({ verdict, because }: JudgedClaim): Words {
  const reason = because === '' ? [] : [lineEnd, quiet(`${because.charAt(0).toUpperCase()}${because.slice(1)}.`)];
  return words`${{ kind: 'verdict', verdict }}${reason}`;
}

/** Every reading under which one claim was tried. */
function readingsTable({ claim, unit, verdict, readings }: JudgedClaim): ReportNode {
  return table(words`${strong(claim)} ${verdict}. Readings tried; measured: ${unit}.`, readingColumns, readings);
}

function intervalText(found: Pick<JudgedClaim, 'measured' | 'interval' | 'overTargets'>, which: 'interval' | 'overTargets'): string {
  const ends = found[which];
  if (ends === null || found.measured === null) return noValue;
  const text = measuredText(found.measured, found.interval);
  return `${text(ends.low)} to ${text(ends.high)}`;
}
