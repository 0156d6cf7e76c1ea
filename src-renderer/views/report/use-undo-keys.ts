import { onMounted, onUnmounted } from 'vue';

/** Ctrl or Command with Z undoes, Shift Z or Y redoes, while the view is shown; dialogs and texts keep their own. */
export function useUndoKeys(keys: { undo(): void; redo(): void }): void {
  function onKey(event: KeyboardEvent) {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"]')) return;
    const key = event.key.toLowerCase();
    if (key === 'y' || (key === 'z' && event.shiftKey)) keys.redo();
    else if (key === 'z') keys.undo();
    else return;
    event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onUnmounted(() => window.removeEventListener('keydown', onKey));
}
