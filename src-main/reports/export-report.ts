import { arrangeReport, reportTitle } from '../../shared/domain/report-layout.ts';
import type { ReportNode } from '../../shared/domain/report-document.ts';
import { html } from './html/markup.ts';
import { nodesMarkup } from './html/nodes.ts';
import { reportPage } from './html/page.ts';
import { pdfOf } from './pdf/document.ts';
import { describeSource, reportParts } from './report-parts.ts';
import type { ReportInput } from './sections/report-input.ts';

/**
 * A campaign or a choice of runs as one HTML file that needs nothing else: figures as inline SVG, their
 * tables, configuration, provenance, credits, and how to do it again, in the order of the report's layout with its
 * notes between them. No scripts, everything escaped; the same input gives the same text.
 */
export async function exportReport(report: ReportInput): Promise<string> {
  const title = reportTitle(report.layout, report.title);
  return reportPage({ ...report, title }, html`<h1>${title}</h1> <p class="quiet">${describeSource(report)}</p> ${nodesMarkup(reportNodes(report))}`);
}

/** The same report as a PDF: fonts embedded, figures as vectors; the same input gives the same bytes. */
export function exportReportPdf(report: ReportInput): Uint8Array {
  return pdfOf(reportTitle(report.layout, report.title), describeSource(report), reportNodes(report));
}

/** What is shown of a report, from top to bottom. */
function reportNodes(report: ReportInput): ReportNode[] {
  return arrangeReport(report.layout, reportParts(report))
    .filter(({ block }) => block.shown)
    .flatMap(({ nodes }) => nodes);
}
