import type { Ref } from 'vue';
import { onBeforeUnmount, onMounted, ref, useTemplateRef } from 'vue';

/** The width in px of the element with `ref="element"`, kept up to date; 0 until it is laid out. */
export function useWidth(): { element: Readonly<Ref<HTMLElement | null>>; width: Ref<number> } {
  const element = useTemplateRef<HTMLElement>('element');
  const width = ref(0);
  const observer = new ResizeObserver(([entry]) => (width.value = Math.floor(entry.contentRect.width)));
  onMounted(() => element.value && observer.observe(element.value));
  onBeforeUnmount(() => observer.disconnect());
  return { element, width };
}
