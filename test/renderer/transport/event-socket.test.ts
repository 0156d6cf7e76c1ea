import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEventSocket } from '../../../src-renderer/transport/event-socket.ts';

/** Sockets that were opened, latest last; the test says what happens to them. */
const sockets: EventTarget[] = [];
let status: number | null = 200;
const page = {
  location: { protocol: 'http:', host: '127.0.0.1:1' },
  setTimeout: (doing: () => void, after: number) => setTimeout(doing, after),
  setInterval: (doing: () => void, after: number) => setInterval(doing, after),
  fetch: async () => (status === null ? Promise.reject(new Error('Nobody is there.')) : { status }),
};

beforeEach(() => {
  vi.useFakeTimers();
  sockets.length = 0;
  status = 200;
  vi.stubGlobal(
    'WebSocket',
    class extends EventTarget {
      constructor() {
        super();
        sockets.push(this);
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const now = (event: string) => sockets.at(-1)?.dispatchEvent(new Event(event));
const beat = () => sockets.at(-1)?.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ topic: 'host.beat', payload: {} }) }));

/** A window that listens, and how often it was told to read everything anew. */
async function listening() {
  const told = { anew: 0, states: [] as string[] };
  const socket = createEventSocket(page as unknown as Window);
  socket.watchHost((state) => told.states.push(state));
  socket.subscribe('library.replaced', () => void told.anew++);
  now('open');
  beat();
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual({ anew: 0, states: [] });
  return told;
}

test('a lab that was started again has everything read anew, once, when this window is let in', async () => {
  const told = await listening();
  status = null;
  now('close');
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual({ anew: 0, states: ['gone'] });
  status = 401;
  await vi.advanceTimersByTimeAsync(1000);
  now('close');
  await vi.advanceTimersByTimeAsync(1100);
  expect(told).toEqual({ anew: 0, states: ['gone', 'stranger'] });
  now('open');
  beat();
  await vi.advanceTimersByTimeAsync(2000);
  expect(told).toEqual({ anew: 1, states: ['gone', 'stranger', 'here'] });
});

test('a socket that broke while the lab was there has missed messages too', async () => {
  const told = await listening();
  now('close');
  await vi.advanceTimersByTimeAsync(1100);
  expect([sockets.length, told]).toEqual([2, { anew: 0, states: [] }]);
  now('open');
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual({ anew: 1, states: [] });
});

test('so has a window whose lab fell silent and is heard again', async () => {
  const told = await listening();
  await vi.advanceTimersByTimeAsync(7000);
  expect(told).toEqual({ anew: 0, states: ['gone'] });
  beat();
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual({ anew: 1, states: ['gone', 'here'] });
});
