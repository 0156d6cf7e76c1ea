import type { ComputedRef } from 'vue';
import { computed, onMounted, onUnmounted, ref } from 'vue';
import { useSettings } from '../stores/settings.ts';

/** Whether the window's width passes a test, kept up to date: in px as things are drawn, of which larger text leaves fewer. */
export function useWindowWidth(passes: (width: number) => boolean): ComputedRef<boolean> {
  const settings = useSettings();
  const width = ref(window.innerWidth);
  const measure = () => void (width.value = window.innerWidth);
  onMounted(() => window.addEventListener('resize', measure));
  onUnmounted(() => window.removeEventListener('resize', measure));
  return computed(() => passes(width.value / settings.scale));
}
