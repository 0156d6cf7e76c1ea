import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { errorToData } from '../../shared/domain/errors.ts';
import { plural } from '../formatting/numbers.ts';
import { revealOf } from '../saved-files.ts';

/** A short message at the foot of the window; `undo` makes what it tells of not have happened, `link` leads to it. */
export interface Toast {
  id: number;
  message: string;
  tone: 'plain' | 'bad';
  undo: (() => Promise<void>) | null;
  link: { label: string; to: RouteLocationRaw } | null;
  /** Of how many saved files it tells; 0 for any other message. */
  files: number;
}

const shownMilliseconds = 8000;
/** So many at once, unless more of them can be undone. */
const mostShown = 4;

/** Messages of things done, newest last; every delete shows one with its undo. */
export const useToasts = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([]);
  let lastId = 0;
  /** Of those whose time runs. */
  const timers = new Map<number, number>();
  let isHeld = false;

  /** Shows a message; its id, for {@link dismiss} once it is no longer true. */
  function show(message: string, undo: Toast['undo'] = null, tone: Toast['tone'] = 'plain', link: Toast['link'] = null): number {
    return add({ message, undo, tone, link, files: 0 });
  }

  /**
   * Tells of a file that was saved, in one message with those that still stand: many files take no more room than one.
   * @param note what else there is to say of it, as in ", hidden lines included"
   */
  function saved(name: string, note = '') {
    const before = toasts.value.filter(({ files }) => files > 0);
    const count = before.reduce((sum, { files }) => sum + files, 0);
    for (const { id } of before) dismiss(id);
    const others = count === 0 ? '' : `, and ${plural(count, 'file')} before it`;
    add({ message: `${name} is saved${note}${others}.`, undo: null, tone: 'plain', link: null, files: count + 1 });
  }

  function add(toast: Omit<Toast, 'id'>): number {
    const id = ++lastId;
    toasts.value.push({ id, ...toast });
    if (!isHeld) makeRoom();
    if (!isHeld || !isHeldWithOthers(toast)) begin(id);
    return id;
  }

  function begin(id: number) {
    timers.set(
      id,
      window.setTimeout(() => dismiss(id), shownMilliseconds),
    );
  }

  function end(id: number) {
    window.clearTimeout(timers.get(id));
    timers.delete(id);
  }

  /**
   * While messages are held, as when someone points at one, none that has something to act on goes by its time, and none
   * makes room; after that each of those has its whole time again.
   */
  function hold(held: boolean) {
    if (held === isHeld) return;
    isHeld = held;
    const ids = toasts.value.filter(isHeldWithOthers).map(({ id }) => id);
    if (held) return ids.forEach(end);
    ids.forEach(begin);
    makeRoom();
  }

  /** The oldest that only tell go first; what can be undone stays its time. */
  function makeRoom() {
    const idle = toasts.value.slice(0, -1).filter((toast) => toast.undo === null);
    for (const { id } of idle.slice(0, Math.max(0, toasts.value.length - mostShown))) dismiss(id);
  }

  function dismiss(id: number) {
    end(id);
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  /** Tells of something that failed. */
  function fail(error: unknown) {
    show(errorToData(error).message, null, 'bad');
  }

  /** Undoes the latest that can be; whether there was one. */
  function undoLatest(): boolean {
    const latest = toasts.value.findLast((toast) => toast.undo !== null);
    if (latest !== undefined) void undo(latest);
    return latest !== undefined;
  }

  async function undo(toast: Toast) {
    dismiss(toast.id);
    await toast.undo?.().catch(fail);
  }

  return { toasts, show, saved, fail, dismiss, hold, undo, undoLatest };
});

/** A message that only tells goes in its time, though a pointer happens to lie where it came up; what can be acted on, or went wrong, waits. */
function isHeldWithOthers({ message, undo, link, tone }: Pick<Toast, 'message' | 'undo' | 'link' | 'tone'>): boolean {
  return undo !== null || link !== null || tone === 'bad' || revealOf(message) !== null;
}
