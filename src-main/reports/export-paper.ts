import type { FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import { formatCount } from '../../shared/figures/drawing/format.ts';
import { groupIntoSeries } from '../../shared/figures/grouping.ts';
import { auditsSection } from './html/audits.ts';
import { claimsSection } from './html/claims.ts';
import { dataCredits, notReproduced, paperCitation, responsibleUse } from './html/credits.ts';
import { figureSection } from './html/figures.ts';
import { html, type Markup } from './html/markup.ts';
import { reportPage } from './html/page.ts';
import { configurationSection, provenanceSection, runsTable } from './html/provenance.ts';
import type { ReportInput } from './html/report-input.ts';
import { startsSection } from './html/starts.ts';

/** A panel of the paper and the runs that draw it. */
export interface PaperReportPanel {
  /** `figure-1a`. */
  id: string;
  title: string;
  figures: FigureDefinition[];
  input: FigureInput;
}

/** What the report on the paper is made from: all runs, and those of each panel. */
export interface PaperReport extends ReportInput {
  panels: PaperReportPanel[];
  /** How many of the runs belong to no panel: they try other readings of the claims. */
  readings: number;
}

/** The paper's figures, panel by panel under its own letters, and its claims, as one HTML file without scripts. */
export function exportPaper(report: PaperReport): string {
  const { input, panels, readings } = report;
  let number = 0;
  const drawn = panels.map(
    ({ title, figures, input: own }) =>
      html`<h2>${title}</h2>
        ${
          own.runs.length === 0
            ? html`<p>No run of this panel is stored yet.</p>`
            : figures.map((figure) => figureSection(figure, figure.table(own), ++number))
        }`,
  );
  const body: Markup = html`<h1>${report.title}</h1>
    <p class="quiet">
      ${formatCount(panels.length)} panels, ${formatCount(input.runs.length)}
      runs${readings === 0 ? '' : `, ${formatCount(readings)} of them other readings of its claims`}. The paper states neither rank nor
      regularization nor seeds; values here are those of the configuration below.
    </p>
    <h2>The paper’s claims</h2>
    ${claimsSection(report)} ${drawn}
    <h2>Other starts</h2>
    ${startsSection(groupIntoSeries(input), report.uniqueness)}
    <h2>Gradient audits</h2>
    ${auditsSection(report.audits, input.components)}
    <h2>Configuration</h2>
    ${configurationSection(report)}
    <h2>Provenance</h2>
    ${provenanceSection(report)} ${runsTable(report)}
    <h2>What this does not reproduce</h2>
    ${notReproduced()}
    <h2>Credits and terms</h2>
    ${paperCitation()} ${dataCredits(report.datasets)}
    <h2>Responsible use</h2>
    ${responsibleUse()}`;
  return reportPage(report, body);
}
