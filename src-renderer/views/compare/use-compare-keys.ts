import { onMounted, onUnmounted } from 'vue';

/** What the keys of Compare do. */
export interface CompareKeys {
  step(direction: -1 | 1): void;
  pin(): void;
  logarithmic(): void;
}

/** Left and right move the hairline, P pins it, L changes the axis; not while something is typed or a menu is open. */
export function useCompareKeys(keys: CompareKeys): void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, [role="menu"], [role="dialog"], [role="radiogroup"], [role="group"] [data-state]')) return;
    const key = event.key.toLowerCase();
    if (key === 'arrowleft') keys.step(-1);
    else if (key === 'arrowright') keys.step(1);
    else if (key === 'p') keys.pin();
    else if (key === 'l') keys.logarithmic();
    else return;
    event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onUnmounted(() => window.removeEventListener('keydown', onKey));
}
