import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pointerIn, zoomOf } from '../../../src-renderer/components/own-px.ts';

/** As much of an element as tells its place. */
class Box {
  currentCSSZoom?: number;
  constructor(zoom?: number) {
    if (zoom !== undefined) this.currentCSSZoom = zoom;
  }
  getBoundingClientRect() {
    return { left: 100, top: 40 };
  }
}
beforeEach(() => void vi.stubGlobal('Element', Box));
afterEach(() => void vi.unstubAllGlobals());

const pointed = (box: Box) => ({ currentTarget: box, clientX: 160, clientY: 80, offsetX: 60, offsetY: 40 }) as unknown as MouseEvent;

test('a pointer stands in an element by its own px, whatever larger text makes of them', () => {
  expect(pointerIn(pointed(new Box(1)))).toEqual({ x: 60, y: 40 });
  expect(pointerIn(pointed(new Box(2)))).toEqual({ x: 30, y: 20 });
});

test('browsers that do not tell how much larger text is have px of one size', () => {
  expect(zoomOf(new Box() as unknown as Element)).toBe(1);
  expect(pointerIn(pointed(new Box()))).toEqual({ x: 60, y: 40 });
});
