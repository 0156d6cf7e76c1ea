import type { Plugin } from 'chart.js';
import type { FigureChart, FigureChartData } from '../drawing/figure-drawing.ts';
import { dataOf, drawingOf, figureFont } from '../drawing/figure-drawing.ts';

/** What figures of one run draw besides lines: in units of the axes, under the lines. */
export interface Shapes {
  boxes: { left: number; right: number; bottom: number; top: number; colour: string }[];
  /** Vertical lines with words above the plot, at the left or right of the line. */
  verticals: { x: number; label: string; colour: string; side: 'left' | 'right'; /** Where the line ends; at the x axis where absent. */ bottom?: number }[];
  /** Words inside the plot. */
  texts: { x: number; y: number; text: string; colour: string; align: 'left' | 'right' }[];
}

interface ShapesData extends FigureChartData {
  shapes?: Shapes;
}

/** Adds shapes to a chart; they travel in its data, so that a living chart is renewed with them. */
export function withShapes(chart: FigureChart, shapes: Partial<Shapes>): FigureChart {
  const data: ShapesData = { ...chart.data, shapes: { boxes: [], verticals: [], texts: [], ...shapes } };
  return { ...chart, data, plugins: [...(chart.plugins ?? []), shapesPlugin] };
}

/**
 * Where the words of vertical lines begin, in px: on their side of the line and inside the drawing; those at the left make
 * way for those at the right that had to move.
 * @param room width of the drawing
 */
export function verticalStarts(words: readonly { at: number; width: number; side: 'left' | 'right' }[], room: number): number[] {
  const within = (start: number, width: number): number => Math.max(0, Math.min(start, room - width));
  const right = words.filter(({ side }) => side === 'right').map(({ at, width }) => ({ start: within(at + 4, width), width }));
  return words.map(({ at, width, side }) => {
    if (side === 'right') return within(at + 4, width);
    const touched = right.filter(({ start, width: other }) => start < at + 4 && start + other > at - 4 - width);
    return within(Math.min(at - 4, ...touched.map(({ start }) => start - 8)) - width, width);
  });
}

const shapesPlugin: Plugin<'line'> = {
  id: 'figure-shapes',
  beforeDatasetsDraw(chart) {
    const { shapes } = dataOf(chart) as ShapesData;
    if (shapes === undefined) return;
    const { ctx, chartArea, scales } = chart;
    const drawing = drawingOf(chart);
    ctx.save();
    for (const { left, right, bottom, top, colour } of shapes.boxes) {
      const [from, to] = [left, right].map((x) => scales.x.getPixelForValue(x));
      const [low, high] = [bottom, top].map((y) => scales.y.getPixelForValue(y));
      ctx.fillStyle = colour;
      ctx.fillRect(from, high, to - from, low - high);
    }
    ctx.font = figureFont(drawing, 500);
    ctx.textBaseline = 'alphabetic';
    const words = shapes.verticals.map(({ x, label, side }) => ({ at: scales.x.getPixelForValue(x), width: ctx.measureText(label).width, side }));
    const starts = verticalStarts(words, chart.width);
    // A hairline of the grid at the top would strike through the words.
    const isRuled = scales.y.ticks.some(({ value }) => Math.abs(scales.y.getPixelForValue(value) - chartArea.top) < 4);
    const top = chartArea.top + (isRuled ? 5 : 0);
    for (const [i, { x, label, colour, bottom }] of shapes.verticals.entries()) {
      const at = scales.x.getPixelForValue(x);
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.25;
      ctx.beginPath();
      const isStruck = words.some(({ width }, word) => starts[word] < at + 2 && starts[word] + width > at - 2);
      ctx.moveTo(at, isStruck ? top + 12 : chartArea.top);
      ctx.lineTo(at, bottom === undefined ? chartArea.bottom : scales.y.getPixelForValue(bottom));
      ctx.stroke();
      ctx.fillStyle = colour;
      ctx.textAlign = 'left';
      ctx.fillText(label, starts[i], top + 8);
    }
    ctx.restore();
  },
  afterDatasetsDraw(chart) {
    const { shapes } = dataOf(chart) as ShapesData;
    if (shapes === undefined) return;
    const { ctx, scales } = chart;
    ctx.save();
    ctx.font = figureFont(drawingOf(chart), 500);
    ctx.textBaseline = 'alphabetic';
    for (const { x, y, text, colour, align } of shapes.texts) {
      ctx.fillStyle = colour;
      ctx.textAlign = align;
      ctx.fillText(text, scales.x.getPixelForValue(x), scales.y.getPixelForValue(y));
    }
    ctx.restore();
  },
};
