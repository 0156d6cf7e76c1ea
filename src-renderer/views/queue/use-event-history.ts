import type { ComputedRef, Ref } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { EventHistory, QueueEvent } from '../../../shared/domain/queue.ts';
import type { Api } from '../../api.ts';
import { createLoader } from '../../stores/loader.ts';

/** What happened, as far back as somebody wants to see it. */
export interface EventsSeen {
  /** Latest first: what the queue tells, and once they were asked for, all earlier ones that are kept. */
  events: ComputedRef<readonly QueueEvent[]>;
  /** Whether the earlier ones are there. */
  whole: ComputedRef<boolean>;
  /** Whether there were still earlier ones, which are not kept. */
  dropped: ComputedRef<boolean>;
  loading: Ref<boolean>;
  error: Ref<unknown>;
  /** Asks for the earlier ones. */
  load(): Promise<void>;
}

/** @param told what the queue tells, latest first; events leave its end for new ones */
export function useEventHistory({ client }: Pick<Api, 'client'>, told: () => readonly QueueEvent[]): EventsSeen {
  const history = shallowRef<EventHistory | null>(null);
  const { loading, error, load } = createLoader(
    () => client.queue.events({}),
    (answer) => (history.value = answer),
  );
  watch(told, (events) => {
    const last = events.at(-1);
    // What is told has left behind what was asked for: between the two some would be missing.
    if (history.value !== null && last && !loading.value && placeOf(last, history.value.events) < 0) void load();
  });
  return {
    events: computed(() => (history.value === null ? told() : [...told(), ...earlier(told(), history.value.events)])),
    whole: computed(() => history.value !== null),
    dropped: computed(() => history.value?.dropped ?? false),
    loading,
    error,
    load,
  };
}

/** Those of `kept` that happened before all of `told`. */
function earlier(told: readonly QueueEvent[], kept: readonly QueueEvent[]): readonly QueueEvent[] {
  const last = told.at(-1);
  if (!last) return kept;
  const place = placeOf(last, kept);
  return place < 0 ? kept.filter(({ at }) => at < last.at) : kept.slice(place + 1);
}

function placeOf({ at, message }: QueueEvent, events: readonly QueueEvent[]): number {
  return events.findLastIndex((event) => event.at === at && event.message === message);
}
