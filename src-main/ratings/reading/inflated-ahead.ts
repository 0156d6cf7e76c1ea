import { on } from 'node:events';
import { setImmediate as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { LabError } from '../../../shared/domain/errors.ts';
import {
  DamagedStream,
  inflateKernel,
  inflateMemory,
  inflatePiece,
  type InflatePlace,
} from './inflate-kernel/inflate-kernel.ts';
import { inflated, type PackedBytes } from './inflated.ts';
import { readPacked, type PackedReader } from './packed-reader.ts';
import { threadEntry } from '../thread-entry.ts';

/** What the thread that inflates is given: an entry, and memory for pieces that both threads see. */
export interface InflateRequest {
  packed: PackedBytes;
  memory: WebAssembly.Memory;
  /** One cell for how many of its pieces were taken. */
  taken: Int32Array<SharedArrayBuffer>;
}

/** Where it is to go on, once it is up. */
export interface InflateStart {
  place: InflatePlace;
  /** Of the next packed byte in the zip. */
  position: number;
}

/**
 * That it is up; where in the memory the next piece is, until it is counted as taken; the end; or how the entry is
 * damaged.
 */
export type InflateReply = 'up' | { start: number; end: number } | 'end' | { damaged: string };

/**
 * The same bytes as {@link inflated}, from a thread that is a few pieces ahead; each piece is valid until the next
 * one is asked for. Until the thread is up, and where it never is, this one inflates, as it does where the system has
 * no thread or memory left.
 * @throws Error as {@link inflated}; LabError failed where the thread dies later, which says nothing of the entry.
 */
export async function* inflatedAhead(packed: PackedBytes): AsyncGenerator<Buffer> {
  const started = startWorker(packed);
  if (!started) return yield* inflated(packed);
  const { worker, memory, taken } = started;
  const replies = on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[InflateReply]>;
  let isUp = false;
  worker.once('message', () => (isUp = true));
  let reader: PackedReader | null = null;
  try {
    reader = readPacked(packed);
    const kernel = inflateKernel(memory);
    while (!isUp) {
      const { start, end, isLast } = inflatePiece(kernel, reader.read);
      if (end > start) yield Buffer.from(memory.buffer, start, end - start);
      if (isLast) return;
      await pause();
    }
    const { input, next, wrapped } = kernel;
    worker.postMessage({ place: { input, next, wrapped }, position: reader.position() } satisfies InflateStart);
    yield* piecesOf(replies, memory, taken);
  } finally {
    reader?.close();
    await worker.terminate();
  }
}

async function* piecesOf(
  replies: AsyncIterable<[InflateReply]>,
  memory: WebAssembly.Memory,
  taken: InflateRequest['taken'],
): AsyncGenerator<Buffer> {
  try {
    for await (const [reply] of replies) {
      if (reply === 'up') continue;
      if (reply === 'end') return;
      if ('damaged' in reply) throw new DamagedStream(reply.damaged);
      yield Buffer.from(memory.buffer, reply.start, reply.end - reply.start);
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
  } catch (error) {
    throw error instanceof DamagedStream ? error : endedEarly(error);
  }
  throw endedEarly(null);
}

/** Null where the system has no thread or no memory left. */
function startWorker(
  packed: PackedBytes,
): { worker: Worker; memory: WebAssembly.Memory; taken: InflateRequest['taken'] } | null {
  try {
    const memory = inflateMemory();
    const taken = new Int32Array(new SharedArrayBuffer(4));
    const workerData: InflateRequest = { packed, memory, taken };
    const worker = new Worker(threadEntry('reading/inflate-worker', 'inflater'), { execArgv: [], workerData });
    return { worker, memory, taken };
  } catch {
    return null;
  }
}

function endedEarly(reason: unknown): LabError {
  const why = reason instanceof Error ? ` (${reason.message})` : '';
  return new LabError(
    'failed',
    `the thread that unpacks the zip ended early${why}; import it again, or unpack the zip and import the folder`,
  );
}
