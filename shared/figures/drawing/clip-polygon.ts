/** A corner in px, y downwards. */
export interface Corner {
  x: number;
  y: number;
}

/**
 * The part of a polygon between two horizontal lines, `top` <= `bottom` in px: bands end at the plot's edges.
 * Done on the corners, since not every drawing surface can clip. Source: Sutherland and Hodgman, CACM 17 (1974).
 */
export function clipPolygon(corners: readonly Corner[], top: number, bottom: number): Corner[] {
  const below = keepSide(corners, top, (y) => y >= top);
  return keepSide(below, bottom, (y) => y <= bottom);
}

function keepSide(corners: readonly Corner[], edge: number, inside: (y: number) => boolean): Corner[] {
  return corners.flatMap((corner, index) => {
    const before = corners[(index + corners.length - 1) % corners.length];
    const crosses = inside(before.y) !== inside(corner.y);
    const crossing = crosses ? [crossingAt(before, corner, edge)] : [];
    return inside(corner.y) ? [...crossing, corner] : crossing;
  });
}

function crossingAt(from: Corner, to: Corner, y: number): Corner {
  const share = (y - from.y) / (to.y - from.y);
  return { x: from.x + share * (to.x - from.x), y };
}
