import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { hostBeat } from '../../../shared/contract/transport.ts';
import { hostLab } from './hosted-lab.ts';

let lab: Awaited<ReturnType<typeof hostLab>>;
let mine: Awaited<ReturnType<typeof lab.signIn>>['headers'];
beforeAll(async () => {
  lab = await hostLab();
  mine = (await lab.signIn()).headers;
});
afterAll(() => lab.close());

/** The status that an upgrade is refused with, or `open`. */
function upgrade(headers: Record<string, string>, path = '/events'): Promise<number | 'open'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${lab.host.port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => undefined);
  });
}

describe('the events socket', () => {
  test('opens for the page itself', async () => {
    expect(await upgrade(mine)).toBe('open');
  });

  test.each([
    ['without Origin', (own: typeof mine) => ({ host: own.host, cookie: own.cookie }), 403],
    ['from another origin', (own: typeof mine) => ({ ...own, origin: 'http://evil.example' }), 403],
    ['from another port', (own: typeof mine) => ({ ...own, origin: 'http://127.0.0.1:1' }), 403],
    [
      'under a rebound name',
      (own: typeof mine) => ({ ...own, host: 'evil.example', origin: 'http://evil.example' }),
      403,
    ],
    ['without the cookie', (own: typeof mine) => ({ host: own.host, origin: own.origin }), 401],
    ['with a wrong cookie', (own: typeof mine) => ({ ...own, cookie: `${own.cookie}x` }), 401],
  ])('is refused %s', async (_, headersFrom, status) => {
    expect(await upgrade(headersFrom(mine))).toBe(status);
  });

  test.each(['/', '/events/', '/events?x=1', '/api/events'])('does not open at %s', async (path) => {
    expect(await upgrade(mine, path)).toBe(404);
  });

  test('pushes what is published to every window, and outlives one that leaves', async () => {
    const open = async () => {
      const socket = new WebSocket(`${lab.host.origin.replace('http', 'ws')}/events`, { headers: mine });
      const frames: unknown[] = [];
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { topic: string };
        if (frame.topic !== hostBeat) frames.push(frame);
      });
      await new Promise((resolve) => socket.on('open', resolve));
      return { socket, frames };
    };
    const [first, second] = [await open(), await open()];
    lab.events.publish('datasets.changed', {});
    await expect.poll(() => [first.frames.length, second.frames.length]).toEqual([1, 1]);
    first.socket.terminate();
    lab.events.publish('campaigns.finished', { campaign: 'c', done: 3, failed: 0 });
    await expect
      .poll(() => second.frames)
      .toEqual([
        { topic: 'datasets.changed', payload: {} },
        { topic: 'campaigns.finished', payload: { campaign: 'c', done: 3, failed: 0 } },
      ]);
    second.socket.terminate();
  });

  test('says again and again that the host is there', async () => {
    const socket = new WebSocket(`${lab.host.origin.replace('http', 'ws')}/events`, { headers: mine });
    const topics: string[] = [];
    socket.on('message', (data) => topics.push((JSON.parse(String(data)) as { topic: string }).topic));
    await expect.poll(() => topics, { timeout: 20_000 }).toEqual([hostBeat, hostBeat]);
    socket.terminate();
  });

  test('cuts off a window that sends more than it should', async () => {
    const socket = new WebSocket(`${lab.host.origin.replace('http', 'ws')}/events`, { headers: mine });
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send('x'.repeat(5000)));
    socket.on('error', () => undefined);
    await closed;
    expect(await upgrade(mine)).toBe('open');
  });
});
