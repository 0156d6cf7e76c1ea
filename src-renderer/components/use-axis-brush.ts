import type { Chart } from 'chart.js';
import type { Ref } from 'vue';
import { ref } from 'vue';
import { drawingOf } from '../../shared/figures/drawing/figure-drawing.ts';
import { pointerIn } from './own-px.ts';
import type { DraggedRectangle } from './use-plot-drag.ts';

/** A brush that is drawn along an axis of parallel coordinates with the pointer. */
export interface AxisBrush {
  /** What is dragged so far; null while nothing is. */
  rectangle: Ref<DraggedRectangle | null>;
  /** Whether the pointer stands on an axis. */
  over: Ref<boolean>;
  start(event: PointerEvent): void;
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
  cancel(): void;
  /** Takes the brush off the axis under the pointer. */
  clear(event: MouseEvent): void;
  /** Whether the click that follows belongs to a drag. */
  wasDrag(): boolean;
}

/** How near to an axis a pointer is on it, and the shortest drag, in px. */
const reach = 10;
const leastDrag = 5;

/**
 * @param chart parallel coordinates, or null while they are not drawn
 * @param done hears the number of an axis and the span of it that was dragged, ascending from 0 (foot) to 1 (top); null takes it off
 */
export function useAxisBrush(chart: () => Chart | null, done: (axis: number, span: [number, number] | null) => void): AxisBrush {
  const rectangle = ref<DraggedRectangle | null>(null);
  const over = ref(false);
  let from: { axis: number; y: number } | null = null;
  let dragged = false;

  function axisAt(drawn: Chart, x: number): number | null {
    const axis = Math.round(drawn.scales['x'].getValueForPixel(x) ?? NaN);
    const count = drawingOf(drawn).axes?.length ?? 0;
    return axis >= 0 && axis < count && Math.abs(drawn.scales['x'].getPixelForValue(axis) - x) <= reach ? axis : null;
  }

  function inside({ chartArea: { top, bottom } }: Chart, y: number): number {
    return Math.min(bottom, Math.max(top, y));
  }

  function cancel() {
    from = null;
    rectangle.value = null;
  }

  return {
    rectangle,
    over,
    start(event) {
      const drawn = chart();
      dragged = false;
      if (drawn === null || event.button !== 0) return;
      const at = pointerIn(event);
      const axis = axisAt(drawn, at.x);
      if (axis !== null) from = { axis, y: inside(drawn, at.y) };
    },
    move(event) {
      const drawn = chart();
      const at = pointerIn(event);
      over.value = drawn !== null && axisAt(drawn, at.x) !== null;
      if (from === null || drawn === null) return;
      if (event.buttons === 0) return cancel();
      const y = inside(drawn, at.y);
      if (rectangle.value === null && Math.abs(y - from.y) < leastDrag) return;
      if (rectangle.value === null && event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
      const x = drawn.scales['x'].getPixelForValue(from.axis);
      rectangle.value = { left: `${x - 5}px`, width: '10px', top: `${Math.min(y, from.y)}px`, height: `${Math.abs(y - from.y)}px` };
    },
    end(event) {
      const drawn = chart();
      if (rectangle.value !== null && drawn !== null && from !== null) {
        dragged = true;
        const ends = [from.y, inside(drawn, pointerIn(event).y)].map((y) => drawn.scales['y'].getValueForPixel(y) ?? NaN);
        done(from.axis, [Math.min(...ends), Math.max(...ends)]);
      }
      cancel();
    },
    cancel,
    clear(event) {
      const drawn = chart();
      const axis = drawn && axisAt(drawn, pointerIn(event).x);
      if (axis !== null) done(axis, null);
    },
    wasDrag() {
      const was = dragged;
      dragged = false;
      return was;
    },
  };
}
