import { powerSaveBlocker } from 'electron';
import type { EventOf } from '../../../shared/contract/events.ts';
import type { EventHub } from '../event-hub.ts';

/** Keeps the machine from falling asleep by itself while a run works; a closed lid still may, and costs no run. */
export function stayAwakeWhileRunning(events: EventHub): void {
  let blocker: number | null = null;
  events.listen((topic, payload) => {
    if (topic !== 'queue.changed') return;
    const busy = (payload as EventOf<'queue.changed'>).entries.some(({ run }) => run.status === 'running');
    if (busy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (busy || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  });
}
