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
    for (const { x, label, colour, side, bottom } of shapes.verticals) {
      const at = scales.x.getPixelForValue(x);
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.25;
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, bottom === undefined ? chartArea.bottom : scales.y.getPixelForValue(bottom));
      ctx.stroke();
      const width = ctx.measureText(label).width;
      const wanted = side === 'left' ? at - 4 - width : at + 4;
      ctx.fillStyle = colour;
      ctx.textAlign = 'left';
      ctx.fillText(label, Math.max(0, Math.min(wanted, chart.width - width)), chartArea.top + 8);
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
