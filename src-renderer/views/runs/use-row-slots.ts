import type { Ref } from 'vue';
import { ref } from 'vue';
import type { ListRow } from '../../runs-list/list-rows.ts';

/** Which element of the page shows which row, and which row has the focus. */
export interface RowSlots {
  /** Id of the row with the focus; null before any had it. */
  focused: Ref<string | null>;
  /** What the element of a row is called: rows that come into sight take over elements that went out of it. */
  slotOf(row: number): string;
  /** Every element of the pool that none of the given ones is. */
  spareOf(taken: ReadonlySet<string>): string[];
  /** Gives a row the focus; it keeps the element that it has for as long as it has the focus. */
  focus(row: number): void;
}

/**
 * Runs take turns in a pool of elements, since changing words costs less than making rows anew for every key that is
 * typed. Heads of groups have elements of their own.
 * @param pool elements, at least as many as rows that are made at once
 */
export function useRowSlots(rows: () => readonly ListRow[], pool: () => number): RowSlots {
  const focused = ref<string | null>(null);
  const taken = ref('');

  function slotOf(row: number): string {
    const { id, listed } = rows()[row];
    if (listed === null) return `group ${id}`;
    if (id === focused.value) return taken.value;
    const slot = `slot ${row % pool()}`;
    return slot === taken.value ? 'spare slot' : slot;
  }

  return {
    focused,
    slotOf,
    spareOf(used) {
      const slots = Array.from({ length: pool() }, (_, at) => `slot ${at}`);
      return slots.filter((slot) => !used.has(slot));
    },
    focus(row) {
      const { id } = rows()[row];
      if (id === focused.value) return;
      const slot = slotOf(row);
      focused.value = id;
      taken.value = slot;
    },
  };
}
