import { LabError, errorFromData } from '../../../shared/domain/errors.ts';
import { endedUnder, restartDelay, shouldGiveUp, shouldRunAlone } from './restart-policy.ts';
import { kernelBuild } from '../../numeric/kernels/choice.ts';
import type {
  EngineLink,
  EngineMessage,
  JobKind,
  JobOutcome,
  JobRequest,
  JobRequests,
  JobStart,
  JobUpdate,
  SpawnEngine,
} from './protocol.ts';

/** How a caller names a job and listens to it; `jobId` is unique among the jobs that have not ended. */
export interface JobOptions {
  jobId: string;
  /** Once for every attempt: after the engine died, a job starts again from its last checkpoint. */
  onStart?(start: JobStart): void;
  /** At most ten times a second. */
  onUpdate?(update: JobUpdate): void;
}

/** What happened to the engine, with a plain sentence for the events log. */
export interface EngineEvent {
  kind: 'started' | 'died' | 'restarting' | 'resumed' | 'checkpoint refused' | 'worker lost';
  message: string;
  /** The job concerned; null when it is the engine as a whole. */
  jobId: string | null;
}

type RequestOf<K extends JobKind> = Omit<JobRequests[K], 'kind'>;

/**
 * The engine as hosts see it. Every job rejects with a LabError: 'cancelled' after {@link Engine.cancel},
 * 'engine-died' when the engine ended too often under it or was closed, else what the job itself threw.
 */
export interface Engine {
  /** Reads ratings and writes their cache; `update.progress.reading` says how far the file is. */
  import(request: RequestOf<'import'>, options: JobOptions): Promise<JobOutcome<'import'>>;
  trainClean(request: RequestOf<'trainClean'>, options: JobOptions): Promise<JobOutcome<'trainClean'>>;
  run(request: RequestOf<'run'>, options: JobOptions): Promise<JobOutcome<'run'>>;
  audit(request: RequestOf<'audit'>, options: JobOptions): Promise<JobOutcome<'audit'>>;
  uniqueness(request: RequestOf<'uniqueness'>, options: JobOptions): Promise<JobOutcome<'uniqueness'>>;
  effect(request: RequestOf<'effect'>, options: JobOptions): Promise<JobOutcome<'effect'>>;
  calibrate(request: RequestOf<'calibrate'>, options: JobOptions): Promise<JobOutcome<'calibrate'>>;
  /** Asks a job to stop; its promise rejects once it has, within one sweep. Unknown ids are ignored. */
  cancel(jobId: string): void;
  /** Jobs at once, from the next job on; running jobs share this many threads from their next step on. */
  setThreads(threads: number): void;
  /** Listens to what happens to the engine; answers with how to stop listening. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Process id of the engine that lives now; undefined when there is none or it is inline. */
  pid(): number | undefined;
  /** Whether {@link Engine.close} was called. */
  closed(): boolean;
  /** Ends the engine. Unfinished jobs reject with 'engine-died'; their checkpoints stay. */
  close(): Promise<void>;
}

interface PendingJob {
  request: JobRequest;
  options: JobOptions;
  resolve(outcome: JobOutcome<JobKind>): void;
  reject(error: LabError): void;
  /** True while a worker has it. */
  dispatched: boolean;
  cancelRequested: boolean;
  /** How often the engine or its worker ended under it. */
  deaths: number;
}

/**
 * An engine behind `spawn`, started with the first job and started again whenever it dies; pending jobs are
 * handed in again and runs continue from their last checkpoint.
 * @param home the library folder
 * @param threads jobs at once, and threads that they share; at least 1
 * @param heapMegabytes limit of each worker's JavaScript heap in MiB (typed arrays lie outside it)
 * @param backOffMilliseconds first pause before a restart; doubles with every death in a row
 */
export function startEngine(setting: {
  spawn: SpawnEngine;
  home: string;
  threads: number;
  heapMegabytes?: number;
  backOffMilliseconds?: number;
}): Engine {
  const { spawn, home, heapMegabytes = 1536, backOffMilliseconds = 200 } = setting;
  let threads = setting.threads;
  const pending = new Map<string, PendingJob>();
  const listeners = new Set<(event: EngineEvent) => void>();
  let link: EngineLink | null = null;
  let restart: NodeJS.Timeout | null = null;
  let deathsInARow = 0;
  let closed: (() => void) | null = null;

  function tell(kind: EngineEvent['kind'], message: string, jobId: string | null = null): void {
    for (const listener of listeners) listener({ kind, message, jobId });
  }

  function start(): void {
    restart = null;
    const started = spawn();
    link = started;
    started.onMessage(receive);
    started.onExit((reason) => {
      if (link === started) onExit(reason);
    });
    started.send({ type: 'setup', home, threads, heapMegabytes, kernels: kernelBuild() });
    tell('started', 'The engine started.');
    for (const [id, job] of pending) hand(id, job);
  }

  function hand(id: string, job: PendingJob): void {
    link?.send({ type: 'submit', job: { id, request: job.request, alone: shouldRunAlone(job.deaths) } });
  }

  function onExit(reason: string): void {
    link = null;
    if (closed) {
      closed();
      return;
    }
    deathsInARow++;
    tell('died', `The engine ${reason}.`);
    for (const id of endedUnder(pending)) countDeath(id, `the engine ${reason}`);
    for (const [id, job] of [...pending]) {
      job.dispatched = false;
      if (job.cancelRequested) settle(id, (one) => one.reject(cancelledError()));
    }
    if (pending.size === 0) return;
    const delay = restartDelay(deathsInARow, backOffMilliseconds);
    tell(
      'restarting',
      `The engine is restarted; ${pending.size} unfinished jobs continue from their checkpoints.`,
    );
    restart = setTimeout(start, delay);
  }

  function countDeath(id: string, reason: string): void {
    const job = pending.get(id);
    if (!job) return;
    job.deaths++;
    if (!shouldGiveUp(job.deaths)) return;
    const times = `${job.deaths} times`;
    const message = `Given up after the engine ended ${times} under this job (last: ${reason}). Try it again with fewer threads or a smaller data set; it continues from its last checkpoint.`;
    settle(id, (one) => one.reject(new LabError('engine-died', message)));
  }

  function settle(id: string, how: (job: PendingJob) => void): void {
    const job = pending.get(id);
    if (!job) return;
    pending.delete(id);
    how(job);
  }

  function receive(message: EngineMessage): void {
    const job = pending.get(message.id);
    if (!job) return;
    switch (message.type) {
      case 'dispatched':
        job.dispatched = true;
        return;
      case 'started':
        if (message.start.resumed) tell('resumed', 'Continued from its last checkpoint.', message.id);
        if (message.start.refused) {
          tell('checkpoint refused', `Started from the beginning: ${message.start.refused}.`, message.id);
        }
        job.options.onStart?.(message.start);
        return;
      case 'update':
        job.options.onUpdate?.(message.update);
        return;
      case 'done':
        deathsInARow = 0;
        settle(message.id, (one) => one.resolve(message.outcome));
        return;
      case 'failed':
        deathsInARow = 0;
        settle(message.id, (one) => one.reject(errorFromData(message.error)));
        return;
      case 'lost':
        onLost(message.id, job, message.reason);
    }
  }

  function onLost(id: string, job: PendingJob, reason: string): void {
    tell('worker lost', `The worker thread ended: ${reason}.`, id);
    if (job.cancelRequested) {
      settle(id, (one) => one.reject(cancelledError()));
      return;
    }
    countDeath(id, reason);
    job.dispatched = false;
    if (pending.has(id)) hand(id, job);
  }

  function submit(request: JobRequest, options: JobOptions): Promise<JobOutcome<JobKind>> {
    const { jobId } = options;
    if (closed) return Promise.reject(closedError());
    if (pending.has(jobId)) throw new LabError('conflict', `a job named ${jobId} is under way already`);
    return new Promise((resolve, reject) => {
      const job: PendingJob = {
        request,
        options,
        resolve,
        reject,
        dispatched: false,
        cancelRequested: false,
        deaths: 0,
      };
      pending.set(jobId, job);
      if (link) hand(jobId, job);
      else if (!restart) start();
    });
  }

  return {
    import: (request, options) =>
      submit({ kind: 'import', ...request }, options) as Promise<JobOutcome<'import'>>,
    trainClean: (request, options) =>
      submit({ kind: 'trainClean', ...request }, options) as Promise<JobOutcome<'trainClean'>>,
    run: (request, options) => submit({ kind: 'run', ...request }, options) as Promise<JobOutcome<'run'>>,
    audit: (request, options) =>
      submit({ kind: 'audit', ...request }, options) as Promise<JobOutcome<'audit'>>,
    uniqueness: (request, options) =>
      submit({ kind: 'uniqueness', ...request }, options) as Promise<JobOutcome<'uniqueness'>>,
    effect: (request, options) =>
      submit({ kind: 'effect', ...request }, options) as Promise<JobOutcome<'effect'>>,
    calibrate: (request, options) =>
      submit({ kind: 'calibrate', ...request }, options) as Promise<JobOutcome<'calibrate'>>,
    cancel(jobId) {
      const job = pending.get(jobId);
      if (!job) return;
      job.cancelRequested = true;
      if (link) link.send({ type: 'cancel', id: jobId });
      else settle(jobId, (one) => one.reject(cancelledError()));
    },
    setThreads(next) {
      threads = next;
      link?.send({ type: 'threads', threads });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    pid: () => link?.pid,
    closed: () => closed !== null,
    async close() {
      if (closed) return;
      await new Promise<void>((resolve) => {
        closed = resolve;
        if (restart) clearTimeout(restart);
        for (const id of [...pending.keys()]) settle(id, (one) => one.reject(closedError()));
        if (!link) {
          resolve();
          return;
        }
        const last = link;
        const impatience = setTimeout(() => last.kill(), 2000);
        closed = () => {
          clearTimeout(impatience);
          resolve();
        };
        last.send({ type: 'close' });
      });
    },
  };
}

function cancelledError(): LabError {
  return new LabError('cancelled', 'cancelled; it continues from its last checkpoint when it is tried again');
}

function closedError(): LabError {
  return new LabError('engine-died', 'the engine was closed before this job ended');
}
