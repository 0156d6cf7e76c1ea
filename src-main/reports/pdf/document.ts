import { PDFDocument } from '@napi-rs/canvas';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ReportNode } from '../../../shared/domain/report-document.ts';
import type { SheetSize } from '../../../shared/domain/report-layout.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { registerFonts } from '../fonts.ts';
import { eachInTurn, inTurn } from '../in-turn.ts';
import { nodeSlices, titleSlices } from './nodes.ts';
import { paginate, type Placed } from './paginate.ts';
import { baseline, contentWidth, drawLine, sheets, type Sheet, type Slice } from './slice.ts';
import { typeset } from './typeset.ts';

/** What a document says, from top to bottom. */
export interface DocumentText {
  title: string;
  /** What it is made from, in a line under the title. */
  source: string;
  /** Nodes that belong together, as those of a block of a report. */
  groups: readonly (readonly ReportNode[])[];
  sheet: SheetSize;
}

const footStyle = { size: 8, leading: 12, weight: 400, colour: themes.print.caption } as const;

/**
 * A report as a PDF in the print theme: text is text in the bundled font, which is embedded, figures are vectors. The same
 * text gives the same bytes: nothing in it tells when or where it was written. Gives way between its pieces and its pages.
 */
export async function pdfOf(text: DocumentText): Promise<Uint8Array> {
  const { pages } = await pagesOf(text);
  const sheet = sheets[text.sheet];
  const document = new PDFDocument({ title: text.title, creator: 'Poison Lab', producer: 'Poison Lab' });
  await eachInTurn(pages.entries(), ([at, placed]) => {
    const page = document.beginPage(sheet.width, sheet.height) as unknown as SKRSContext2D;
    page.textRendering = 'optimizeSpeed';
    page.translate(sheet.left, 0);
    for (const { slice, top } of placed) slice.draw(page, top);
    drawFoot(page, sheet, text.title, `${at + 1} / ${pages.length}`);
    document.endPage();
  });
  return document.close();
}

/** The pages of that PDF, and the page from 0 on which each group begins: null for a group that says nothing. */
export async function pagesOf({ title, source, groups, sheet: size }: DocumentText): Promise<{ pages: Placed[][]; begins: (number | null)[] }> {
  registerFonts();
  const sheet = sheets[size];
  const heads = titleSlices(title, source);
  const firsts: (Slice | null)[] = [];
  const slices = await inTurn(slicesOf(groups, sheet, firsts));
  const pages = paginate([...heads, ...slices], sheet);
  const begins = new Map<Slice, number>();
  for (const [at, placed] of pages.entries()) {
    // The head of a table stands on every page that the table reaches.
    for (const { slice } of placed) if (!begins.has(slice)) begins.set(slice, at);
  }
  return { pages, begins: firsts.map((first) => (first === null ? null : (begins.get(first) ?? null))) };
}

/** Slices of all groups as they are made; `firsts` gets the first of each, null for a group that has none. */
function* slicesOf(groups: DocumentText['groups'], sheet: Sheet, firsts: (Slice | null)[]): Generator<Slice, void> {
  for (const [at, nodes] of groups.entries()) {
    firsts[at] = null;
    for (const node of nodes) {
      for (const slice of nodeSlices(node, sheet)) {
        firsts[at] ??= slice;
        yield slice;
      }
    }
  }
}

/** The report's name at the left and the number of the page at the right. */
function drawFoot(page: SKRSContext2D, sheet: Sheet, title: string, number: string): void {
  const base = baseline(footStyle, sheet.height - 42);
  const [name] = typeset(title, footStyle, contentWidth - 80);
  const [count] = typeset(number, footStyle, 80);
  drawLine(page, name, 0, base);
  drawLine(page, count, contentWidth - count.width, base);
}
