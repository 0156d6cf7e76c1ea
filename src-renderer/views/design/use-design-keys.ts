import { onMounted, onUnmounted } from 'vue';

/** What the keys of the Design view do. */
export interface DesignKeys {
  queue(): unknown;
  save(): unknown;
  undo(): void;
  redo(): void;
}

/** Ctrl or Command with Enter queues, S saves, Z undoes, Shift Z or Y redoes, while the view is shown. */
export function useDesignKeys(keys: DesignKeys): void {
  function onKey(event: KeyboardEvent) {
    if (!event.ctrlKey && !event.metaKey) return;
    if (document.querySelector('[role="dialog"]') !== null) return;
    const key = event.key.toLowerCase();
    if (key === 'enter') keys.queue();
    else if (key === 's') keys.save();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) keys.redo();
    else if (key === 'z') keys.undo();
    else return;
    event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onUnmounted(() => window.removeEventListener('keydown', onKey));
}
