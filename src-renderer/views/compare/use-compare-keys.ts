import { onMounted, onUnmounted } from 'vue';

/** What the keys of Compare do. */
export interface CompareKeys {
  step(direction: -1 | 1): void;
  pin(): void;
  logarithmic(axis: 'x' | 'y'): void;
  zoom(direction: 'nearer' | 'farther' | 'all'): void;
  pan(direction: -1 | 1): void;
  /** To the field of the effect that is read off. */
  effect(): void;
}

/**
 * Left and right move the hairline, with Shift the part that is zoomed into; P pins, L and Shift L change the axes,
 * + and − zoom, 0 shows everything, E goes to the effect. Not while something is typed or a menu is open.
 */
export function useCompareKeys(keys: CompareKeys): void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, [role="menu"], [role="dialog"], [role="radiogroup"], [role="group"] [data-state]')) return;
    const [key, shift] = [event.key.toLowerCase(), event.shiftKey];
    const actions: Record<string, () => void> = {
      arrowleft: () => (shift ? keys.pan(-1) : keys.step(-1)),
      arrowright: () => (shift ? keys.pan(1) : keys.step(1)),
      p: () => keys.pin(),
      l: () => keys.logarithmic(shift ? 'y' : 'x'),
      '+': () => keys.zoom('nearer'),
      '=': () => keys.zoom('nearer'),
      '-': () => keys.zoom('farther'),
      '−': () => keys.zoom('farther'),
      '0': () => keys.zoom('all'),
      e: () => keys.effect(),
    };
    if (!Object.hasOwn(actions, key)) return;
    actions[key]();
    event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onUnmounted(() => window.removeEventListener('keydown', onKey));
}
