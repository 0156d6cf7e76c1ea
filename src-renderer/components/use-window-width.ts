import type { ComputedRef, Ref } from 'vue';
import { computed, onMounted, onUnmounted, ref } from 'vue';

/** Whether the width of {@link useViewsWidth} passes a test, kept up to date. */
export function useWindowWidth(passes: (width: number) => boolean): ComputedRef<boolean> {
  const width = useViewsWidth();
  return computed(() => passes(width.value));
}

/**
 * The width that the side bar and a view are laid out in, kept up to date: in px as things are drawn, of which larger text
 * leaves fewer, and without what help takes beside them.
 */
export function useViewsWidth(): Readonly<Ref<number>> {
  const width = ref(widthOfViews());
  const observer = new ResizeObserver(() => void (width.value = widthOfViews()));
  onMounted(() => observer.observe(document.body));
  onUnmounted(() => observer.disconnect());
  return width;
}

function widthOfViews(): number {
  return document.body.clientWidth - (Number.parseFloat(getComputedStyle(document.body).paddingRight) || 0);
}
