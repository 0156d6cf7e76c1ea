/** An action that is asked for often and done seldom; the last request is always honoured. */
export interface Throttle {
  soon(): void;
  /** Does what is still due, and nothing ever after. */
  end(): void;
}

/** Does an action at once when it is asked for, then not again for as many milliseconds as `interval` says. */
export function throttle(action: () => void, interval: () => number): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let due = false;
  let ended = false;

  function fire(): void {
    due = false;
    timer = setTimeout(() => {
      timer = null;
      if (due) fire();
    }, interval());
    action();
  }

  return {
    soon() {
      if (ended) return;
      if (timer) due = true;
      else fire();
    },
    end() {
      if (timer) clearTimeout(timer);
      if (due) action();
      ended = true;
    },
  };
}
