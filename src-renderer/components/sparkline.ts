/** Width of the line that a small curve is drawn with, in px. */
export const sparkWidth = 1.25;

/** Radius of the dot at its end, in px. */
const dot = 1.5;

/** The outline of the dot for a line of {@link sparkWidth}: eight corners around it, which round joins make a circle, and back into its middle. */
const outline = [...Array.from({ length: 9 }, (_, corner) => (corner * Math.PI) / 4).map((angle) => ({ x: (dot - sparkWidth / 2) * Math.cos(angle), y: (dot - sparkWidth / 2) * Math.sin(angle) })), { x: 0, y: 0 }];

/**
 * A curve from 0 to `top` in a box of `width` x `height` pixels as the points of one line that ends in a dot; null with
 * fewer than two finite values. One line is a third of the work of a line and a dot where thirty change at once.
 */
export function sparkline(values: readonly number[], top: number, width: number, height: number): string | null {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return null;
  const scale = top > 0 ? height / top : 0;
  const heightOf = (value: number) => Math.min(height, Math.max(0, height - value * scale));
  const curve = finite.map((value, index) => `${rounded((index / (finite.length - 1)) * width)},${rounded(heightOf(value))}`);
  const end = heightOf(finite[finite.length - 1]);
  return [...curve, ...outline.map(({ x, y }) => `${rounded(width + x)},${rounded(end + y)}`)].join(' ');
}

/** To a hundredth of a px. */
function rounded(px: number): number {
  return Math.round(px * 100) / 100;
}
