import type { Run } from '../../../shared/domain/run.ts';

/** Who waits for runs to leave the queue. */
export interface RunWaiters {
  /** The runs, as `list` gives them, once none of them is in the queue. */
  wait(keys: readonly string[]): Promise<Run[]>;
  /** Answers those whose runs have left. */
  answer(): void;
}

/** Nobody waits yet. */
export function createRunWaiters(
  queued: { has(key: string): boolean },
  list: (keys: readonly string[]) => Run[],
): RunWaiters {
  const waiters = new Set<{ keys: readonly string[]; resolve(runs: Run[]): void }>();
  return {
    wait: (keys) => new Promise((resolve) => waiters.add({ keys, resolve })),
    answer() {
      for (const waiter of [...waiters]) {
        if (waiter.keys.some((key) => queued.has(key))) continue;
        waiters.delete(waiter);
        waiter.resolve(list(waiter.keys));
      }
    },
  };
}
