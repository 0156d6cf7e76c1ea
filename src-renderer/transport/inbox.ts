import type { EventOf, Topic } from '../../shared/contract/events.ts';
import { events } from '../../shared/contract/events.ts';

type Listener = (payload: never) => void;

/** What the lab has pushed, and who listens to it. */
export interface Inbox {
  /** Takes a message; those of no known topic are left. It is parsed when it is heard. */
  take(topic: string, payload: unknown): void;
  /** @returns what ends it. */
  subscribe<T extends Topic>(topic: T, listener: (payload: EventOf<T>) => void): () => void;
}

/**
 * An inbox whose messages are heard in the order in which they came, once the window comes to it. Of those that tell the
 * whole of something, the queue or how far a run is, only the last that is there is heard: a slow window skips some, and
 * never falls behind. What cannot be parsed, and what a listener fails at, is told on the console and keeps nobody else
 * from hearing theirs.
 */
export function createInbox(): Inbox {
  const listeners = new Map<Topic, Set<Listener>>();
  let waiting: { topic: Topic; payload: unknown }[] = [];

  function empty() {
    const messages = waiting;
    waiting = [];
    const last = new Map(messages.map(({ topic, payload }, at) => [wholeOf(topic, payload) ?? at, at]));
    messages.forEach(({ topic, payload }, at) => {
      if (last.get(wholeOf(topic, payload) ?? at) !== at) return;
      attempt(topic, () => {
        const told = events[topic].parse(payload);
        for (const listener of listeners.get(topic) ?? []) attempt(topic, () => listener(told as never));
      });
    });
  }

  return {
    take(topic, payload) {
      if (!isTopic(topic)) return;
      waiting.push({ topic, payload });
      if (waiting.length === 1) setTimeout(empty);
    },
    subscribe(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener as Listener));
      return () => void known.delete(listener as Listener);
    },
  };
}

/** What a message tells the whole of; null where it tells of a single event. */
function wholeOf(topic: Topic, payload: unknown): string | null {
  if (topic === 'queue.changed') return topic;
  return topic === 'runs.progress' && typeof payload === 'object' && payload !== null && 'key' in payload ? `${topic} ${String(payload.key)}` : null;
}

/** One that fails must not take the others of its batch with it. */
function attempt(topic: Topic, hear: () => void): void {
  try {
    hear();
  } catch (error) {
    console.error(`A message of ${topic} could not be taken.`, error);
  }
}

function isTopic(topic: string): topic is Topic {
  return Object.hasOwn(events, topic);
}
