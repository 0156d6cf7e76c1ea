import { Worker } from 'node:worker_threads';
import { LabError } from '../../shared/domain/errors.ts';
import type { CodedValues } from './distinct-values.ts';
import type { UnfinishedDataset } from './subset.ts';
import { threadEntry } from './thread-entry.ts';

/** What the thread that decodes and hashes a data set and writes its cache is given; its reply is the fingerprint. */
export interface CacheRequest {
  /** Where it writes; the file gets its name once it is whole. */
  temporary: string;
  dataset: UnfinishedDataset;
  /** The ratings as `codeValues` gives them, and the memory that they go to. */
  coded: CodedValues;
  rowValue: Float64Array;
}

/** A thread that waits for one data set, to hash it and to write its cache. */
export interface CacheThread {
  /**
   * The fingerprint, once the file is on the disk.
   * @throws LabError failed where the thread dies; what the system says of the file.
   */
  write(request: CacheRequest): Promise<string>;
  /** Ends the thread, whatever it is at. */
  end(): Promise<void>;
}

/** Starts the thread, which takes about as long as sorting ten million ratings; null where the system has none left. */
export function startCacheThread(): CacheThread | null {
  const worker = startWorker();
  if (!worker) return null;
  const fingerprint = new Promise<string>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(isOfTheSystem(error) ? error : endedEarly(error.message)));
    worker.once('exit', () => reject(endedEarly()));
  });
  fingerprint.catch(() => {});
  return {
    write(request) {
      worker.postMessage(request);
      return fingerprint;
    },
    async end() {
      await worker.terminate();
    },
  };
}

function startWorker(): Worker | null {
  try {
    return new Worker(threadEntry('cache-worker', 'cacher'), { execArgv: [] });
  } catch {
    return null;
  }
}

/** A full disk, say, which is told as such. */
function isOfTheSystem(error: Error): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function endedEarly(why?: string): LabError {
  const reason = why === undefined ? '' : ` (${why})`;
  return new LabError('failed', `the thread that writes the ratings to the disk ended early${reason}; import them again`);
}
