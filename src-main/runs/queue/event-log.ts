import type { QueueEvent } from '../../../shared/domain/queue.ts';

const longest = 200;
const mostSteps = 40;

/** What happened, latest first, at most 200 sentences; steps of runs leave first, so that they push nothing out. */
export interface EventLog {
  /** `kind` is `lab` where it is left out. */
  add(message: string, run?: string | null, kind?: QueueEvent['kind']): void;
  list(): QueueEvent[];
}

/** An empty log; `now` gives the time of an entry in milliseconds since 1970. */
export function createEventLog(now: () => number): EventLog {
  const events: QueueEvent[] = [];
  return {
    add(message, run = null, kind = 'lab') {
      events.unshift({ at: new Date(now()).toISOString(), message, run, kind });
      const steps = events.filter((event) => event.kind === 'step').length;
      if (steps > mostSteps) events.splice(events.findLastIndex((event) => event.kind === 'step'), 1);
      if (events.length > longest) events.pop();
    },
    list: () => [...events],
  };
}
