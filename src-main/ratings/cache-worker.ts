import { parentPort, workerData } from 'node:worker_threads';
import { writeCacheFile } from './cache-file.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { CacheRequest } from './finish-in-cache.ts';

if (!parentPort) throw new Error('a cache must be written here on a worker thread');
const { temporary, dataset, coded } = workerData as CacheRequest;
const fingerprint = fingerprintOf(dataset);
writeCacheFile(temporary, { ...dataset, fingerprint }, coded);
parentPort.postMessage(fingerprint);
