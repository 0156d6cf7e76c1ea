import { ref } from 'vue';

/** Whether the command palette is open. */
export const paletteOpen = ref(false);

/** Opens the command palette. */
export function openPalette() {
  paletteOpen.value = true;
}
