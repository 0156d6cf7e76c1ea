/** What is needed of a canvas context to measure text. */
export interface TextMeasure {
  font: string;
  measureText(text: string): { width: number };
}

/** A part of a text; `below` it is a subscript, as the U of λU. */
export interface Run {
  text: string;
  below: boolean;
}

/** Size of a subscript as a share of the text around it, and how far it stands below its line as a share of that size. */
export const subscriptSize = 10 / 12;
export const subscriptDrop = 2.5 / 12;

/**
 * The letter or digit behind a Greek letter that stands alone (λU, μ1), and those of the symbols s0 and J0 before a value
 * and |IS|, in a text that has the paper's symbols without their underscores.
 */
const subscript = /(?<=(?<!\p{L})\p{Script=Greek})[A-Z\d](?![\p{L}\p{N}])|(?<=(?<![\p{L}\p{N}])[sJ])0(?=[ \u00a0]=)|(?<=\|I)S(?=\|)/gu;

/** The text in runs, which put together are the text again: subscripts apart. */
export function symbolRuns(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(subscript)) {
    runs.push({ text: text.slice(from, index), below: false }, { text: found, below: true });
    from = index + found.length;
  }
  const rest = text.slice(from);
  return rest === '' && runs.length > 0 ? runs : [...runs, { text: rest, below: false }];
}

/** Width of the text in the context's font with its subscripts, in px. */
export function textWidth(context: TextMeasure, text: string): number {
  const { font } = context;
  let width = 0;
  for (const run of symbolRuns(text)) {
    context.font = run.below ? subscriptFont(font) : font;
    width += context.measureText(run.text).width;
  }
  context.font = font;
  return width;
}

/** A context that writes runs as one text, as SVG can. */
interface RunContext {
  fillRuns?(runs: readonly Run[], x: number, y: number): void;
}

/** Writes the text with its subscripts as `fillText` does, on the alphabetic baseline and in the context's alignment. */
export function drawText(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  const runs = symbolRuns(text);
  const { fillRuns } = context as CanvasRenderingContext2D & RunContext;
  if (runs.length === 1) context.fillText(text, x, y);
  else if (fillRuns) fillRuns(runs, x, y);
  else drawRuns(context, runs, x - shareBefore(context.textAlign) * textWidth(context, text), y);
}

function drawRuns(context: CanvasRenderingContext2D, runs: readonly Run[], from: number, y: number): void {
  const { font, textAlign } = context;
  const drop = subscriptDrop * sizeOf(font);
  let left = from;
  context.textAlign = 'left';
  for (const { text, below } of runs) {
    context.font = below ? subscriptFont(font) : font;
    context.fillText(text, left, below ? y + drop : y);
    left += context.measureText(text).width;
  }
  context.font = font;
  context.textAlign = textAlign;
}

/** The part of a text that stands left of where it is put. */
function shareBefore(align: CanvasTextAlign): number {
  if (align === 'center') return 0.5;
  return align === 'right' || align === 'end' ? 1 : 0;
}

/** A CSS font at the size of a subscript. */
function subscriptFont(font: string): string {
  return font.replace(/[\d.]+px/, `${sizeOf(font) * subscriptSize}px`);
}

function sizeOf(font: string): number {
  return Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
}
