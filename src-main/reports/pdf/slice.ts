import { Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import type { SheetSize } from '../../../shared/domain/report-layout.ts';
import { drawMark } from '../../../shared/figures/drawing/mark.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { signLine, signSize, verdictSigns } from '../../../shared/figures/drawing/verdict-signs.ts';
import type { Line, Span, TextStyle } from './typeset.ts';
import { markScale } from './typeset.ts';

/** Width of what stands on a page in pt: 174 mm, a page of text. Slices are drawn from 0 to it. */
export const contentWidth = 493;

/** A page and its margins in pt; `left` and what is right of {@link contentWidth} are alike. */
export interface Sheet {
  width: number;
  height: number;
  left: number;
  top: number;
  bottom: number;
}

/** What reports are printed on. */
export const sheets: Readonly<Record<SheetSize, Sheet>> = {
  a4: { width: 595, height: 842, left: 51, top: 51, bottom: 65 },
  letter: { width: 612, height: 792, left: 59.5, top: 51, bottom: 65 },
};

/** Height between the margins in pt. */
export function roomOf({ height, top, bottom }: Sheet): number {
  return height - top - bottom;
}

/** A strip across the page that is never broken: a line of text, a row of a table, a figure. */
export interface Slice {
  /** In pt. */
  height: number;
  /** Empty room before it, in pt; none at the top of a page. */
  gap: number;
  /** Stands on the same page as the slice after it. */
  keep: boolean;
  /** Drawn again above it where it begins a page, as the head of a table. */
  head: Slice | null;
  draw(page: SKRSContext2D, top: number): void;
}

/** Lines of text as slices, the first `gap` pt below what is before. */
export function lineSlices(lines: readonly Line[], style: TextStyle, { left = 0, gap = 0, keep = false }: { left?: number; gap?: number; keep?: boolean } = {}): Slice[] {
  return lines.map((line, at) => ({
    height: style.leading + extraRoom(line, style).above + extraRoom(line, style).below,
    gap: at === 0 ? gap : 0,
    // Neither the first nor the last line of a paragraph stands alone on a page.
    keep: keep || (lines.length > 1 && (at === 0 || at === lines.length - 2)),
    head: null,
    draw: (page, top) => drawLine(page, line, left, lineBase(line, style, top)),
  }));
}

/** Where letters of a style stand in a line that begins at `top`. */
export function baseline({ size, leading }: TextStyle, top: number): number {
  return top + leading / 2 + size * 0.36;
}

/** The same for one line, lower where an equation in it is higher than its letters. */
export function lineBase(line: Line, style: TextStyle, top: number): number {
  return baseline(style, top) + extraRoom(line, style).above;
}

/** What equations of a line take above and below what a line of letters has. */
function extraRoom({ spans }: Line, style: TextStyle): { above: number; below: number } {
  const above = baseline(style, 0);
  const boxes = spans.flatMap((span) => (span.kind === 'math' ? [span.box] : []));
  return {
    above: Math.max(0, ...boxes.map(({ up }) => up + 1 - above)),
    below: Math.max(0, ...boxes.map(({ down }) => down + 1 - (style.leading - above))),
  };
}

/** Draws a line of text, marks and arrows from `left` on. */
export function drawLine(page: SKRSContext2D, line: Line, left: number, base: number): void {
  for (const span of line.spans) {
    const from = left + span.left;
    if (span.kind === 'mark') {
      page.save();
      page.translate(from, base - 3);
      page.scale(markScale, markScale);
      const { colour, marker, filled, dash } = span.mark;
      drawMark(page as unknown as CanvasRenderingContext2D, themes.print, { colour, style: { marker, filled, dash } }, 0, 0);
      page.restore();
    } else if (span.kind === 'sign') drawSign(page, span, from, base);
    else if (span.kind === 'math') {
      page.fillStyle = page.strokeStyle = span.colour;
      span.box.draw(page, from, base);
    } else if (span.kind === 'arrow') drawArrow(page, from, base, span.up, span.colour);
    else {
      page.font = span.font;
      page.fillStyle = span.colour;
      page.fillText(span.text, from, base + (span.drop ?? 0));
      if (span.link) page.annotateLinkUrl(from, base - 9, from + span.width, base + 3, span.link);
    }
  }
}

/** A hairline across the content. */
export function rule(page: SKRSContext2D, y: number, colour: string): void {
  page.strokeStyle = colour;
  page.lineWidth = 0.5;
  page.beginPath();
  page.moveTo(0, y);
  page.lineTo(contentWidth, y);
  page.stroke();
}

function drawSign(page: SKRSContext2D, { verdict, side }: Extract<Span, { kind: 'sign' }>, left: number, base: number): void {
  const { filled, lines, cut, dash } = verdictSigns[verdict];
  const { text, background } = themes.print;
  page.save();
  // Its middle is that of the letters beside it.
  page.translate(left, base - side * 0.86);
  page.scale(side / signSize, side / signSize);
  page.lineWidth = signLine;
  page.fillStyle = text;
  for (const d of filled) page.fill(new Path2D(d));
  page.setLineDash([...dash]);
  for (const [colour, paths] of [[text, lines], [background, cut]] as const) {
    page.strokeStyle = colour;
    for (const d of paths) page.stroke(new Path2D(d));
  }
  page.restore();
}

function drawArrow(page: SKRSContext2D, left: number, base: number, up: boolean, colour: string): void {
  const [tip, foot] = up ? [base - 5, base - 1] : [base - 1, base - 5];
  page.fillStyle = colour;
  page.beginPath();
  page.moveTo(left, foot);
  page.lineTo(left + 4.4, foot);
  page.lineTo(left + 2.2, tip);
  page.closePath();
  page.fill();
}
