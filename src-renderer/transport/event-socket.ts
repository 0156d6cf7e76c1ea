import { z } from 'zod';
import type { HostState, Transport } from '../../shared/contract/transport.ts';
import { loopbackRoutes } from '../../shared/contract/transport.ts';
import { createInbox } from './inbox.ts';

const reconnectMilliseconds = 1000;
/** The host says every second that it is there; so long without a word, it is not. */
const silenceMilliseconds = 5000;
const frameSchema = z.object({ topic: z.string(), payload: z.unknown() });

/**
 * What the loopback host pushes, over one WebSocket that is opened with the first listener and again whenever it is
 * lost. A host that ends closes it at once; one that hangs falls silent. What was told meanwhile is lost, so that all is
 * to be read anew then, as after another library was opened.
 */
export function createEventSocket(window: Window): Pick<Transport, 'subscribe' | 'watchHost'> {
  const inbox = createInbox();
  const watchers: ((state: HostState) => void)[] = [];
  let state: HostState = 'here';
  let open = false;
  /** Whether messages may have been missed. */
  let missed = false;
  let lastHeard = Date.now();

  function tell(now: HostState) {
    if (now === state) return;
    state = now;
    missed ||= now !== 'here';
    for (const watcher of watchers) watcher(now);
  }

  function hear() {
    lastHeard = Date.now();
    tell('here');
    if (missed) inbox.take('library.replaced', {});
    missed = false;
  }

  function connect() {
    open = true;
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${window.location.host}${loopbackRoutes.events}`);
    socket.addEventListener('open', hear);
    socket.addEventListener('message', (message) => {
      hear();
      const { topic, payload } = frameSchema.parse(JSON.parse(message.data as string));
      inbox.take(topic, payload);
    });
    socket.addEventListener('close', () => {
      missed = true;
      void askWhy();
      window.setTimeout(connect, reconnectMilliseconds);
    });
  }

  /** A socket does not say why it was refused; the page's own address does. */
  async function askWhy() {
    const known = await window.fetch('/', { method: 'GET', cache: 'no-store' }).then(
      ({ status }) => status,
      () => null,
    );
    if (known === null) tell('gone');
    else if (known === 401) tell('stranger');
  }

  window.setInterval(() => {
    if (open && Date.now() - lastHeard > silenceMilliseconds) tell(state === 'here' ? 'gone' : state);
  }, 1000);

  return {
    subscribe(topic, listener) {
      if (!open) {
        lastHeard = Date.now();
        connect();
      }
      return inbox.subscribe(topic, listener);
    },
    watchHost: (listener) => void watchers.push(listener),
  };
}
