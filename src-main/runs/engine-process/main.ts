import { constants, getPriority, setPriority } from 'node:os';
import { serveEngine } from './serve-engine.ts';
import { workerSeat } from './worker-seat.ts';
import type { HostPort } from './serve-engine.ts';
import type { EngineMessage, HostMessage } from './protocol.ts';

/** The part of Electron's utility-process port that is used here; this file must not import `electron`. */
interface UtilityPort {
  on(event: 'message', listener: (event: { data: HostMessage }) => void): void;
  postMessage(message: EngineMessage): void;
}

const workerEntry = process.argv[2];
if (!workerEntry) throw new Error('the engine process needs the path of its worker entry as argument');

// Ctrl+C reaches the whole process group: the host decides what becomes of the jobs.
process.on('SIGINT', () => undefined);

// Before any worker, whose threads inherit it: windows and the host go first where cores are short.
if (getPriority() < constants.priority.PRIORITY_BELOW_NORMAL) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

serveEngine(
  hostPort(),
  (heapMegabytes) => workerSeat(workerEntry, heapMegabytes),
  () => process.exit(0),
);

function hostPort(): HostPort {
  const utility = 'parentPort' in process ? (process.parentPort as UtilityPort | undefined) : undefined;
  if (utility) {
    return {
      send: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('the engine process must be started by a host, with a channel to it');
  // The channel closes when the host dies, however it dies: no engine outlives its host.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  return {
    send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', (message) => listener(message as HostMessage)),
  };
}
