import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { PlainPart, PlainPartRequest } from './plain-part.ts';
import { threadEntry } from '../thread-entry.ts';

/** A worker thread that reads the end of a file. */
export interface SecondThread {
  /** Bytes and rows of the part that are done, in steps of a chunk. */
  done(): { bytes: number; rows: number };
  /**
   * The rows that it read; null where there are none, or where it failed in any way: then the part is still to
   * be read. Calls `poll` now and then until then, and lets pass what that throws.
   */
  rows(poll: () => void): Promise<PlainPart | null>;
  /** Ends the thread; once that is done, it reads no more of the file. */
  end(): Promise<void>;
}

/** Starts reading a part of a file on a thread of its own. */
export function startSecondThread(request: Omit<PlainPartRequest, 'progress'>): SecondThread {
  const { bytes, chunkBytes, from } = request;
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const worker = startWorker({ ...request, progress });
  const found = new Promise<PlainPart | null>((resolve) => {
    if (worker === null) resolve(null);
    worker?.once('message', resolve);
    worker?.once('error', () => resolve(null));
    worker?.once('exit', () => resolve(null));
  });
  return {
    done: () => ({
      bytes: Math.min(Atomics.load(progress, 0) * chunkBytes, bytes - from),
      rows: Atomics.load(progress, 1),
    }),
    async rows(poll) {
      for (;;) {
        poll();
        const part = await Promise.race([found, pause(pollEvery, waiting, { ref: false })]);
        if (part !== waiting) return part;
      }
    },
    async end() {
      await worker?.terminate();
    },
  };
}

/** Null where the system has no thread left. */
function startWorker(workerData: PlainPartRequest): Worker | null {
  try {
    return new Worker(threadEntry('reading/plain-part-worker', 'reader'), { execArgv: [], workerData });
  } catch {
    return null;
  }
}

/** Milliseconds. */
const pollEvery = 50;
const waiting = Symbol('waiting');
