import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { hostBeat, type EventFrame } from '../../../shared/contract/transport.ts';
import type { EventHub } from '../event-hub.ts';

/** The push side of the host: one socket per window, nothing is read from it. */
export interface EventSocket {
  /** Takes over a connection that the gate let through. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Pushes every event of the hub, and every second that the host is there; a window that stops reading is cut off and comes back by itself. */
export function createEventSocket(events: EventHub): EventSocket {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1024 });
  const stop = events.listen((topic, payload) => {
    const frame = JSON.stringify({ topic, payload } satisfies EventFrame);
    for (const client of server.clients) {
      if (client.bufferedAmount > largestBacklog) client.terminate();
      else client.send(frame);
    }
  });
  const beating = setInterval(() => {
    for (const client of server.clients) client.send(beat);
  }, beatMilliseconds);
  return {
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (client) => client.on('error', () => client.terminate())),
    close() {
      clearInterval(beating);
      stop();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

const beat = JSON.stringify({ topic: hostBeat, payload: {} } satisfies EventFrame);
const beatMilliseconds = 1000;
const largestBacklog = 16 * 2 ** 20;
