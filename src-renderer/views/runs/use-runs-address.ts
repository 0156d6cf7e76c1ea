import type { ComputedRef } from 'vue';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { useRoute, useRouter } from 'vue-router';
import type { RunsState } from '../../runs-list/address-state.ts';
import { queryFromState, stateFromQuery } from '../../runs-list/address-state.ts';

/** The state of the list of runs, which the address follows, and how to change it. */
export interface RunsAddress {
  state: ComputedRef<RunsState>;
  /** A step of its own in the history of the window, so that Back undoes it. */
  change(part: Partial<RunsState>): void;
  /** The same without a step, for what moves often. */
  follow(part: Partial<RunsState>): void;
  /** Where a link to the state with other parts leads. */
  to(part: Partial<RunsState>): RouteLocationRaw;
  /** Resolves once the address has every change, at once where none waits. */
  written(): Promise<void>;
}

/** Pause before the address takes a change, in milliseconds: until letters stop coming, else until the rows are painted. */
const pauses = { text: 150, other: 40 };

/** Filters, sorting, grouping and columns of the list of runs: what is seen changes at once, the address after it. */
export function useRunsAddress(): RunsAddress {
  const route = useRoute();
  const router = useRouter();
  const ahead = shallowRef<RunsState | null>(null);
  let waiting: { location: RouteLocationRaw; step: boolean }[] = [];
  let writing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // One that reads the same stays the same object, so that nothing is drawn anew when the address has caught up.
  const state = computed<RunsState>((before) => {
    const next = ahead.value ?? stateFromQuery(route.query);
    return before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next;
  });
  const to = (part: Partial<RunsState>) => ({ path: route.path, query: queryFromState({ ...state.value, ...part }) });

  function move(part: Partial<RunsState>, step: boolean) {
    const location = to(part);
    if (step || waiting.length === 0) waiting.push({ location, step });
    else waiting[waiting.length - 1].location = location;
    ahead.value = { ...state.value, ...part };
    clearTimeout(timer);
    timer = setTimeout(() => void written(), part.text === undefined ? pauses.other : pauses.text);
  }

  function written(): Promise<void> {
    clearTimeout(timer);
    writing ??= write().finally(() => (writing = null));
    return writing;
  }

  async function write() {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await (next.step ? router.push(next.location) : router.replace(next.location));
    ahead.value = null;
  }

  /** Another step than those that wait, as with a link, is where the window is now. */
  function drop() {
    clearTimeout(timer);
    waiting = [];
    ahead.value = null;
  }

  /** Back undoes the last step that is seen, also while that one waits: then the window stays where it is. */
  function undoWaiting(): boolean {
    const step = waiting.findLastIndex((one) => one.step);
    if (step < 0 || writing !== null) return false;
    waiting.splice(step);
    const last = waiting.at(-1);
    ahead.value = last === undefined ? null : stateFromQuery(router.resolve(last.location).query);
    return true;
  }

  let popped = false;
  const unlisten = router.options.history.listen(() => (popped = true));
  const unguard = router.beforeEach(() => {
    const undone = popped && undoWaiting();
    popped = false;
    return !undone;
  });
  watch(() => route.fullPath, () => writing === null && drop(), { flush: 'sync' });
  onScopeDispose(() => {
    unlisten();
    unguard();
    drop();
  });

  return { state, to, change: (part) => move(part, true), follow: (part) => move(part, false), written };
}
