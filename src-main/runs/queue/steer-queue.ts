import type { Store } from '../../store/store.ts';
import type { EventLog } from './event-log.ts';
import type { ActiveRun } from './run-claim.ts';
import { runTitle } from './run-title.ts';

/** What a person does to a queue that is at work: its order, and what stands still. */
export interface QueueSteering {
  /** Puts a run before another one, or last where `before` is null; false when one of them is not in the queue. */
  move(key: string, before: string | null): boolean;
  /** Pauses a run, or for null the whole queue; what works is given back to the queue with its checkpoint. */
  pause(key: string | null): void;
  /** Lets a run, or for null the whole queue, go on. */
  resume(key: string | null): void;
}

/**
 * Steers a queue.
 * @param active runs that this process computes, by key
 * @param look holds the library against what was known, and takes up what may be worked on
 */
export function steerQueue(
  store: Store,
  log: EventLog,
  active: ReadonlyMap<string, ActiveRun>,
  look: () => void,
): QueueSteering {
  function setPaused(key: string, paused: boolean): void {
    const changed = store.queue.setPaused([key], paused);
    if (paused) active.get(key)?.stop('paused');
    else for (const run of store.runs.list({ keys: changed })) log.add(`Resumed ${runTitle(run)}: it goes on when its turn comes`, key, 'run');
    look();
  }

  function setStandsStill(still: boolean): void {
    store.queue.setStandsStill(still);
    log.add(still ? 'The queue is paused; checkpoints are kept.' : 'The queue goes on.');
    if (still) for (const run of active.values()) run.stop('paused');
    look();
  }

  return {
    move(key, before) {
      const moved = store.queue.move(key, before);
      look();
      return moved;
    },
    pause: (key) => (key === null ? setStandsStill(true) : setPaused(key, true)),
    resume: (key) => (key === null ? setStandsStill(false) : setPaused(key, false)),
  };
}
