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

/** Distance between a point and its label, in px. */
const gap = 10;

/**
 * Where labels beside points stand: right of its point, else left, above or below it, wherever it overlaps the least
 * of what is there already (earlier labels, `obstacles`) and of what lies outside `area`. In the order given.
 */
export function placePointLabels(
  labels: readonly PointLabel[],
  obstacles: readonly Box[],
  area: Box,
): { left: number; top: number }[] {
  const taken = [...obstacles];
  return labels.map((label) => {
    const spots = spotsOf(label);
    const costs = spots.map(
      (spot) =>
        taken.reduce((sum, box) => sum + overlap(spot, box), 0) +
        4 * (spot.width * spot.height - overlap(spot, area)),
    );
    const best = spots[costs.indexOf(Math.min(...costs))];
    taken.push(best);
    return { left: best.left, top: best.top };
  });
}

function spotsOf({ x, y, width, height }: PointLabel): Box[] {
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
