import { Worker } from 'node:worker_threads';
import type { JobMessage, WorkerAssignment } from './protocol.ts';

/** A place where one job at a time is computed. */
export interface Seat {
  /** Starts a job; `onLost` is called instead of a last message when the place breaks down under it. */
  start(
    assignment: WorkerAssignment,
    onMessage: (message: JobMessage) => void,
    onLost: (reason: string) => void,
  ): void;
  close(): void;
}

/**
 * A seat that is a worker thread, started with the first job. Its heap is limited, so that a job that needs too
 * much ends its own thread only and not the process; the next job gets a fresh thread.
 * @param workerEntry path of the worker's module
 * @param heapMegabytes limit of the thread's JavaScript heap, in MiB
 */
export function workerSeat(workerEntry: string, heapMegabytes: number): Seat {
  let worker: Worker | null = null;
  let onMessage: (message: JobMessage) => void = ignoreMessage;
  let onLost: (reason: string) => void = ignoreReason;

  function startWorker(): Worker {
    const started = new Worker(workerEntry, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    let reason = 'the worker thread ended';
    started.on('message', (message: JobMessage) => onMessage(message));
    started.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    started.on('exit', () => {
      if (worker === started) worker = null;
      const lost = onLost;
      onLost = ignoreReason;
      lost(reason);
    });
    return started;
  }

  return {
    start(assignment, messageListener, lostListener) {
      onLost = lostListener;
      onMessage = (message) => {
        if (message.type === 'done' || message.type === 'failed') onLost = ignoreReason;
        messageListener(message);
      };
      worker ??= startWorker();
      worker.postMessage(assignment);
    },
    close() {
      onLost = ignoreReason;
      onMessage = ignoreMessage;
      void worker?.terminate();
    },
  };
}

function ignoreMessage(): void {}

function ignoreReason(): void {}
