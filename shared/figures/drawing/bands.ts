import type { Chart, Plugin } from 'chart.js';
import type { Corner } from './clip-polygon.ts';
import type { BandPoint } from './figure-drawing.ts';
import { clipPolygon } from './clip-polygon.ts';
import { dataOf, drawingOf } from './figure-drawing.ts';

/** Bands of intervals behind the lines; a single point gets a bar. */
export const bandsPlugin: Plugin<'line'> = {
  id: 'figure-bands',
  beforeDatasetsDraw(chart) {
    for (const { band, bandColour } of dataOf(chart).datasets) {
      if (band.length === 0) continue;
      chart.ctx.save();
      chart.ctx.fillStyle = bandColour;
      chart.ctx.beginPath();
      traceBand(chart, band);
      chart.ctx.closePath();
      chart.ctx.fill();
      chart.ctx.restore();
    }
  },
};

function traceBand(chart: Chart, band: readonly BandPoint[]): void {
  const { x, y } = chart.scales;
  const at = (point: BandPoint, value: number, shift = 0): Corner => ({
    x: x.getPixelForValue(point.x) + shift,
    y: y.getPixelForValue(value),
  });
  const [first] = band;
  const upper =
    band.length === 1
      ? [at(first, first.high, -4), at(first, first.high, 4)]
      : band.map((point) => at(point, point.high));
  const lower =
    band.length === 1
      ? [at(first, first.low, -4), at(first, first.low, 4)]
      : band.map((point) => at(point, point.low));
  const { left, right, top, bottom } = chart.chartArea;
  const within = clipPolygon([...upper, ...lower.reverse()], top, bottom);
  const corners =
    drawingOf(chart).zoomed === true ? turned(clipPolygon(turned(within), left, right)) : within;
  corners.forEach((corner, i) =>
    i === 0 ? chart.ctx.moveTo(corner.x, corner.y) : chart.ctx.lineTo(corner.x, corner.y),
  );
}

/** With x and y exchanged, so that the sides are cut as top and bottom are. */
function turned(corners: readonly Corner[]): Corner[] {
  return corners.map(({ x, y }) => ({ x: y, y: x }));
}
