/** A corner of a line, in px. */
export interface Corner {
  x: number;
  y: number;
}

/** Corners nearer than this to the straight line between their neighbours are not seen, not even at 1200 dpi. */
const tolerance = 0.02;

/**
 * SVG path data of a line through the corners: an absolute start, then relative steps in hundredths of a px
 * that never add up their rounding. Corners that no printer could show are left out of the drawing (of the
 * drawing only: tables have every point).
 */
export function polylinePath(corners: readonly Corner[]): string {
  const kept = visibleCorners(corners).map(({ x, y }) => ({
    x: Math.round(x * 100),
    y: Math.round(y * 100),
  }));
  let [px, py] = [kept[0].x, kept[0].y];
  let path = `M${join(px, py)}`;
  for (const { x, y } of kept.slice(1)) {
    if (x === px && y === py) continue;
    path +=
      x === px ? `v${hundredths(y - py)}` : y === py ? `h${hundredths(x - px)}` : `l${join(x - px, y - py)}`;
    [px, py] = [x, y];
  }
  return path;
}

/** Keeps a corner only where leaving it out would move the line by more than the tolerance. */
function visibleCorners(corners: readonly Corner[]): Corner[] {
  const kept = [corners[0]];
  let start = 0;
  for (let end = 2; end < corners.length; end++) {
    if (inside(corners, start, end)) continue;
    start = end - 1;
    kept.push(corners[start]);
  }
  if (corners.length > 1) kept.push(corners[corners.length - 1]);
  return kept;
}

/** Whether every corner between the two is on their straight line, and they are at most 64 apart. */
function inside(corners: readonly Corner[], start: number, end: number): boolean {
  if (end - start > 64) return false;
  const [a, b] = [corners[start], corners[end]];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  for (let i = start + 1; i < end; i++) {
    const [ex, ey] = [corners[i].x - a.x, corners[i].y - a.y];
    const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (ex * dx + ey * dy) / squared));
    const [ox, oy] = [ex - along * dx, ey - along * dy];
    if (ox * ox + oy * oy > tolerance * tolerance) return false;
  }
  return true;
}

function join(x: number, y: number): string {
  const second = hundredths(y);
  return hundredths(x) + (second.startsWith('-') ? '' : ' ') + second;
}

/** A whole number of hundredths as the shortest decimal: `.5`, `-1.25`, `40`. */
function hundredths(value: number): string {
  if (value === 0) return '0';
  return String(value / 100).replace(/^(-?)0\./, '$1.');
}
