import type { FigureTable } from '../../shared/domain/table.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { formatCount, formatPercent } from '../../shared/figures/drawing/format.ts';
import { groupIntoSeries } from '../../shared/figures/grouping.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { auditsSection } from './html/audits.ts';
import { reportedClaims } from './html/claims.ts';
import { dataCredits, notReproduced, paperCitation, responsibleUse } from './html/credits.ts';
import { detectionTable } from './html/detection.ts';
import { differencesSection } from './html/differences.ts';
import { figureSection, marksOf } from './html/figures.ts';
import { html } from './html/markup.ts';
import { reportPage } from './html/page.ts';
import { configurationSection, provenanceSection, runsTable } from './html/provenance.ts';
import type { ReportInput } from './html/report-input.ts';
import { reproduceSection } from './html/reproduce.ts';
import { startsSection } from './html/starts.ts';
import { summary } from './html/summary.ts';
import { reportDifferences, reportFigures } from './report-figures.ts';

/**
 * A campaign or a choice of runs as one HTML file that needs nothing else: figures as inline SVG, their
 * tables, configuration, provenance, credits, and how to do it again. No scripts, everything escaped; the
 * same input gives the same text.
 */
export async function exportReport(report: ReportInput): Promise<string> {
  const { input } = report;
  const [rmse, target, traces] = [
    rmseByShare.table(input),
    targetMeanByShare.table(input),
    tracesAtLargestShare(input),
  ];
  const figures = reportFigures(input);
  const drawn = [...figures, ...(traces.rows.length > 0 ? [{ figure: convergence, table: traces }] : [])];
  const differences = figures
    .map((one) => reportDifferences(input, one))
    .filter((table) => table !== null)
    .map(differencesSection);
  const claims = reportedClaims(report);
  const body = html`<h1>${report.title}</h1>
    <p class="quiet">${describeSource(report)}</p>
    ${summary(rmse, target)}
    <h2>Figures</h2>
    ${drawn.map(({ figure, table }, i) => figureSection(figure, table, i + 1))}
    <h2>Differences between attacks</h2>
    ${differences.some((section) => section !== null) ? differences : html`<p>No two series of equal settings have finished runs at the same share.</p>`}
    <h2>Detection</h2>
    ${detectionTable(groupIntoSeries(input), marksOf(rmseByShare, rmse))}
    <h2>Other starts</h2>
    ${startsSection(groupIntoSeries(input), report.uniqueness)}
    <h2>Gradient audits</h2>
    ${auditsSection(report.audits, input.components)}
    <h2>The paper’s claims</h2>
    ${claims.verdicts} ${claims.readings}
    <h2>Configuration</h2>
    ${configurationSection(report)}
    <h2>Provenance</h2>
    ${provenanceSection(report)} ${runsTable(report)}
    <h2>What this does not reproduce</h2>
    ${notReproduced()}
    <h2>Do it again</h2>
    ${reproduceSection(report)}
    <h2>Credits and terms</h2>
    ${paperCitation()} ${dataCredits(report.datasets)}
    <h2>Responsible use</h2>
    ${responsibleUse()}`;
  return reportPage(report, body);
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

/** Data, number of runs, and the day on which the last of them ended (not the day of writing). */
function describeSource({ input, datasets, campaign }: ReportInput): string {
  const data = datasets.map(
    (one) => `${one.name}, ${formatCount(one.users)} users, ${formatCount(one.items)} items`,
  );
  const ends = input.runs.map(({ run }) => run.finishedAt).filter((end) => end !== null);
  const last =
    ends.length === 0 ? '' : ` Last run finished on ${ends.sort()[ends.length - 1].slice(0, 10)} (UTC).`;
  const source = campaign === null ? '' : `Campaign ${campaign.name}. `;
  return `${source}${data.map((one) => `${one}. `).join('')}${formatCount(input.runs.length)} runs.${last}`;
}
