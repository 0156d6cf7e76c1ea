/** The path of a small curve and where it ends. */
export interface Spark {
  path: string;
  end: { x: number; y: number };
}

/**
 * A curve from 0 to `top` in a box of `width` x `height` pixels; null with fewer than two finite values.
 */
export function sparkline(values: readonly number[], top: number, width: number, height: number): Spark | null {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return null;
  const scale = top > 0 ? height / top : 0;
  const points = finite.map((value, index) => ({
    x: (index / (finite.length - 1)) * width,
    y: Math.min(height, Math.max(0, height - value * scale)),
  }));
  const path = points.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return { path, end: points[points.length - 1] };
}
