import { parentPort } from 'node:worker_threads';
import { writeCacheFile } from './cache-file.ts';
import type { CacheRequest } from './cache-thread.ts';
import { fingerprintOf } from './fingerprint.ts';

if (!parentPort) throw new Error('a cache must be written here on a worker thread');
const port = parentPort;
port.once('message', ({ temporary, dataset, coded }: CacheRequest) => {
  const fingerprint = fingerprintOf(dataset);
  writeCacheFile(temporary, { ...dataset, fingerprint }, coded);
  port.postMessage(fingerprint);
});
