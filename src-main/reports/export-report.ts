import type { ArrangedBlock } from '../../shared/domain/report-layout.ts';
import { arrangeReport, reportTitle, sheetOf } from '../../shared/domain/report-layout.ts';
import { html } from './html/markup.ts';
import { nodeMarkup } from './html/nodes.ts';
import { reportPage } from './html/page.ts';
import { eachInTurn } from './in-turn.ts';
import { pagesOf, pdfOf, type DocumentText } from './pdf/document.ts';
import { describeSource, reportPartsInTurn } from './report-parts.ts';
import type { ReportInput } from './sections/report-input.ts';

/** How a report lies on its sheets: how many, and the sheet from 1 on which each shown block begins, by id. */
export interface ReportPages {
  pages: number;
  blocks: { id: string; page: number }[];
}

/**
 * A campaign or a choice of runs as one HTML file that needs nothing else: figures as inline SVG, their
 * tables, configuration, provenance, credits, and how to do it again, in the order of the report's layout with its
 * notes between them. No scripts, everything escaped; the same input gives the same text. Gives way between its pieces.
 */
export async function exportReport(report: ReportInput): Promise<string> {
  const title = reportTitle(report.layout, report.title);
  const nodes = (await shownBlocks(report)).flatMap((block) => block.nodes);
  const body = await eachInTurn(nodes, nodeMarkup);
  return reportPage({ ...report, title }, html`<h1>${title}</h1> <p class="quiet">${describeSource(report)}</p> ${body}`);
}

/** The same report as a PDF: fonts embedded, figures as vectors; the same input gives the same bytes. Gives way between its pieces. */
export async function exportReportPdf(report: ReportInput): Promise<Uint8Array> {
  return pdfOf(documentText(report, await shownBlocks(report)));
}

/** The pages of that PDF, found as it finds them. Gives way between its pieces. */
export async function reportPages(report: ReportInput): Promise<ReportPages> {
  const shown = await shownBlocks(report);
  const { pages, begins } = await pagesOf(documentText(report, shown));
  return {
    pages: pages.length,
    blocks: shown.flatMap(({ block }, at) => {
      const begin = block.kind === 'title' ? 0 : begins[at];
      return begin === null ? [] : [{ id: block.id, page: begin + 1 }];
    }),
  };
}

function documentText(report: ReportInput, shown: readonly ArrangedBlock[]): DocumentText {
  const { layout, title } = report;
  return { title: reportTitle(layout, title), source: describeSource(report), groups: shown.map(({ nodes }) => nodes), sheet: sheetOf(layout) };
}

/** What is shown of a report, from top to bottom. */
async function shownBlocks(report: ReportInput): Promise<ArrangedBlock[]> {
  return arrangeReport(report.layout, await reportPartsInTurn(report)).filter(({ block }) => block.shown);
}
