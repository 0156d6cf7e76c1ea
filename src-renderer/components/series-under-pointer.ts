import type { Chart } from 'chart.js';
import { dataOf, drawingOf } from '../../shared/figures/drawing/figure-drawing.ts';

interface Place {
  x: number;
  y: number;
}

/** How near to a line a pointer is on it, in px. */
const reach = 10;

/**
 * Id of the series whose line or end label lies under a pointer, else null. `x` and `y` in px from the
 * canvas' corner. Beside the plot it is the series whose line ends nearest.
 */
export function seriesUnderPointer(chart: Chart, x: number, y: number): string | null {
  const { left, right } = chart.chartArea;
  const { entries, entryPlace } = drawingOf(chart);
  if (x > right + reach) {
    const ends = entryPlace === 'ends' ? entries.filter((entry) => entry.end !== null) : [];
    return nearest(ends.map(({ series, end }) => ({ series, distance: Math.abs(pixel(chart, end ?? 0) - y) })), 16);
  }
  if (x < left - reach) return null;
  const lines = dataOf(chart).datasets.map(({ series, data }) => ({ series, distance: distanceTo(chart, data, x, y) }));
  return nearest(lines, reach);
}

function distanceTo(
  chart: Chart,
  points: readonly { x: number | null; y: number | null }[],
  x: number,
  y: number,
): number {
  const places = points.map((point) => ({
    x: chart.scales['x'].getPixelForValue(point.x ?? NaN),
    y: pixel(chart, point.y ?? NaN),
  }));
  const distances = places.map((end, index) => toSegment(places[index - 1] ?? end, end, x, y));
  // A line that was cut to the plot has gaps, which are nowhere.
  return distances.reduce((least, distance) => (distance < least ? distance : least), Infinity);
}

function toSegment(from: Place, to: Place, x: number, y: number): number {
  const [width, height] = [to.x - from.x, to.y - from.y];
  const length = width * width + height * height;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * width + (y - from.y) * height) / length));
  return Math.hypot(from.x + along * width - x, from.y + along * height - y);
}

function nearest(candidates: readonly { series: string; distance: number }[], limit: number): string | null {
  const best = candidates.reduce((a, b) => (b.distance < a.distance ? b : a), { series: '', distance: Infinity });
  return best.distance <= limit ? best.series : null;
}

function pixel(chart: Chart, value: number): number {
  return chart.scales['y'].getPixelForValue(value);
}
