import type { FigureTable } from '../../shared/domain/table.ts';
import type { FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import { formatCount } from '../../shared/figures/drawing/format.ts';
import { groupIntoSeries } from '../../shared/figures/grouping.ts';
import type { ReportNode } from '../../shared/domain/report-document.ts';
import { html, type Markup } from './html/markup.ts';
import { nodesMarkup } from './html/nodes.ts';
import { reportPage } from './html/page.ts';
import { eachInTurn, inTurn } from './in-turn.ts';
import { pdfOf } from './pdf/document.ts';
import { auditsSection } from './sections/audits.ts';
import { judgedClaims, reportedClaims } from './sections/claims.ts';
import { dataCredits, notReproduced, paperCitation, responsibleUse } from './sections/credits.ts';
import { figureNodes, numbersOf } from './sections/figures.ts';
import { configurationSection, provenanceSection, runsSection } from './sections/provenance.ts';
import type { ReportInput } from './sections/report-input.ts';
import { startsSection } from './sections/starts.ts';
import { paragraph } from './sections/words.ts';

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

/** The paper's figures, panel by panel under its own letters, and its claims, as one HTML file without scripts. Gives way between its pieces. */
export async function exportPaper(report: PaperReport): Promise<string> {
  const sections = await paperSections(report);
  const bodies = await eachInTurn(sections, ({ body }) => nodesMarkup(body));
  const body: Markup = html`<h1>${report.title}</h1>
    <p class="quiet">${describePaper(report)}</p>
    <nav aria-label="Contents">
      <ul>
        ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li> `)}
      </ul>
    </nav>
    ${sections.map(({ id, title }, at) => html`<h2 id="${id}">${title}</h2> ${bodies[at]} `)}`;
  return reportPage(report, body);
}

/** The same as a PDF on A4: fonts embedded, figures as vectors. Gives way between its pieces. */
export async function exportPaperPdf(report: PaperReport): Promise<Uint8Array> {
  const groups = (await paperSections(report)).map(({ title, body }): ReportNode[] => [{ kind: 'heading', level: 2, text: title }, ...body]);
  return pdfOf({ title: report.title, source: describePaper(report), groups, sheet: 'a4' });
}

function describePaper({ input, panels, readings }: PaperReport): string {
  const others = readings === 0 ? '' : `, ${formatCount(readings)} of them other readings of its claims`;
  return (
    `${formatCount(panels.length)} panels, ${formatCount(input.runs.length)} runs${others}. The paper states neither rank nor ` +
    'regularization nor seeds; values here are those of the configuration below.'
  );
}

async function paperSections(report: PaperReport): Promise<Section[]> {
  const { input, panels } = report;
  const claims = reportedClaims(await inTurn(judgedClaims(report)));
  return [
    { id: 'claims', title: 'The paper’s claims', body: claims.verdicts },
    ...(await panelSections(panels)),
    ...(claims.readings.length === 0 ? [] : [{ id: 'readings', title: 'Readings of the claims', body: claims.readings }]),
    { id: 'starts', title: 'Other starts', body: startsSection(groupIntoSeries(input), report.uniqueness) },
    { id: 'audits', title: 'Gradient audits', body: auditsSection(report.audits, input.components) },
    { id: 'configuration', title: 'Configuration', body: configurationSection(report) },
    { id: 'provenance', title: 'Provenance', body: [...provenanceSection(report), ...runsSection(report)] },
    { id: 'limits', title: 'What this does not reproduce', body: notReproduced() },
    { id: 'credits', title: 'Credits and terms', body: [...paperCitation(), ...dataCredits(report.datasets)] },
    { id: 'use', title: 'Responsible use', body: responsibleUse() },
  ];
}

/** A heading that the contents name, and what stands under it. */
interface Section {
  id: string;
  title: string;
  body: readonly ReportNode[];
}

/** The panels in the paper's order, their figures numbered through. */
function panelSections(panels: readonly PaperReportPanel[]): Promise<Section[]> {
  let number = 0;
  return eachInTurn(panels, ({ id, title, figures, input }) => ({
    ...{ id, title },
    body: input.runs.length === 0 ? [paragraph('No run of this panel is stored yet.')] : figures.flatMap((figure) => numbered(figure, figure.table(input), ++number)),
  }));
}

/** A figure of a panel and its numbers under one number. */
function numbered(figure: FigureDefinition, table: FigureTable, number: number): ReportNode[] {
  const numbers = numbersOf({ figure, table });
  const below = numbers === null ? [] : [{ ...numbers, number }];
  return [...figureNodes(table, number).map((node) => (node.kind === 'heading' ? { ...node, level: 3 as const } : node)), ...below];
}
