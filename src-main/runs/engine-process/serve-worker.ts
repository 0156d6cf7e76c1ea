import { parentPort } from 'node:worker_threads';
import { executeJob } from './execute-job.ts';
import type { JobRunners } from './execute-job.ts';
import type { WorkerAssignment } from './protocol.ts';

/**
 * Makes this thread a worker of the engine process: each message is one job, computed before the next arrives.
 * @throws Error outside a worker thread
 */
export function serveWorker(runners: JobRunners): void {
  const port = parentPort;
  if (!port) throw new Error('a worker of the engine must be started as a worker thread');
  port.on('message', (assignment: WorkerAssignment) => {
    void executeJob(assignment, runners, (message) => port.postMessage(message));
  });
}
