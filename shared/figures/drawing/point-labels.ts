/** A box in px, y downwards. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A label beside a point, in px. */
export interface PointLabel {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Distances between a point and its label, in px: the farther ones only where nearer it would be struck through. */
const gaps = [10, 18, 28, 40, 56];

/**
 * Where labels beside points stand: right of its point, else left, above or below it, or farther away, wherever it
 * overlaps the least of what is there already (earlier labels, `obstacles`) and of what lies outside `area`. In the
 * order given.
 */
export function placePointLabels(
  labels: readonly PointLabel[],
  obstacles: readonly Box[],
  area: Box,
): { left: number; top: number }[] {
  const taken = [...obstacles];
  return labels.map((label) => {
    const best = freestSpot(gaps.flatMap((gap) => spotsOf(label, gap)), taken, area);
    taken.push(best);
    return { left: best.left, top: best.top };
  });
}

/** The first of the spots that overlap the least of what is taken, and of what lies outside `area`. */
export function freestSpot(spots: readonly Box[], taken: readonly Box[], area: Box): Box {
  // Whole px, so that rounding decides between no two that are free.
  const costs = spots.map((spot) =>
    Math.round(taken.reduce((sum, box) => sum + overlap(spot, box), 0) + 4 * (spot.width * spot.height - overlap(spot, area))),
  );
  return spots[costs.indexOf(Math.min(...costs))];
}

function spotsOf({ x, y, width, height }: PointLabel, gap: number): Box[] {
  const size = { width, height };
  return [
    { left: x + gap, top: y - height / 2, ...size },
    { left: x - gap - width, top: y - height / 2, ...size },
    { left: x + gap - 4, top: y - gap - height + 4, ...size },
    { left: x - gap - width + 4, top: y - gap - height + 4, ...size },
    { left: x + gap - 4, top: y + gap - 4, ...size },
    { left: x - gap - width + 4, top: y + gap - 4, ...size },
    { left: x - width / 2, top: y - gap - height, ...size },
    { left: x - width / 2, top: y + gap, ...size },
  ];
}

/** Common area of two boxes in square px. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}
