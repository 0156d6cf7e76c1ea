import { describe, expect, it } from 'vitest';
import { clipPolygon } from '../../shared/figures/drawing/clip-polygon.ts';

describe('clipping a band to its plot', () => {
  const triangle = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 20 },
  ];

  it('leaves what lies inside as it is', () => {
    expect(clipPolygon(triangle, -5, 25)).toEqual(triangle);
  });

  it('cuts at the edge, in the middle of a side', () => {
    const clipped = clipPolygon(triangle, 0, 10);
    expect(clipped).toContainEqual({ x: 5, y: 10 });
    expect(clipped).toContainEqual({ x: 10, y: 10 });
    expect(clipped.every(({ y }) => y >= 0 && y <= 10)).toBe(true);
  });

  it('gives nothing for what lies outside', () => {
    expect(clipPolygon(triangle, 30, 40)).toEqual([]);
  });
});
