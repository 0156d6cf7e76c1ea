import { isDecided, type JudgedClaim } from '../../shared/domain/claim.ts';
import { arePurePushes } from '../../shared/domain/pure-push.ts';
import type { ReportPart } from '../../shared/domain/report-document.ts';
import type { FigureTable } from '../../shared/domain/table.ts';
import { configsOf, type FigureInput } from '../../shared/figures/figure-run.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { formatCount, formatPercent } from '../../shared/figures/drawing/format.ts';
import { groupIntoSeries } from '../../shared/figures/grouping.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { addedFigures, addedPart } from './sections/added-figures.ts';
import { auditsSection } from './sections/audits.ts';
import { judgedClaims, reportedClaims } from './sections/claims.ts';
import { dataCredits, notReproduced, paperCitation, responsibleUse } from './sections/credits.ts';
import { detectionSection } from './sections/detection.ts';
import { differencesSection } from './sections/differences.ts';
import { figureParts, marksOf } from './sections/figures.ts';
import { configurationSection, provenanceSection, runsSection } from './sections/provenance.ts';
import { inTurn } from './in-turn.ts';
import type { ReportFigure } from './sections/report-figure.ts';
import { reportDifferences, reportFigures } from './sections/report-figures.ts';
import type { ReportInput } from './sections/report-input.ts';
import { reproduceSection } from './sections/reproduce.ts';
import { startsSection } from './sections/starts.ts';
import { summary } from './sections/summary.ts';

/** Everything that a report of these runs can hold, in the order that it has where nobody changed it. */
export function reportParts(report: ReportInput): ReportPart[] {
  return [...partsInSteps(report)].flat();
}

/** The same, giving way to whatever else the process has to do: a thousand runs take a while. */
export async function reportPartsInTurn(report: ReportInput): Promise<ReportPart[]> {
  return (await inTurn(partsInSteps(report))).flat();
}

/** Parts as they are made; none where a step made no whole one. */
function* partsInSteps(report: ReportInput): Generator<readonly ReportPart[], void> {
  const { input } = report;
  const rmse = rmseByShare.table(input);
  yield [section('summary', 'Summary', summary(rmse, targetMeanByShare.table(input), arePurePushes(configsOf(input))))];
  const figures: ReportFigure[] = [];
  for (const figure of reportFigures(input)) {
    yield figureParts(figure, figures);
    figures.push(figure);
  }
  for (const figure of traceFigures(input)) yield figureParts(figure, figures);
  for (const block of addedFigures(report)) yield [addedPart(block, input)];
  yield [section('differences', 'Differences between attacks', differencesSection(differencesOf(input, figures)), 'Differences')];
  const groups = groupIntoSeries(input);
  yield [section('detection', 'Detection', detectionSection(groups, marksOf(rmseByShare, rmse)))];
  yield [section('starts', 'Other starts', startsSection(groups, report.uniqueness))];
  yield [section('audits', 'Gradient audits', auditsSection(report.audits, input.components))];
  const judged: JudgedClaim[] = [];
  for (const claim of judgedClaims(report)) {
    judged.push(claim);
    yield [];
  }
  const { verdicts, readings } = reportedClaims(judged);
  const aside = !judged.some(({ verdict }) => isDecided(verdict)) ? { aside: true as const } : {};
  yield [{ ...section('claims', 'The paper’s claims', verdicts), ...aside }];
  if (readings.length > 0) yield [{ ...section('readings', 'Readings of the claims', readings), ...aside }];
  yield [section('configuration', 'Configuration', configurationSection(report))];
  yield [section('provenance', 'Provenance', provenanceSection(report))];
  yield [section('runs', 'Runs', runsSection(report))];
  yield [section('departures', 'What this does not reproduce', notReproduced(), 'Not reproduced')];
  const { plain, arranged } = reproduceSection(report, figures);
  const again = section('reproduce', 'Do it again', plain);
  yield [{ ...again, nodesOfLayout: [again.nodes[0], ...arranged] }];
  yield [section('credits', 'Credits and terms', [...paperCitation(), ...dataCredits(report.datasets)])];
  yield [section('use', 'Responsible use', responsibleUse())];
}

/** Differences between any two series of each figure by share. */
export function differencesOf(input: FigureInput, figures: Iterable<ReportFigure>): FigureTable[] {
  return [...figures].map((one) => reportDifferences(input, one)).filter((table) => table !== null);
}

/** Traces, where there are some. */
function traceFigures(input: FigureInput): ReportFigure[] {
  const traces = tracesAtLargestShare(input);
  return traces.rows.length > 0 ? [{ figure: convergence, table: traces }] : [];
}

/** Data, number of runs, and the day on which the last of them ended (not the day of writing). */
export function describeSource({ input, datasets, campaign }: ReportInput): string {
  const data = datasets.map((one) => `${one.name}, ${formatCount(one.users)} users, ${formatCount(one.items)} items`);
  const ends = input.runs.map(({ run }) => run.finishedAt).filter((end) => end !== null);
  const last = ends.length === 0 ? '' : ` Last run finished on ${ends.sort()[ends.length - 1].slice(0, 10)} (UTC).`;
  const source = campaign === null ? '' : `Campaign ${campaign.name}. `;
  return `${source}${data.map((one) => `${one}. `).join('')}${formatCount(input.runs.length)} runs.${last}`;
}

function section(id: string, title: string, nodes: ReportPart['nodes'], short = title): ReportPart {
  return { id, kind: 'section', title, short, nodes: [{ kind: 'heading', level: 2, text: title }, ...nodes] };
}

/** Traces of the runs at the largest share alone, with a note that says so: all shares in one figure hide each other. */
function tracesAtLargestShare(input: FigureInput): FigureTable {
  const finished = input.runs.filter(({ run }) => run.metrics !== null);
  const shares = [...new Set(finished.map(({ run }) => run.config.budget.maliciousShare))];
  const largest = Math.max(...shares);
  const table = convergence.table({
    ...input,
    runs: finished.filter(({ run }) => run.config.budget.maliciousShare === largest),
    planned: [],
  });
  const note = `Runs at ${formatPercent(largest)} malicious users, the largest share; others are in the figure ${convergence.id}.`;
  return shares.length < 2 ? table : { ...table, notes: [note, ...table.notes] };
}
