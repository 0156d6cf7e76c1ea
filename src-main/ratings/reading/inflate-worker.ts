import { parentPort, workerData } from 'node:worker_threads';
import type { InflateReply, InflateRequest, InflateStart } from './inflated-ahead.ts';
import { DamagedStream, inflateKernel, inflatePiece, piecesKept } from './inflate-kernel/inflate-kernel.ts';
import { readPacked } from './packed-reader.ts';

if (!parentPort) throw new Error('an entry must be inflated on a worker thread');
const port = parentPort;
const { packed, memory, taken } = workerData as InflateRequest;

port.once('message', ({ place, position }: InflateStart) => {
  const kernel = inflateKernel(memory, place);
  const { read, close } = readPacked(packed, position);
  try {
    for (let made = 0; ; made++) {
      for (let known = Atomics.load(taken, 0); made - known >= piecesKept; known = Atomics.load(taken, 0))
        Atomics.wait(taken, 0, known);
      const { start, end, isLast } = inflatePiece(kernel, read);
      if (end > start) say({ start, end });
      if (isLast) break;
    }
    say('end');
  } catch (error) {
    if (!(error instanceof DamagedStream)) throw error;
    say({ damaged: error.message });
  } finally {
    close();
  }
});
say('up');

function say(reply: InflateReply): void {
  port.postMessage(reply);
}
