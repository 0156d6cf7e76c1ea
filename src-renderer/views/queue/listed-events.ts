import type { QueueEvent } from '../../../shared/domain/queue.ts';
import { day } from '../../formatting/time.ts';

/** An event as the list shows it. */
export interface ListedEvent extends QueueEvent {
  /** Its own among all, and the same when later ones have come. */
  key: string;
  /** The local day, where it is another one than that of the event above it, or of today above the first. */
  day: string | null;
  /** What stands out of the message, with which every begin and end starts; empty elsewhere. */
  lead: string;
  rest: string;
}

/** @param events latest first, as the list has them */
export function listedEvents(events: readonly QueueEvent[], now: Date): ListedEvent[] {
  const keys = ownKeys(events);
  let above = day(now.toISOString());
  return events.map((event, index) => {
    const own = day(event.at);
    const turned = own !== above;
    above = own;
    const cut = event.kind === 'run' ? event.message.indexOf(' ') : 0;
    return { ...event, key: keys[index], day: turned ? own : null, lead: event.message.slice(0, cut), rest: event.message.slice(cut) };
  });
}

/** Time and message, with a number behind those that came before, the first ones left as they are. */
function ownKeys(events: readonly QueueEvent[]): string[] {
  const counts = new Map<string, number>();
  const keys = events.toReversed().map(({ at, message }) => {
    const key = `${at} ${message}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? key : `${key} ${count}`;
  });
  return keys.reverse();
}
