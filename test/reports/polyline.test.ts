import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polylinePath } from '../../src-main/reports/polyline.ts';

/** The corners of a path of M, l, h and v commands. */
function cornersOf(path: string): { x: number; y: number }[] {
  const corners: { x: number; y: number }[] = [];
  for (const [, command, rest] of path.matchAll(/([Mlhv])([^Mlhv]*)/g)) {
    const [first, second] = (rest.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const last = corners.at(-1) ?? { x: 0, y: 0 };
    if (command === 'M') corners.push({ x: first, y: second });
    if (command === 'l') corners.push({ x: last.x + first, y: last.y + second });
    if (command === 'h') corners.push({ x: last.x + first, y: last.y });
    if (command === 'v') corners.push({ x: last.x, y: last.y + first });
  }
  return corners;
}

describe('path of a line', () => {
  it('is short, relative and exact', () => {
    expect(
      polylinePath([
        { x: 10, y: 20 },
        { x: 10.5, y: 19.75 },
        { x: 40, y: 19.75 },
        { x: 40, y: 0 },
      ]),
    ).toBe('M10 20l.5-.25h29.5v-19.75');
  });

  it('leaves out corners on a straight line, and keeps a turn back', () => {
    expect(polylinePath(Array.from({ length: 50 }, (_, i) => ({ x: i, y: 2 * i })))).toBe('M0 0l49 98');
    expect(
      polylinePath([
        { x: 0, y: 0 },
        { x: 10, y: 0 },
        { x: 4, y: 0 },
      ]),
    ).toBe('M0 0h10h-6');
  });

  it('passes every corner within 0.04 px', () => {
    const coordinate = fc.double({ min: -50, max: 900, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 2, maxLength: 60 }),
        (line) => {
          const drawn = cornersOf(polylinePath(line));
          for (const corner of line) {
            const distance = Math.min(
              ...drawn.map((from, i) => distanceTo(corner, from, drawn[i + 1] ?? from)),
            );
            expect(distance).toBeLessThan(0.04);
          }
        },
      ),
    );
  });
});

function distanceTo(
  p: { x: number; y: number },
  a: { x: number; y: number },
  b: { x: number; y: number },
): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared));
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}
