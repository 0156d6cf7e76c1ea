import { parentPort, workerData } from 'node:worker_threads';
import type { InflateRequest, InflateReply } from './inflated-ahead.ts';
import { inflated, pieceBytes } from './inflated.ts';

if (!parentPort) throw new Error('an entry must be inflated on a worker thread');
const port = parentPort;
const { packed, ring } = workerData as InflateRequest;
const slots = new Uint8Array(ring);
const count = ring.byteLength / pieceBytes;
let ahead = 0;
let wake = (): void => {};
port.on('message', () => {
  ahead--;
  wake();
});

try {
  let next = 0;
  for await (const piece of inflated(packed)) {
    for (let at = 0; at < piece.length; at += pieceBytes) {
      while (ahead === count) await new Promise<void>((resolve) => (wake = resolve));
      const start = pieceBytes * (next++ % count);
      const part = piece.subarray(at, at + pieceBytes);
      slots.set(part, start);
      ahead++;
      say({ start, end: start + part.length });
    }
  }
  say('end');
} catch (error) {
  say({ error: (error as Error).message });
}
port.close();

function say(reply: InflateReply): void {
  port.postMessage(reply);
}
