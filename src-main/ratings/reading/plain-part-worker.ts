import { parentPort, workerData } from 'node:worker_threads';
import { readPlainPart, type PlainPart, type PlainPartRequest } from './plain-part.ts';

if (!parentPort) throw new Error('a part of a file must be read on a worker thread');
const part = readPlainPart(workerData as PlainPartRequest);
parentPort.postMessage(part, part ? memoryOf(part) : []);

/** Whole rows go over to the other thread, not copies of them; what is shared goes over by itself. */
function memoryOf({ rows: { user, item, stars } }: PlainPart): ArrayBuffer[] {
  const cells = stars instanceof Float64Array ? stars : stars.codes;
  return [user, item, cells].map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}
