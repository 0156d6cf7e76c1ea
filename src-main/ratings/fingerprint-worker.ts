import { parentPort } from 'node:worker_threads';
import { fingerprintAsDecoded, type UndecodedContent } from './fingerprint.ts';

if (!parentPort) throw new Error('ratings must be decoded and hashed here on a worker thread');
const port = parentPort;
port.once('message', (content: UndecodedContent) => port.postMessage(fingerprintAsDecoded(content)));
