import type { EngineMessage, JobUpdate } from './protocol.ts';

/** At most ten updates a second for each job. */
const intervalMilliseconds = 100;

/** Updates of many jobs, thinned in time; no point of a convergence curve is ever dropped. */
export interface UpdateThrottle {
  add(id: string, update: JobUpdate): void;
  /** Sends what is held back for a job and forgets the job. */
  flush(id: string): void;
}

/** Sends the first update of a job at once, later ones merged to the newest progress and all points since. */
export function throttleUpdates(send: (message: EngineMessage) => void): UpdateThrottle {
  const held = new Map<string, { update: JobUpdate | null; timer: NodeJS.Timeout }>();

  function open(id: string): void {
    const entry = held.get(id);
    if (!entry) return;
    if (entry.update === null) {
      held.delete(id);
      return;
    }
    send({ type: 'update', id, update: entry.update });
    entry.update = null;
    entry.timer = setTimeout(() => open(id), intervalMilliseconds);
  }

  return {
    add(id, update) {
      const entry = held.get(id);
      if (!entry) {
        send({ type: 'update', id, update });
        held.set(id, { update: null, timer: setTimeout(() => open(id), intervalMilliseconds) });
      } else {
        const points = entry.update ? [...entry.update.points, ...update.points] : update.points;
        entry.update = { ...update, points };
      }
    },
    flush(id) {
      const entry = held.get(id);
      if (!entry) return;
      clearTimeout(entry.timer);
      held.delete(id);
      if (entry.update) send({ type: 'update', id, update: entry.update });
    },
  };
}
