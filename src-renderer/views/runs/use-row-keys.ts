import type { Ref } from 'vue';
import type { ListRow } from '../../runs-list/list-rows.ts';

/** What the keys of the list work on. */
export interface RowKeysContext {
  rows(): readonly ListRow[];
  /** Index of the row with the focus; -1 without one. */
  focused(): number;
  /** Rows that a page moves by. */
  page(): number;
  selected: Ref<ReadonlySet<string>>;
  /** Moves the focus to a row. */
  stand(row: number): void;
  emit(event: 'open' | 'remove' | 'star' | 'tag' | 'note' | 'fold', id: string): void;
}

/**
 * Keys of the list: arrows, Page Up and Down, Home and End move; Shift with an arrow extends the selection; Space
 * selects a run or all of a group, Ctrl A all of the list; Enter opens a run or folds a group, left and right fold
 * and unfold; S stars, T tags, N notes, Delete moves to the bin.
 */
export function useRowKeys(context: RowKeysContext) {
  const { selected } = context;
  /** Where a selection that is extended began. */
  let anchor: number | null = null;

  function keysBetween(from: number, to: number): string[] {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    return context
      .rows()
      .slice(first, last + 1)
      .flatMap(({ listed }) => (listed === null ? [] : [listed.run.key]));
  }

  function toggle(row: number, extend: boolean) {
    const { listed, group } = context.rows()[row];
    const next = new Set(selected.value);
    if (extend && anchor !== null) for (const key of keysBetween(anchor, row)) next.add(key);
    else {
      const keys = listed === null ? (group?.runs ?? []).map(({ run }) => run.key) : [listed.run.key];
      const every = keys.every((key) => next.has(key));
      for (const key of keys) if (every) next.delete(key);
      else next.add(key);
      anchor = row;
    }
    selected.value = next;
  }

  /** As in a list of files: a row alone; with Control or Command one more or less, with Shift all from the last one. */
  function pick(row: number, event: MouseEvent) {
    const { listed } = context.rows()[row];
    if (listed === null) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) return toggle(row, event.shiftKey);
    selected.value = new Set([listed.run.key]);
    anchor = row;
  }

  function move(to: number, extend: boolean) {
    const row = Math.max(0, Math.min(context.rows().length - 1, to));
    if (extend) {
      anchor ??= Math.max(0, context.focused());
      selected.value = new Set([...selected.value, ...keysBetween(anchor, row)]);
    } else anchor = null;
    context.stand(row);
  }

  function fold(row: number, folded: boolean) {
    const { listed, group } = context.rows()[row];
    if (group === null) return;
    const head = context.rows().findIndex((one) => one.listed === null && one.group === group);
    if (listed !== null && folded) context.stand(head);
    else if (listed === null && context.rows()[row].folded !== folded) context.emit('fold', group.id);
  }

  function onKey(event: KeyboardEvent) {
    const row = context.focused();
    const onRow = event.target instanceof HTMLTableRowElement;
    if (!onRow || row < 0 || event.altKey) return;
    const { id, listed } = context.rows()[row];
    const ofRun = (name: 'star' | 'tag' | 'note' | 'remove') => () => listed !== null && context.emit(name, id);
    const last = context.rows().length - 1;
    const actions: Record<string, () => unknown> = {
      ArrowDown: () => move(row + 1, event.shiftKey),
      ArrowUp: () => move(row - 1, event.shiftKey),
      PageDown: () => move(row + context.page(), event.shiftKey),
      PageUp: () => move(row - context.page(), event.shiftKey),
      Home: () => move(0, event.shiftKey),
      End: () => move(last, event.shiftKey),
      ArrowRight: () => fold(row, false),
      ArrowLeft: () => fold(row, true),
      Enter: () => context.emit(listed === null ? 'fold' : 'open', id),
      Delete: ofRun('remove'),
      ' ': () => toggle(row, event.shiftKey),
      s: ofRun('star'),
      t: ofRun('tag'),
      n: ofRun('note'),
    };
    const withControl: Record<string, () => unknown> = { a: () => (selected.value = new Set(keysBetween(0, last))) };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = (event.ctrlKey || event.metaKey ? withControl : actions)[key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  return { onKey, toggle, pick };
}
