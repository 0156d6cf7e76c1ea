import { PDFDocument, createCanvas } from '@napi-rs/canvas';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { Chart } from 'chart.js';
import type { FigureTable } from '../../shared/domain/table.ts';
import type { ChartOptions, FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { ThemeName } from '../../shared/figures/drawing/tokens.ts';
import { chartParts } from '../../shared/figures/drawing/chart-parts.ts';
import { legendHeight } from '../../shared/figures/drawing/layout.ts';
import { usualTextPt } from '../../shared/figures/drawing/text-size.ts';
import { escapeText } from './escape.ts';
import { embeddedFontFaces, fontWeights, registerFonts } from './fonts.ts';
import { recordSvg } from './svg-context.ts';

/**
 * Size of a drawing on paper, and its theme. Its smallest text has 12 px, so that the size of that text says how many
 * px are one inch.
 */
export interface PaperOptions {
  widthMm: number;
  heightMm: number;
  /** Resolution of PNG; SVG and PDF have none. */
  dpi: number;
  theme: ThemeName;
  /** Size of the smallest text in pt; {@link usualTextPt} where it is not given. */
  textPt?: number;
  /** Empty border in px; default 8. */
  margin?: number;
  /** Everything is drawn so much smaller; default 1. */
  scale?: number;
}

/** What a figure looks like before it becomes a file: definition, table, and choices such as hidden series. */
export interface Drawing {
  figure: Pick<FigureDefinition, 'chart'>;
  table: FigureTable;
  options?: ChartOptions;
}

/** A canvas as chart.js needs one; a PDF page and an SVG recording have a context only. */
interface CanvasLike {
  width: number;
  height: number;
  getContext(): CanvasRenderingContext2D;
}

/**
 * The paper with room for the legend above the plot, so that lines in plenty leave the plot its height. Where it would be
 * higher than `highestMm` everything is drawn smaller, down to a third, until it is not.
 */
export function paperWithLegend({ figure, table, options }: Drawing, paper: PaperOptions, highestMm = Infinity): PaperOptions {
  registerFonts();
  const { drawing } = figure.chart(table, paper.theme, options).data;
  const measure = measuringContext();
  for (let twentieths = 20; ; twentieths--) {
    const smaller = { ...paper, scale: twentieths / 20 };
    const legend = legendHeight(measure, drawing, pixelSize(smaller).width - 2 * (paper.margin ?? 8));
    const heightMm = paper.heightMm + Math.ceil((legend / pixelsPerInch(smaller)) * 25.4);
    if (heightMm <= highestMm || twentieths <= smallest) return { ...smaller, heightMm: Math.min(heightMm, highestMm) };
  }
}

/** Below this many twentieths of its size no text is read. */
const smallest = 7;

/** The figure as PNG of round(mm / 25.4 * dpi) px; the same bytes for the same table and options. */
export function drawPng(drawing: Drawing, paper: PaperOptions): Uint8Array {
  registerFonts();
  const { width, height } = pixelSize(paper);
  const ratio = paper.dpi / pixelsPerInch(paper);
  const canvas = createCanvas(Math.round(width * ratio), Math.round(height * ratio));
  const context = canvas.getContext('2d');
  drawOn(context, drawing, paper, ratio);
  return canvas.toBuffer('image/png');
}

/** The figure as a PDF page of the given size to the nearest point (0.35 mm), fonts embedded, without dates. */
export function drawPdf(drawing: Drawing, paper: PaperOptions): Uint8Array {
  registerFonts();
  const { width, height } = pixelSize(paper);
  const document = new PDFDocument({
    title: drawing.table.title,
    creator: 'Poison Lab',
    producer: 'Poison Lab',
  });
  const ratio = 72 / pixelsPerInch(paper);
  const page = document.beginPage(width * ratio, height * ratio) as unknown as SKRSContext2D;
  drawOn(page, drawing, paper, ratio);
  document.endPage();
  return document.close();
}

/** The figure on a page of a larger PDF, its upper left corner at (left, top) in pt; register fonts first. */
export function drawOnPage(page: SKRSContext2D, drawing: Drawing, paper: PaperOptions, left: number, top: number): void {
  page.save();
  page.translate(left, top);
  drawOn(page, drawing, paper, 72 / pixelsPerInch(paper));
  page.restore();
}

/**
 * The figure as SVG: real text in Inter, which is embedded unless `fonts` is false (a page around it has it
 * then); no scripts, no outside references.
 */
export function drawSvg(drawing: Drawing, paper: PaperOptions, fonts = true): string {
  registerFonts();
  const { width, height } = pixelSize(paper);
  const recording = recordSvg(measuringContext());
  drawOn(recording.context, drawing, paper, 1);
  const used = recording.usedText();
  const wanted = fontWeights.flatMap((weight) => {
    const text = used
      .filter((one) => one.weight === weight)
      .map((one) => one.text)
      .join('');
    const greek = /[\u0370-\u03FF]/.test(text);
    return text === ''
      ? []
      : [{ subset: 'latin' as const, weight }, ...(greek ? [{ subset: 'greek' as const, weight }] : [])];
  });
  const style = fonts ? `<style>${embeddedFontFaces(wanted)}</style>\n` : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${paper.widthMm}mm" height="${paper.heightMm}mm" ` +
    `viewBox="0 0 ${trim(width)} ${trim(height)}" role="img" font-family="Inter, 'Inter Greek', sans-serif" font-size="12">\n` +
    `<title>${escapeText(drawing.table.title)}</title>\n<desc>${escapeText(drawing.table.subtitle)}</desc>\n` +
    `${style}${recording.body()}\n</svg>\n`
  );
}

function drawOn(
  context: CanvasRenderingContext2D | SKRSContext2D,
  { figure, table, options }: Drawing,
  paper: PaperOptions,
  ratio: number,
): void {
  Chart.register(...chartParts);
  const { width, height } = pixelSize(paper);
  const margin = paper.margin ?? 8;
  const inner = { width: width - 2 * margin, height: height - 2 * margin };
  const target = context as CanvasRenderingContext2D;
  const chart = figure.chart(table, paper.theme, { title: true, ...options });
  target.save();
  if ('textRendering' in target) target.textRendering = 'optimizeSpeed';
  target.fillStyle = chart.data.drawing.theme.background;
  target.fillRect(0, 0, Math.ceil(width * ratio), Math.ceil(height * ratio));
  const canvas = canvasOver(target, inner.width, inner.height);
  if (ratio !== 1) target.scale(ratio, ratio);
  target.translate(margin, margin);
  new Chart(canvas as unknown as HTMLCanvasElement, {
    ...chart,
    options: { ...chart.options, responsive: false, devicePixelRatio: 1 },
  }).destroy();
  target.restore();
}

/**
 * chart.js sets the transform of its canvas and asks its context for `canvas`; the wrapper answers with the
 * drawing's own size, leaves the transform of page and margin alone, and never wipes what was drawn (chart.js
 * does when it lets go of a chart).
 */
function canvasOver(context: CanvasRenderingContext2D, width: number, height: number): CanvasLike {
  const canvas: CanvasLike = { width, height, getContext: () => wrapped };
  const left = new Set(['setTransform', 'resetTransform', 'clearRect']);
  const wrapped = new Proxy(context, {
    get(target, name) {
      if (name === 'canvas') return canvas;
      if (typeof name === 'string' && left.has(name)) return () => undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
  return canvas;
}

function pixelSize(paper: PaperOptions): { width: number; height: number } {
  const perMm = pixelsPerInch(paper) / 25.4;
  return { width: paper.widthMm * perMm, height: paper.heightMm * perMm };
}

function pixelsPerInch({ widthMm, textPt = usualTextPt(widthMm), scale = 1 }: PaperOptions): number {
  return (smallestText * 72) / textPt / scale;
}

/** Size of the smallest text of every figure in px, as `figureFont` has it. */
const smallestText = 12;

function measuringContext(): SKRSContext2D {
  const context = createCanvas(1, 1).getContext('2d');
  context.textRendering = 'optimizeSpeed';
  return context;
}

function trim(value: number): string {
  return String(Number(value.toFixed(2)));
}
