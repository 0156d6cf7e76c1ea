import type { Ref } from 'vue';
import type { ListedItem } from './item-order.ts';

/** What the keys of the list of items work on. */
export interface ItemKeysContext {
  rows(): readonly ListedItem[];
  /** Index of the row with the focus; -1 without one. */
  focused(): number;
  /** Rows that a page moves by. */
  page(): number;
  selected: Ref<ReadonlySet<string>>;
  /** Moves the focus to a row. */
  stand(row: number): void;
  use(item: string): void;
}

/**
 * Keys of the list: arrows, Page Up and Down, Home and End move; Space chooses, Shift with an arrow extends what is
 * chosen, Enter uses the row, or what is chosen, as target.
 */
export function useItemKeys(context: ItemKeysContext) {
  const { selected } = context;
  /** Where a selection that is extended began. */
  let anchor: number | null = null;

  function extendTo(row: number) {
    const [from, to] = [anchor ?? row, row].sort((a, b) => a - b);
    const between = context.rows().slice(from, to + 1);
    selected.value = new Set([...selected.value, ...between.map(({ item }) => item)]);
  }

  function toggle(row: number, extend: boolean) {
    if (extend && anchor !== null) {
      extendTo(row);
      return;
    }
    const next = new Set(selected.value);
    const { item } = context.rows()[row];
    if (!next.delete(item)) next.add(item);
    anchor = row;
    selected.value = next;
  }

  function move(to: number, extend: boolean) {
    const row = Math.max(0, Math.min(context.rows().length - 1, to));
    if (extend) {
      anchor ??= Math.max(0, context.focused());
      extendTo(row);
    } else anchor = null;
    context.stand(row);
  }

  function onKey(event: KeyboardEvent) {
    const row = context.focused();
    if (!(event.target instanceof HTMLTableRowElement) || row < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(row + 1, event.shiftKey),
      ArrowUp: () => move(row - 1, event.shiftKey),
      PageDown: () => move(row + context.page(), event.shiftKey),
      PageUp: () => move(row - context.page(), event.shiftKey),
      Home: () => move(0, event.shiftKey),
      End: () => move(context.rows().length - 1, event.shiftKey),
      Enter: () => context.use(context.rows()[row].item),
      ' ': () => toggle(row, event.shiftKey),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  return { onKey, toggle };
}
