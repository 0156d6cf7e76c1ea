import type { QueueEvent } from '../../../shared/domain/queue.ts';
import { day } from '../../formatting/time.ts';

/** An event as the list shows it. */
export interface ListedEvent extends QueueEvent {
  /** The local day, where it is another one than that of the event above it, or of today above the first. */
  day: string | null;
  /** What stands out of the message, with which every begin and end starts; empty elsewhere. */
  lead: string;
  rest: string;
}

/** @param events latest first, as the list has them */
export function listedEvents(events: readonly QueueEvent[], now: Date): ListedEvent[] {
  let above = day(now.toISOString());
  return events.map((event) => {
    const own = day(event.at);
    const turned = own !== above;
    above = own;
    const cut = event.kind === 'run' ? event.message.indexOf(' ') : 0;
    return { ...event, day: turned ? own : null, lead: event.message.slice(0, cut), rest: event.message.slice(cut) };
  });
}
