import type { Ref, ShallowRef } from 'vue';
import { nextTick, onMounted, onUnmounted, onUpdated, ref, watch } from 'vue';
import { zoomOf } from './own-px.ts';

/**
 * Which part of a long table is in sight of whatever it scrolls in, and the greatest width that each column had: its
 * columns keep it, so that they stand still while rows come and go.
 * @param long whether the table is long at all; nothing is measured while it is not
 * @param columns changes whenever the columns do
 */
export function useTableWindow(
  table: Readonly<ShallowRef<HTMLElement | null>>,
  body: Readonly<ShallowRef<HTMLElement | null>>,
  long: Readonly<Ref<boolean>>,
  columns: () => string,
) {
  /** What is scrolled away above and what is in sight, in px; a first guess until it is measured. */
  const size = ref({ top: 0, height: 800 });
  const widths = ref<number[]>([]);
  const observer = new ResizeObserver(measure);

  function measure() {
    if (!long.value || body.value === null) return;
    const box = body.value.getBoundingClientRect();
    const sight = sightOf(body.value);
    const scale = zoomOf(body.value);
    const top = Math.max(0, sight.top - box.top) / scale;
    const height = Math.max(0, Math.min(sight.bottom, box.bottom) - Math.max(sight.top, box.top)) / scale;
    if (size.value.top !== top || size.value.height !== height) size.value = { top, height };
  }

  function keepWidths() {
    if (!long.value || table.value === null) return;
    const now = [...table.value.querySelectorAll<HTMLElement>('th:not(.select)')].map((head) => Math.ceil(head.getBoundingClientRect().width / zoomOf(head)));
    if (now.some((width, at) => width > (widths.value[at] ?? 0) + 1)) widths.value = now.map((width, at) => Math.max(width, widths.value[at] ?? 0));
  }

  watch([columns, long], () => {
    widths.value = [];
    void nextTick(measure);
  });
  onUpdated(keepWidths);
  onMounted(() => {
    // Scrolling does not bubble; every box around the table is heard while it comes down to it.
    document.addEventListener('scroll', measure, { capture: true, passive: true });
    if (table.value !== null) observer.observe(table.value);
    observer.observe(document.documentElement);
    measure();
  });
  onUnmounted(() => {
    document.removeEventListener('scroll', measure, { capture: true });
    observer.disconnect();
  });

  return { size, widths };
}

/** What is in sight of an element between its boxes that scroll, in px of the window, which larger text makes more of. */
function sightOf(element: HTMLElement): { top: number; bottom: number } {
  const sight = { top: 0, bottom: window.innerHeight };
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    if (getComputedStyle(box).overflowY === 'visible') continue;
    const { top, bottom } = box.getBoundingClientRect();
    sight.top = Math.max(sight.top, top);
    sight.bottom = Math.min(sight.bottom, bottom);
  }
  return sight;
}
