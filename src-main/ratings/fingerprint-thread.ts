import { Worker } from 'node:worker_threads';
import { LabError } from '../../shared/domain/errors.ts';
import type { UndecodedContent } from './fingerprint.ts';
import { threadEntry } from './thread-entry.ts';

/** A thread that waits for the content of one data set, to decode its ratings and to hash it. */
export interface FingerprintThread {
  /**
   * The fingerprint, once the ratings are in `rowValue`.
   * @throws LabError failed where the thread dies.
   */
  fingerprint(content: UndecodedContent): Promise<string>;
  /** Ends the thread, whatever it is at. */
  end(): Promise<void>;
}

/** Starts the thread, which takes about as long as sorting ten million ratings; null where the system has none left. */
export function startFingerprintThread(): FingerprintThread | null {
  const worker = startWorker();
  if (!worker) return null;
  const fingerprint = new Promise<string>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(endedEarly(error.message)));
    worker.once('exit', () => reject(endedEarly()));
  });
  fingerprint.catch(() => {});
  return {
    fingerprint(content) {
      worker.postMessage(content);
      return fingerprint;
    },
    async end() {
      await worker.terminate();
    },
  };
}

function startWorker(): Worker | null {
  try {
    return new Worker(threadEntry('fingerprint-worker', 'hasher'), { execArgv: [] });
  } catch {
    return null;
  }
}

function endedEarly(why?: string): LabError {
  const reason = why === undefined ? '' : ` (${why})`;
  return new LabError('failed', `the thread that fingerprints the ratings ended early${reason}; import them again`);
}
