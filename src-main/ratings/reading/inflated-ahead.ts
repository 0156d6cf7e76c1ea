import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LabError } from '../../../shared/domain/errors.ts';
import { DamagedStream, inflateMemory } from './inflate-kernel/inflate-kernel.ts';
import { inflated, type PackedBytes } from './inflated.ts';
import { threadEntry } from '../thread-entry.ts';

/** What the thread that inflates is given: an entry, and memory for pieces that both threads see. */
export interface InflateRequest {
  packed: PackedBytes;
  memory: WebAssembly.Memory;
  /** One cell for how many pieces were taken. */
  taken: Int32Array<SharedArrayBuffer>;
}

/** Where in that memory the next piece is, until it is counted as taken; the end; or how the entry is damaged. */
export type InflateReply = { start: number; end: number } | 'end' | { damaged: string };

/**
 * The same bytes as {@link inflated}, from a thread that is a few pieces ahead; each piece is valid until the next
 * one is asked for. Where the system has no thread or memory left, or the thread does not come up, this one inflates.
 * @throws Error as {@link inflated}; LabError failed where the thread dies later, which says nothing of the entry.
 */
export async function* inflatedAhead(packed: PackedBytes): AsyncGenerator<Buffer> {
  const started = startWorker(packed);
  if (!started) return yield* inflated(packed);
  const { worker, memory, taken } = started;
  let cameUp = false;
  try {
    for await (const [reply] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[InflateReply]>) {
      cameUp = true;
      if (reply === 'end') return;
      if ('damaged' in reply) throw new DamagedStream(reply.damaged);
      yield Buffer.from(memory.buffer, reply.start, reply.end - reply.start);
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
    throw endedEarly(null);
  } catch (error) {
    if (cameUp) throw error instanceof DamagedStream || error instanceof LabError ? error : endedEarly(error);
  } finally {
    await worker.terminate();
  }
  yield* inflated(packed);
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
