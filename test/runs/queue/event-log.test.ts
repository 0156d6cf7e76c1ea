import { expect, test } from 'vitest';
import { keptEvents, mostEvents, type QueueEvent } from '../../../shared/domain/queue.ts';
import { createEventLog } from '../../../src-main/runs/queue/event-log.ts';

function keeper(readOnly = false) {
  const kept: QueueEvent[] = [];
  const writes: string[][] = [];
  const events = {
    latest: (limit: number) => kept.toReversed().slice(0, limit),
    dropped: () => kept.length > keptEvents,
    add(more: readonly QueueEvent[]) {
      writes.push(more.map(({ message }) => message));
      kept.push(...more);
    },
  };
  return { store: { events, readOnly }, writes };
}

const told = (log: { list(): QueueEvent[] }) => log.list().map(({ message }) => message);

test('what is new is kept in one write, steps are not, and the next log begins with it', () => {
  const { store, writes } = keeper();
  const log = createEventLog(store, () => 0);
  log.keep();
  log.add('a');
  log.add('step', 'key', 'step');
  log.add('b', 'key', 'run');
  log.keep();
  log.keep();
  log.add('c');
  log.keep();
  expect(writes).toEqual([['a', 'b'], ['c']]);
  expect(told(log)).toEqual(['c', 'b', 'step', 'a']);
  expect(told(createEventLog(store, () => 0))).toEqual(['c', 'b', 'a']);
});

test('a library that is only read is told of, and never written', () => {
  const { store, writes } = keeper(true);
  const log = createEventLog(store, () => 0);
  log.add('a');
  log.keep();
  expect([told(log), writes]).toEqual([['a'], []]);
});

test('the last 200 are told, of which 40 are steps', () => {
  const log = createEventLog(keeper().store, () => 0);
  for (let at = 0; at < 300; at++) log.add(`${at}`);
  expect(told(log)).toEqual(Array.from({ length: mostEvents }, (_, at) => `${299 - at}`));
  for (let at = 0; at < 100; at++) log.add(`step ${at}`, 'key', 'step');
  expect(told(log).filter((message) => message.startsWith('step'))).toHaveLength(40);
  expect(told(log)).toHaveLength(mostEvents);
});

test('all that is kept can be asked for, and says whether earlier ones went', () => {
  const { store } = keeper();
  const log = createEventLog(store, () => 0);
  for (let at = 0; at < keptEvents; at++) log.add(`${at}`);
  for (let at = 0; at < 50; at++) log.add(`step ${at}`, 'key', 'step');
  const messages = () => log.history().events.map(({ message }) => message).filter((message) => !message.startsWith('step'));
  expect(messages()).toEqual(Array.from({ length: keptEvents }, (_, at) => `${keptEvents - 1 - at}`));
  expect(log.history().events).toHaveLength(keptEvents + 40);
  expect(log.history().dropped).toBe(false);
  log.add('one more');
  expect([messages().length, messages()[0], messages().at(-1)]).toEqual([keptEvents, 'one more', '1']);
  expect(log.history().dropped).toBe(true);
  log.keep();
  expect(createEventLog(store, () => 0).history()).toMatchObject({ events: { length: keptEvents }, dropped: true });
});
