import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { inflated, pieceBytes, type PackedBytes } from './inflated.ts';
import { readingEntry } from './reading-entry.ts';

/** What the thread that inflates is given: an entry, and memory for pieces that both threads see. */
export interface InflateRequest {
  packed: PackedBytes;
  ring: SharedArrayBuffer;
}

/** Where in that memory the next piece is, until it is told that the piece was taken; the end; or what went wrong. */
export type InflateReply = { start: number; end: number } | 'end' | { error: string };

/** Pieces that may wait to be taken. */
const mostAhead = 8;

/**
 * The same pieces as {@link inflated}, from a thread that is a few pieces ahead; each is valid until the next one
 * is asked for. Where the system has no thread left, or it does not come up, this one inflates.
 * @throws Error as {@link inflated}, or where the thread dies later.
 */
export async function* inflatedAhead(packed: PackedBytes): AsyncGenerator<Buffer> {
  const ring = new SharedArrayBuffer(mostAhead * pieceBytes);
  const worker = startWorker({ packed, ring });
  if (!worker) return yield* inflated(packed);
  let cameUp = false;
  try {
    for await (const [reply] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[InflateReply]>) {
      cameUp = true;
      if (reply === 'end') return;
      if ('error' in reply) throw new Error(reply.error);
      yield Buffer.from(ring, reply.start, reply.end - reply.start);
      worker.postMessage('taken');
    }
    throw new Error('the thread that unpacks it ended early');
  } catch (error) {
    if (cameUp) throw error;
  } finally {
    await worker.terminate();
  }
  yield* inflated(packed);
}

/** Null where the system has no thread left. */
function startWorker(workerData: InflateRequest): Worker | null {
  try {
    return new Worker(readingEntry('inflate-worker', 'inflater'), { execArgv: [], workerData });
  } catch {
    return null;
  }
}
