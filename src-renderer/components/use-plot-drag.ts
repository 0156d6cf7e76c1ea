import type { Chart } from 'chart.js';
import type { Ref } from 'vue';
import { onMounted, onUnmounted, ref } from 'vue';
import { pointerIn } from './own-px.ts';

/** A rectangle over a plot as CSS lengths. */
export type DraggedRectangle = Record<'left' | 'top' | 'width' | 'height', string>;

/** What a chart does with the pointer while a part of it is dragged. */
export interface PlotDrag {
  /** What is dragged so far; null while nothing is. */
  rectangle: Ref<DraggedRectangle | null>;
  start(event: PointerEvent): void;
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
  cancel(): void;
  /** Whether the click that follows belongs to a drag. */
  wasDrag(): boolean;
}

/** Shorter ways are clicks, in px. */
const leastDrag = 6;

/**
 * Drags a rectangle over a chart's plot; Escape gives it up.
 * @param chart the chart that may be dragged now, or null
 * @param done hears both ends of the rectangle on either axis, ascending, in the units of the axes
 */
export function usePlotDrag(chart: () => Chart | null, done: (x: [number, number], y: [number, number]) => void): PlotDrag {
  const rectangle = ref<DraggedRectangle | null>(null);
  let from: { x: number; y: number } | null = null;
  let dragged = false;

  function corners(event: PointerEvent, { chartArea: { left, right, top, bottom } }: Chart) {
    const start = from ?? { x: 0, y: 0 };
    const pointer = pointerIn(event);
    const at = { x: Math.min(right, Math.max(left, pointer.x)), y: Math.min(bottom, Math.max(top, pointer.y)) };
    return { x: [Math.min(start.x, at.x), Math.max(start.x, at.x)], y: [Math.min(start.y, at.y), Math.max(start.y, at.y)] };
  }

  function cancel() {
    from = null;
    rectangle.value = null;
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || from === null) return;
    dragged = true;
    cancel();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onUnmounted(() => window.removeEventListener('keydown', onKey));

  return {
    rectangle,
    start(event) {
      const area = chart()?.chartArea;
      dragged = false;
      const at = pointerIn(event);
      if (event.button !== 0 || !area || at.x < area.left || at.x > area.right) return;
      from = { x: at.x, y: Math.min(area.bottom, Math.max(area.top, at.y)) };
    },
    move(event) {
      const drawn = chart();
      if (from === null || drawn === null) return;
      // The button was let go where the chart did not hear of it.
      if (event.buttons === 0) return cancel();
      const at = pointerIn(event);
      if (rectangle.value === null && Math.hypot(at.x - from.x, at.y - from.y) < leastDrag) return;
      if (rectangle.value === null && event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
      const { x, y } = corners(event, drawn);
      rectangle.value = { left: `${x[0]}px`, top: `${y[0]}px`, width: `${x[1] - x[0]}px`, height: `${y[1] - y[0]}px` };
    },
    end(event) {
      const drawn = chart();
      if (rectangle.value !== null && drawn !== null) {
        dragged = true;
        const { x, y } = corners(event, drawn);
        const value = (axis: 'x' | 'y', pixel: number) => drawn.scales[axis].getValueForPixel(pixel) ?? NaN;
        if (x[1] - x[0] >= leastDrag && y[1] - y[0] >= leastDrag) done([value('x', x[0]), value('x', x[1])], [value('y', y[1]), value('y', y[0])]);
      }
      cancel();
    },
    cancel,
    wasDrag() {
      const was = dragged;
      dragged = false;
      return was;
    },
  };
}
