import type { QueueState } from '../../../shared/domain/queue.ts';

const longest = 200;

/** What happened, latest first, at most 200 sentences. */
export interface EventLog {
  add(message: string, run?: string | null): void;
  list(): QueueState['events'];
}

/** An empty log; `now` gives the time of an entry in milliseconds since 1970. */
export function createEventLog(now: () => number): EventLog {
  const events: QueueState['events'] = [];
  return {
    add(message, run = null) {
      events.unshift({ at: new Date(now()).toISOString(), message, run });
      if (events.length > longest) events.pop();
    },
    list: () => [...events],
  };
}
