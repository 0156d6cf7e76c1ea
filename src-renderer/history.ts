/** States that were, the state that is, and states that were undone; plain data, never changed in place. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Which field the latest edit touched; an edit of the same field replaces it instead of adding a step. */
  readonly field: string | null;
}

const longestHistory = 200;

/** A history with nothing to undo. */
export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], field: null };
}

/**
 * Records an edit. Edits with the same `field` in a row are one step, so that typing a number is undone
 * at once; pass null for an edit that always stands alone. At most 200 steps are kept.
 */
export function record<T>(history: History<T>, present: T, field: string | null): History<T> {
  if (present === history.present) return history;
  const merges = field !== null && field === history.field && history.past.length > 0;
  const past = merges ? history.past : [...history.past, history.present].slice(-longestHistory);
  return { past, present, future: [], field };
}

/** One step back; the same history when there is none. */
export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    field: null,
  };
}

/** One step forward again; the same history when there is none. */
export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, field: null };
}
