import { expect, test, vi } from 'vitest';
import { createInbox } from '../../../src-renderer/transport/inbox.ts';

const state = (finished: number) => ({ entries: [], finished, total: 9, fromStore: 0, etaSeconds: null, threads: 1, engine: 'busy', paused: false, events: [] });
const progress = (key: string, iteration: number) => ({ key, phase: 'retraining', iteration, iterations: 9, elapsedSeconds: 1, etaSeconds: null, trace: [] });

test('of what comes before the window looks, whole states are heard as they are last, and every event in its order', async () => {
  const inbox = createInbox();
  const heard: string[] = [];
  for (const who of ['one', 'two']) inbox.subscribe('queue.changed', ({ finished }) => heard.push(`${who}: ${finished} ended`));
  inbox.subscribe('runs.progress', ({ key, iteration }) => heard.push(`${key} at ${iteration}`));
  inbox.subscribe('campaigns.finished', ({ campaign }) => heard.push(`${campaign} ended`));

  inbox.take('queue.changed', state(1));
  inbox.take('runs.progress', progress('a', 1));
  inbox.take('campaigns.finished', { campaign: 'first', done: 1, failed: 0 });
  inbox.take('runs.progress', progress('b', 5));
  inbox.take('runs.progress', progress('a', 2));
  inbox.take('queue.changed', state(2));
  inbox.take('campaigns.finished', { campaign: 'second', done: 1, failed: 0 });
  inbox.take('a topic of another version', {});
  expect(heard).toEqual([]);
  await vi.waitFor(() => expect(heard).toEqual(['first ended', 'b at 5', 'a at 2', 'one: 2 ended', 'two: 2 ended', 'second ended']));

  inbox.take('queue.changed', state(3));
  await vi.waitFor(() => expect(heard.slice(6)).toEqual(['one: 3 ended', 'two: 3 ended']));
});

test('who has ended listening hears nothing more', async () => {
  const inbox = createInbox();
  const heard: number[] = [];
  const end = inbox.subscribe('queue.changed', ({ finished }) => heard.push(finished));
  inbox.subscribe('queue.changed', ({ finished }) => heard.push(-finished));
  end();
  inbox.take('queue.changed', state(4));
  await vi.waitFor(() => expect(heard).toEqual([-4]));
});

test('a payload that cannot be parsed and a listener that fails are told, and keep nobody else from hearing', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const inbox = createInbox();
  const heard: string[] = [];
  inbox.subscribe('queue.changed', () => {
    throw new Error('fell over');
  });
  inbox.subscribe('queue.changed', ({ finished }) => heard.push(`${finished} ended`));
  inbox.subscribe('campaigns.finished', ({ campaign }) => heard.push(`${campaign} ended`));

  inbox.take('campaigns.finished', { campaign: 3 });
  inbox.take('queue.changed', state(5));
  inbox.take('campaigns.finished', { campaign: 'last', done: 1, failed: 0 });
  await vi.waitFor(() => expect(heard).toEqual(['5 ended', 'last ended']));
  expect(told.mock.calls.map(([message]) => message)).toEqual([
    'A message of campaigns.finished could not be taken.',
    'A message of queue.changed could not be taken.',
  ]);
  expect(told.mock.calls[1][1]).toEqual(new Error('fell over'));
  told.mockRestore();
});
