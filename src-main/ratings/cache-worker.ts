import { parentPort } from 'node:worker_threads';
import { writeCacheFile } from './cache-file.ts';
import type { CacheRequest } from './cache-thread.ts';
import { fingerprintAsDecoded } from './fingerprint.ts';

if (!parentPort) throw new Error('a cache must be written here on a worker thread');
const port = parentPort;
port.once('message', ({ temporary, dataset, coded, rowValue }: CacheRequest) => {
  const content = { ...dataset, ratings: { ...dataset.ratings, rowValue } };
  const fingerprint = fingerprintAsDecoded(content, coded);
  writeCacheFile(temporary, { ...content, fingerprint }, coded);
  port.postMessage(fingerprint);
});
