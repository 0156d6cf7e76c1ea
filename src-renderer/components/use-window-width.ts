import type { ComputedRef } from 'vue';
import { computed, onMounted, onUnmounted, ref } from 'vue';

/**
 * Whether the width that views are laid out in passes a test, kept up to date: in px as things are drawn, of which larger text
 * leaves fewer, and without what help takes beside them.
 */
export function useWindowWidth(passes: (width: number) => boolean): ComputedRef<boolean> {
  const width = ref(widthOfViews());
  const observer = new ResizeObserver(() => void (width.value = widthOfViews()));
  onMounted(() => observer.observe(document.body));
  onUnmounted(() => observer.disconnect());
  return computed(() => passes(width.value));
}

function widthOfViews(): number {
  return document.body.clientWidth - (Number.parseFloat(getComputedStyle(document.body).paddingRight) || 0);
}
