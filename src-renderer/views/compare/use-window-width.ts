import type { Ref } from 'vue';
import { onMounted, onUnmounted, ref } from 'vue';

/** Whether the window's width in px passes a test, kept up to date. */
export function useWindowWidth(passes: (width: number) => boolean): Ref<boolean> {
  const answer = ref(passes(window.innerWidth));
  const measure = () => void (answer.value = passes(window.innerWidth));
  onMounted(() => window.addEventListener('resize', measure));
  onUnmounted(() => window.removeEventListener('resize', measure));
  return answer;
}
