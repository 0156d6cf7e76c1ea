import { LabError, errorToData } from '../../../shared/domain/errors.ts';
import type { KernelBuild } from '../../numeric/kernels/choice.ts';
import { shareThreads } from './thread-shares.ts';
import { throttleUpdates } from './throttle-updates.ts';
import type { EngineMessage, HostMessage, JobMessage, JobRequest, SubmittedJob } from './protocol.ts';
import type { Seat } from './worker-seat.ts';

/** The engine's end of the channel to its host. */
export interface HostPort {
  send(message: EngineMessage): void;
  onMessage(listener: (message: HostMessage) => void): void;
}

interface RunningJob {
  job: SubmittedJob;
  cancelFlag: Int32Array<SharedArrayBuffer>;
  allowance: Int32Array<SharedArrayBuffer>;
}

interface Place {
  seat: Seat;
  /** The data set of the last job, which the seat's thread still holds in memory. */
  dataset: string | null;
  running: RunningJob | null;
}

/**
 * The engine: takes jobs in the order in which they arrive, keeps at most `threads` of them running, one a
 * seat, and tells the host what they say. Short jobs whose result someone looks at go first, one of them beside
 * `threads` others, so that no view waits for the end of a long run. The running jobs share `threads` threads, anew whenever one of them
 * starts or ends. Waits for `setup` before the first job.
 * @param createSeat makes one more place, given the heap limit in MiB
 * @param onClose what `close` does to the process
 */
export function serveEngine(
  port: HostPort,
  createSeat: (heapMegabytes: number) => Seat,
  onClose: () => void,
): void {
  let home = '';
  let threads = 1;
  let heapMegabytes = 0;
  let kernels: KernelBuild = 'plain';
  const places: Place[] = [];
  /** In the order in which they started. */
  const running: RunningJob[] = [];
  const waiting: SubmittedJob[] = [];
  const updates = throttleUpdates(port.send);

  /** Starts what may start, and shares the threads among what runs then. */
  function fill(): void {
    for (let next = nextToStart(); next; next = nextToStart()) {
      waiting.splice(waiting.indexOf(next), 1);
      assign(next);
    }
    share();
  }

  function nextToStart(): SubmittedJob | undefined {
    return [waiting.find(isLookedAt), waiting[0]].find((job) => job !== undefined && mayStart(job));
  }

  function mayStart(next: SubmittedJob): boolean {
    if (running.length === 0) return true;
    if (next.alone || running.some(({ job }) => job.alone)) return false;
    return running.length < threads || (running.length === threads && isLookedAt(next));
  }

  function assign(job: SubmittedJob): void {
    const dataset = datasetOf(job.request);
    const place = freePlace(dataset);
    const started = { job, cancelFlag: sharedCell(), allowance: sharedCell() };
    place.dataset = dataset ?? place.dataset;
    place.running = started;
    running.push(started);
    share();
    port.send({ type: 'dispatched', id: job.id });
    place.seat.start(
      { ...started, home, kernels },
      (message) => receive(place, message),
      (reason) => {
        place.dataset = null;
        finish(place, { type: 'lost', id: job.id, reason });
      },
    );
  }

  function freePlace(dataset: string | null): Place {
    const free = places.filter((place) => !place.running);
    const warm = free.find((place) => place.dataset === dataset) ?? free[0];
    if (warm) return warm;
    const place: Place = { seat: createSeat(heapMegabytes), dataset: null, running: null };
    places.push(place);
    return place;
  }

  function receive(place: Place, message: JobMessage): void {
    if (message.type === 'update') updates.add(message.id, message.update);
    else if (message.type === 'started') port.send(message);
    else finish(place, message);
  }

  function finish(place: Place, message: EngineMessage & { id: string }): void {
    running.splice(0, running.length, ...running.filter((one) => one !== place.running));
    place.running = null;
    updates.flush(message.id);
    port.send(message);
    fill();
  }

  /** A running job reads its share before its next step: where shares sink, it lets go a moment later. */
  function share(): void {
    const shares = shareThreads(threads, running.length);
    running.forEach(({ allowance }, at) => Atomics.store(allowance, 0, shares[at]));
  }

  function cancel(id: string): void {
    const at = waiting.findIndex((job) => job.id === id);
    if (at >= 0) {
      waiting.splice(at, 1);
      port.send({
        type: 'failed',
        id,
        error: errorToData(new LabError('cancelled', 'cancelled before it began')),
      });
    }
    for (const { running } of places) {
      if (running?.job.id === id) Atomics.store(running.cancelFlag, 0, 1);
    }
  }

  port.onMessage((message) => {
    switch (message.type) {
      case 'setup':
        ({ home, threads, heapMegabytes, kernels } = message);
        return;
      case 'threads':
        threads = message.threads;
        break;
      case 'submit':
        waiting.push(message.job);
        break;
      case 'cancel':
        cancel(message.id);
        break;
      case 'close':
        for (const { seat } of places) seat.close();
        onClose();
        return;
    }
    fill();
  });
}

/** Whether a view shows nothing until the job is done, which takes seconds. */
function isLookedAt({ request }: SubmittedJob): boolean {
  return request.kind === 'import' || request.kind === 'trainClean' || request.kind === 'effect';
}

function sharedCell(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4));
}

function datasetOf(request: JobRequest): string | null {
  switch (request.kind) {
    case 'trainClean':
      return request.dataset;
    case 'run':
    case 'audit':
    case 'uniqueness':
    case 'effect':
      return request.config.dataset;
    case 'import':
    case 'calibrate':
      return null;
  }
}
