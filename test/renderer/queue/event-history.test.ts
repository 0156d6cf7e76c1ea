import { effectScope, nextTick, shallowRef } from 'vue';
import { expect, test, vi } from 'vitest';
import type { EventHistory, QueueEvent } from '../../../shared/domain/queue.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { listedEvents } from '../../../src-renderer/views/queue/listed-events.ts';
import { useEventHistory } from '../../../src-renderer/views/queue/use-event-history.ts';
import { fakeTransport } from '../fake-api.ts';

const event = (number: number): QueueEvent => ({ at: new Date(Date.UTC(2026, 10, 29) + 1000 * Math.floor(number / 3)).toISOString(), message: `event ${number}`, run: null, kind: 'lab' });
/** From one number down to another, both of them there. */
const events = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => event(from - index));

/** What is seen of a lab that tells ten events and keeps a hundred. */
function openHistory(now: { last: number }) {
  const told = shallowRef(events(now.last, now.last - 9));
  const kept = (): EventHistory => ({ events: events(now.last, Math.max(1, now.last - 99)), dropped: now.last > 100 });
  const { transport, calls } = fakeTransport({ 'queue.events': kept });
  const seen = effectScope().run(() => useEventHistory(createApi(transport), () => told.value));
  if (!seen) throw new Error('the scope is closed');
  const go = async (last: number) => {
    now.last = last;
    told.value = events(last, last - 9);
    await nextTick();
  };
  return { seen, calls, go };
}

test('what is told is seen, and all that is kept once it is asked for, none twice and none missing', async () => {
  const now = { last: 150 };
  const { seen, calls, go } = openHistory(now);
  expect([seen.events.value, seen.whole.value]).toEqual([events(150, 141), false]);
  await seen.load();
  expect([seen.events.value, seen.whole.value, seen.dropped.value]).toEqual([events(150, 51), true, true]);
  await go(155);
  expect(seen.events.value).toEqual(events(155, 51));
  expect(calls).toHaveLength(1);
  // More came than are told at once: what lies between is asked for.
  await go(400);
  await vi.waitFor(() => expect(seen.events.value).toEqual(events(400, 301)));
  expect(calls).toHaveLength(2);
});

test('a lab that dropped none says so', async () => {
  const { seen } = openHistory({ last: 60 });
  await seen.load();
  expect([seen.events.value, seen.dropped.value]).toEqual([events(60, 1), false]);
});

test('an event keeps its key when later ones come, and has it alone', () => {
  const twice = [event(5), event(4), event(4), event(3)];
  const keys = (of: readonly QueueEvent[]) => listedEvents(of, new Date()).map(({ key }) => key);
  expect(new Set(keys(twice)).size).toBe(4);
  expect(keys([event(6), ...twice]).slice(1)).toEqual(keys(twice));
});
