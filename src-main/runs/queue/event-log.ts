import { keptEvents, mostEvents, type EventHistory, type QueueEvent } from '../../../shared/domain/queue.ts';
import type { Store } from '../../store/store.ts';

const mostSteps = 40;

/** What happened, latest first; steps of runs leave first, so that they push nothing out. */
export interface EventLog {
  /** `kind` is `lab` where it is left out. */
  add(message: string, run?: string | null, kind?: QueueEvent['kind']): void;
  /** The last 200 sentences. */
  list(): QueueEvent[];
  /** All of the last 1,000, and the steps that are there. */
  history(): EventHistory;
  /**
   * Gives the library what it does not have yet, all but steps, for the next process: in one write, since each waits for
   * the disk. What cannot be written stays in this log alone.
   * @throws LabError as the store does.
   */
  keep(): void;
}

/** A log that begins with what the library has kept; `now` gives the time of an entry in milliseconds since 1970. */
export function createEventLog({ events: store, readOnly }: Pick<Store, 'events' | 'readOnly'>, now: () => number): EventLog {
  const events = store.latest(keptEvents);
  let dropped = store.dropped();
  let fresh: QueueEvent[] = [];
  return {
    add(message, run = null, kind = 'lab') {
      const event = { at: new Date(now()).toISOString(), message, run, kind };
      events.unshift(event);
      if (kind !== 'step') fresh.push(event);
      const steps = events.filter((each) => each.kind === 'step').length;
      if (steps > mostSteps) events.splice(events.findLastIndex((each) => each.kind === 'step'), 1);
      if (events.length - Math.min(steps, mostSteps) <= keptEvents) return;
      events.pop();
      dropped = true;
    },
    list: () => events.slice(0, mostEvents),
    history: () => ({ events: [...events], dropped }),
    keep() {
      const unkept = fresh;
      fresh = [];
      if (unkept.length > 0 && !readOnly) store.add(unkept);
    },
  };
}
