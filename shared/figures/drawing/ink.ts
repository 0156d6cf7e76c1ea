import type { Chart } from 'chart.js';
import type { Box } from './point-labels.ts';
import { clipLine } from './clip-line.ts';
import { dataOf, drawingOf } from './figure-drawing.ts';

/** A corner of a line in px. */
interface Corner {
  x: number;
  y: number;
}

/** Lines as they are drawn, in px: those of the series, each without its gaps, and the hairline. */
export function drawnInk(chart: Chart): Corner[][] {
  const { x, y } = chart.scales;
  const lines = dataOf(chart).datasets.flatMap(({ data }) => {
    const pieces: Corner[][] = [[]];
    for (const point of data) {
      if (point.x === null || point.y === null) pieces.push([]);
      else pieces[pieces.length - 1].push({ x: x.getPixelForValue(point.x), y: y.getPixelForValue(point.y) });
    }
    return pieces.filter((piece) => piece.length > 0);
  });
  const { pin } = drawingOf(chart);
  if (pin === null) return lines;
  const at = x.getPixelForValue(pin.x);
  return [...lines, [{ x: at, y: chart.chartArea.top - 12 }, { x: at, y: chart.chartArea.bottom }]];
}

/** How much of the lines lies in a box, in px of their length; a corner in it counts for one px at least. */
export function inkIn(box: Box, lines: readonly (readonly Corner[])[]): number {
  const [low, high] = [{ x: box.left, y: box.top }, { x: box.left + box.width, y: box.top + box.height }];
  return lines.reduce((sum, line) => {
    const pieces = clipLine(line, low, high);
    const lengths = pieces.map((piece) => piece.reduce((length, at, i) => (i === 0 ? 1 : length + Math.hypot(at.x - piece[i - 1].x, at.y - piece[i - 1].y)), 0));
    return sum + lengths.reduce((a, b) => a + b, 0);
  }, 0);
}
