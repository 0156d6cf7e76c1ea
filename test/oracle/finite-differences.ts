import type { Matrix } from './matrix.ts';

/** Central differences of f along every coordinate. */
export function numericalGradient(f: (x: Float64Array) => number, x: Float64Array, h = 1e-5): Float64Array {
  return x.map((value, at) => {
    const moved = (by: number) => f(x.with(at, value + by));
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

/** Second central differences of f over every pair of coordinates. */
export function numericalHessian(f: (x: Float64Array) => number, x: Float64Array, h = 1e-3): Matrix {
  const at = (a: number, da: number, b: number, db: number) => {
    const moved = x.slice();
    moved[a] += da;
    moved[b] += db;
    return f(moved);
  };
  return Array.from(x, (_, a) =>
    Array.from(x, (_, b) => (at(a, h, b, h) - at(a, h, b, -h) - at(a, -h, b, h) + at(a, -h, b, -h)) / (4 * h * h)),
  );
}
