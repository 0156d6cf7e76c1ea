import type { Store } from '../../store/store.ts';
import type { EventLog } from './event-log.ts';
import type { ActiveRun } from './run-claim.ts';

/** Signs of life for the runs that this process computes. */
export interface LeaseKeeping {
  /** Renews every lease, and stops what another process asked to stop or has taken over. */
  renew(): void;
  /** Renews at once where the machine has slept since the last call: leases look abandoned then. Called at every look. */
  afterSleep(): void;
}

/** So long between two looks only when the machine slept, or had no time for us. */
const sleptMilliseconds = 10_000;

/**
 * Keeps the leases of runs at work.
 * @param standsStill whether the whole queue is paused, maybe by another process
 * @param now milliseconds since 1970
 */
export function keepLeases(
  store: Store,
  active: ReadonlyMap<string, ActiveRun>,
  log: EventLog,
  standsStill: () => boolean,
  now: () => number,
): LeaseKeeping {
  let lookedAt = now();

  function renew(): void {
    for (const run of active.values()) {
      const answer = store.queue.heartbeat(run.claim.lease);
      if (answer === 'cancel') run.stop('cancelled');
      if (answer === 'lost') run.stop('taken over');
      if (answer === 'pause' || (answer === 'go on' && standsStill())) run.stop('paused');
    }
  }

  return {
    renew,
    afterSleep() {
      const slept = now() - lookedAt > sleptMilliseconds;
      lookedAt = now();
      if (!slept || active.size === 0) return;
      log.add('The machine slept or was very busy; what runs goes on.');
      renew();
    },
  };
}
