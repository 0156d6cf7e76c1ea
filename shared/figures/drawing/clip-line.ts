/** A corner or point in any units. */
interface Place {
  x: number;
  y: number;
}

/** A point of a clipped line: `index` of the point it was, or null where the line meets the edge. */
export interface ClippedPoint extends Place {
  index: number | null;
}

/**
 * The pieces of a line inside a box, each from edge to edge or to an end of the line. Points outside are replaced
 * by where the line meets the edge. Done on the numbers, since not every drawing surface can clip.
 * Source: Liang and Barsky, ACM Trans. Graph. 3 (1984) 1-22.
 * @param line at least one point, in units in which it is straight.
 * @param box `low` and `high` corner, low <= high both ways.
 */
export function clipLine(line: readonly Place[], low: Place, high: Place): ClippedPoint[][] {
  const inside = ({ x, y }: Place): boolean => x >= low.x && x <= high.x && y >= low.y && y <= high.y;
  if (line.length === 1) return inside(line[0]) ? [[{ ...line[0], index: 0 }]] : [];
  const pieces: ClippedPoint[][] = [];
  let open: ClippedPoint[] | null = null;
  for (let i = 1; i < line.length; i++) {
    const part = partInside(line[i - 1], line[i], low, high);
    if (part === null) {
      open = null;
      continue;
    }
    const [from, to] = part;
    const at = (share: number): ClippedPoint => ({
      x: line[i - 1].x + share * (line[i].x - line[i - 1].x),
      y: line[i - 1].y + share * (line[i].y - line[i - 1].y),
      index: null,
    });
    if (open === null || from > 0) {
      open = [from === 0 ? { ...line[i - 1], index: i - 1 } : at(from)];
      pieces.push(open);
    }
    open.push(to === 1 ? { ...line[i], index: i } : at(to));
    if (to < 1) open = null;
  }
  return pieces;
}

/** Shares of the way from `a` to `b` between which it is inside; null where it is nowhere. */
function partInside(a: Place, b: Place, low: Place, high: Place): [number, number] | null {
  let [from, to] = [0, 1];
  for (const axis of ['x', 'y'] as const) {
    const way = b[axis] - a[axis];
    for (const [step, room] of [
      [-way, a[axis] - low[axis]],
      [way, high[axis] - a[axis]],
    ]) {
      if (step === 0 && room < 0) return null;
      if (step < 0) from = Math.max(from, room / step);
      if (step > 0) to = Math.min(to, room / step);
    }
  }
  return from <= to ? [from, to] : null;
}
