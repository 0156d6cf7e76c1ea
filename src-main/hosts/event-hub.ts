import type { Publish, Topic } from '../../shared/contract/events.ts';

/** Where the service publishes and the windows of a host listen. */
export interface EventHub {
  publish: Publish;
  /** Every event from now on; the returned function stops it. */
  listen(listener: (topic: Topic, payload: unknown) => void): () => void;
}

/** A hub without memory: who listens late asks the contract for the state first. */
export function createEventHub(): EventHub {
  const listeners = new Set<(topic: Topic, payload: unknown) => void>();
  return {
    publish: (topic, payload) => listeners.forEach((listener) => listener(topic, payload)),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
