import { createCanvas } from '@napi-rs/canvas';
import { Chart } from 'chart.js';
import { chartParts } from '../../shared/figures/drawing/chart-parts.ts';
import type { FigureChart } from '../../shared/figures/drawing/figure-drawing.ts';
import { registerFonts } from '../../src-main/reports/fonts.ts';

/** Words of a drawing with the box that their letters fill, in px. */
export interface DrawnWords {
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A straight stroke from one place to another, in px. */
export type Stroke = readonly [from: readonly [number, number], to: readonly [number, number]];

/** Draws a figure on a canvas and tells what is written and stroked where; the chart's scales say where numbers stand. */
export function drawWords(figure: FigureChart, width: number, height: number): { words: DrawnWords[]; strokes: Stroke[]; chart: Chart } {
  registerFonts();
  Chart.register(...chartParts);
  const context = createCanvas(width, height).getContext('2d') as unknown as CanvasRenderingContext2D;
  const words: DrawnWords[] = [];
  const write = context.fillText.bind(context);
  context.fillText = (text: string, x: number, y: number) => {
    const size = context.measureText(text).width;
    const left = context.textAlign === 'right' ? x - size : context.textAlign === 'center' ? x - size / 2 : x;
    words.push({ text, left, top: y - 9, width: size, height: 10 });
    write(text, x, y);
  };
  const strokes: Stroke[] = [];
  const [move, line] = [context.moveTo.bind(context), context.lineTo.bind(context)];
  let at: readonly [number, number] = [0, 0];
  context.moveTo = (x: number, y: number) => {
    at = [x, y];
    move(x, y);
  };
  context.lineTo = (x: number, y: number) => {
    strokes.push([at, [x, y]]);
    at = [x, y];
    line(x, y);
  };
  const canvas = { width, height, getContext: () => context } as unknown as HTMLCanvasElement;
  const chart = new Chart(canvas, { ...figure, options: { ...figure.options, responsive: false, devicePixelRatio: 1 } });
  return { words, strokes, chart };
}

/** Whether any of the points on the way from `a` to `b`, a quarter of a px apart, lies in the box of some words. */
export function isStruck(words: DrawnWords, a: readonly [number, number], b: readonly [number, number]): boolean {
  const steps = Math.ceil(4 * Math.hypot(b[0] - a[0], b[1] - a[1])) + 1;
  return Array.from({ length: steps + 1 }, (_, i) => i / steps).some((share) => {
    const [x, y] = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
    return x > words.left && x < words.left + words.width && y > words.top && y < words.top + words.height;
  });
}
