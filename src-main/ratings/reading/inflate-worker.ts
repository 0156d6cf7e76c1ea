import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { InflateRequest, InflateReply } from './inflated-ahead.ts';
import { DamagedStream, inflateKernel, inflatePiece, piecesKept } from './inflate-kernel/inflate-kernel.ts';

if (!parentPort) throw new Error('an entry must be inflated on a worker thread');
const port = parentPort;
const { packed, memory, taken } = workerData as InflateRequest;
const kernel = inflateKernel(memory);
const file = openSync(packed.path, 'r');
let position = packed.start;

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
  closeSync(file);
}

function read(into: Uint8Array): number {
  const count = readSync(file, into, 0, Math.min(into.length, packed.end - position), position);
  position += count;
  return count;
}

function say(reply: InflateReply): void {
  port.postMessage(reply);
}
