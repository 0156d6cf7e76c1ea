import { LabError } from '../../shared/domain/errors.ts';
import type { Publish } from '../../shared/contract/events.ts';
import type { CheckProgress } from '../../shared/domain/check.ts';
import type { Engine, JobOptions } from '../runs/engine-process/client.ts';
import type { JobUpdate } from '../runs/engine-process/protocol.ts';

/** A job that is not a run: an import, an audit. */
export interface Job {
  jobId: string;
  /** Call when it has ended, however it ended. */
  end(): void;
}

/** What a check is about, and the id that its caller cancels it by; one is made up where none is given. */
export type WatchedCheck = Pick<CheckProgress, 'kind' | 'subject'> & { jobId?: string };

/** How a check that is watched says where it stands and learns that it is to stop. */
export interface Watch {
  /** For the job of the engine. */
  options: JobOptions;
  /** For what is waited for before that job: aborted when the check is cancelled, its phase told without a share. */
  before: { signal: AbortSignal; onUpdate(update: JobUpdate): void };
}

/** Checks under way, each with its progress as an event and a way to stop it. */
export interface WatchedChecks {
  /**
   * Runs a check; its progress is published on `audits.progress`, at the end with `ended`.
   * @throws LabError 'conflict' while one of the same kind about the same thing is under way; 'cancelled' after
   *   {@link WatchedChecks.cancel}; else what `work` throws
   */
  run<T>(check: WatchedCheck, work: (watch: Watch) => Promise<T>): Promise<T>;
  /**
   * The end of the one of this kind about this thing that is under way; null where none is.
   * @throws LabError 'cancelled' where that is cancelled; else what it throws
   */
  underWay(kind: CheckProgress['kind'], subject: string): Promise<unknown> | null;
  /** Those under way, in the order in which they began. */
  list(): CheckProgress[];
  /** Asks one to stop; false when there is none of that id. */
  cancel(jobId: string): boolean;
}

/** @param startJob gives the id under which the engine knows a job */
export function watchChecks(setting: {
  engine: Pick<Engine, 'cancel'>;
  publish: Publish;
  startJob: (kind: string) => Job;
}): WatchedChecks {
  const { engine, publish, startJob } = setting;
  const running = new Map<string, { progress: CheckProgress; stop(): void; outcome: Promise<unknown> }>();

  const sameAs = (kind: CheckProgress['kind'], subject: string) =>
    [...running.values()].find(({ progress }) => progress.kind === kind && progress.subject === subject);

  return {
    async run({ kind, subject, jobId: wanted }, work) {
      if (sameAs(kind, subject) || (wanted !== undefined && running.has(wanted))) {
        throw new LabError('conflict', 'This check is under way already; wait for it, or cancel it first.');
      }
      const job = startJob(kind);
      const jobId = wanted ?? job.jobId;
      const abort = new AbortController();
      const stop = () => {
        abort.abort();
        engine.cancel(job.jobId);
      };
      const progress: CheckProgress = {
        ...{ jobId, kind, subject, phase: 'waiting for the engine', iteration: 0, iterations: 0 },
        ...{ elapsedSeconds: 0, etaSeconds: null, ended: false },
      };
      const outcome = Promise.withResolvers<unknown>();
      // Nobody may be waiting for it.
      outcome.promise.catch(() => undefined);
      const entry = { progress, stop, outcome: outcome.promise };
      running.set(jobId, entry);
      const tell = (now: CheckProgress) => publish('audits.progress', (entry.progress = now));
      const onUpdate = ({ progress: { phase, iteration, iterations, remainingSeconds }, seconds }: JobUpdate) => {
        const etaSeconds = remainingSeconds === undefined ? left(seconds, iteration, iterations) : remainingSeconds;
        tell({ ...progress, phase, iteration, iterations, elapsedSeconds: seconds, etaSeconds });
      };
      tell(progress);
      try {
        const result = await work({
          options: { jobId: job.jobId, onUpdate },
          before: { signal: abort.signal, onUpdate: ({ progress: { phase } }) => tell({ ...progress, phase }) },
        });
        outcome.resolve(result);
        return result;
      } catch (error) {
        outcome.reject(error);
        throw error;
      } finally {
        job.end();
        running.delete(jobId);
        publish('audits.progress', { ...entry.progress, ended: true });
      }
    },
    underWay: (kind, subject) => sameAs(kind, subject)?.outcome ?? null,
    list: () => [...running.values()].map(({ progress }) => progress),
    cancel(jobId) {
      const found = running.get(jobId);
      found?.stop();
      return found !== undefined;
    },
  };
}

/** @throws LabError 'cancelled' where a check was cancelled between two jobs. */
export function demandWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new LabError('cancelled', 'The check was cancelled.');
}

function left(seconds: number, done: number, all: number): number | null {
  return done === 0 ? null : (seconds / done) * Math.max(0, all - done);
}
