import { PDFDocument } from '@napi-rs/canvas';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ReportNode } from '../../../shared/domain/report-document.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { registerFonts } from '../fonts.ts';
import { nodeSlices, titleSlices } from './nodes.ts';
import { paginate } from './paginate.ts';
import { baseline, drawLine, sheet } from './slice.ts';
import { typeset } from './typeset.ts';

const footStyle = { size: 8, leading: 12, weight: 400, colour: themes.print.caption } as const;

/**
 * A report as a PDF on A4 in the print theme: text is text in the bundled font, which is embedded, figures are vectors.
 * The same nodes give the same bytes: nothing in it tells when or where it was written.
 */
export function pdfOf(title: string, source: string, nodes: readonly ReportNode[]): Uint8Array {
  registerFonts();
  const document = new PDFDocument({ title, creator: 'Poison Lab', producer: 'Poison Lab' });
  const pages = paginate([...titleSlices(title, source), ...nodes.flatMap(nodeSlices)]);
  pages.forEach((placed, at) => {
    const page = document.beginPage(sheet.width, sheet.height) as unknown as SKRSContext2D;
    page.textRendering = 'optimizeSpeed';
    for (const { slice, top } of placed) slice.draw(page, top);
    drawFoot(page, title, `${at + 1} / ${pages.length}`);
    document.endPage();
  });
  return document.close();
}

/** The report's name at the left and the number of the page at the right. */
function drawFoot(page: SKRSContext2D, title: string, number: string): void {
  const base = baseline(footStyle, sheet.height - 42);
  const [name] = typeset(title, footStyle, sheet.content - 80);
  const [count] = typeset(number, footStyle, 80);
  drawLine(page, name, sheet.left, base);
  drawLine(page, count, sheet.left + sheet.content - count.width, base);
}
