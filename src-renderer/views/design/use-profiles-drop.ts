import type { Ref } from 'vue';
import { onBeforeUnmount, onMounted, ref } from 'vue';

/**
 * Takes files that are dropped anywhere on the window while the current component is there, before the window itself
 * would import them as ratings.
 * @param take gets the first file of a drop
 * @param ready drops are left to the window while it is false
 */
export function useProfilesDrop(take: (file: File) => void, ready: () => boolean): { hovering: Ref<boolean> } {
  const hovering = ref(false);
  let depth = 0;

  function onDrag(event: DragEvent) {
    if (!ready() || !event.dataTransfer?.types.includes('Files')) return;
    event.stopImmediatePropagation();
    if (event.type === 'dragover') event.preventDefault();
    if (event.type === 'dragenter') depth++;
    if (event.type === 'dragleave') depth = Math.max(0, depth - 1);
    if (event.type === 'drop') {
      event.preventDefault();
      depth = 0;
      const file = event.dataTransfer.files[0];
      if (file) take(file);
    }
    hovering.value = depth > 0;
  }

  const kinds = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
  onMounted(() => {
    for (const kind of kinds) window.addEventListener(kind, onDrag, { capture: true });
  });
  onBeforeUnmount(() => {
    for (const kind of kinds) window.removeEventListener(kind, onDrag, { capture: true });
  });
  return { hovering };
}
