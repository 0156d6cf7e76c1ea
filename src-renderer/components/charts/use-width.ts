import type { Ref } from 'vue';
import { onBeforeUnmount, onMounted, ref } from 'vue';

/** The width of an element in whole px, kept up to date; 0 until it is laid out. */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Ref<number> {
  const width = ref(0);
  const observer = new ResizeObserver(([entry]) => (width.value = Math.floor(entry.contentRect.width)));
  onMounted(() => element.value && observer.observe(element.value));
  onBeforeUnmount(() => observer.disconnect());
  return width;
}
