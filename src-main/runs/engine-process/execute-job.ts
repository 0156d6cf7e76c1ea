import { arithmeticProbe } from '../../numeric/arithmetic-probe.ts';
import { errorToData } from '../../../shared/domain/errors.ts';
import type { TracePoint } from '../../../shared/domain/queue.ts';
import type { JobHooks } from '../../engine/jobs/job.ts';
import { setThreadAllowance } from '../../numeric/kernels/allowance.ts';
import { adoptKernels } from '../../numeric/kernels/choice.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import { engineEnvironment } from './engine-environment.ts';
import { startJobClock } from './job-clock.ts';
import type { FoundCheckpoint } from './checkpoint-file.ts';
import type { ComputingTime } from './job-clock.ts';
import type {
  EngineJobProgress,
  JobKind,
  JobMessage,
  JobRequest,
  JobRequests,
  JobResult,
  JobResults,
  WorkerAssignment,
} from './protocol.ts';

/** The hooks of a job, and how far it is with a file that it reads. */
export interface EngineJobHooks extends JobHooks {
  progress(progress: EngineJobProgress): void;
}

/** What a job gets besides its request. */
export interface JobContext {
  /** The library folder. */
  home: string;
  hooks: EngineJobHooks;
  /** What the last checkpoint of an interrupted attempt received, or null. */
  checkpoint: unknown;
}

/** The function behind each kind of job; it may answer at once or later. */
export type JobRunners = {
  [K in JobKind]: (request: JobRequests[K], context: JobContext) => JobResults[K] | Promise<JobResults[K]>;
};

/** Writing checkpoints may take at most one part in this many of the computing time. */
const checkpointShare = 20;

/**
 * Runs one job to its end and says what happens through `post`: started (from a checkpoint where there is one
 * that fits), updates, then done or failed. Never throws.
 */
export async function executeJob(
  assignment: WorkerAssignment,
  runners: JobRunners,
  post: (message: JobMessage) => void,
): Promise<void> {
  const { id, request } = assignment.job;
  try {
    adoptKernels(assignment.kernels);
    setThreadAllowance(assignment.allowance);
    const found =
      request.kind === 'run' ? findCheckpoint(assignment.home, request) : { kind: 'none' as const };
    const trace: TracePoint[] = found.kind === 'found' ? [...found.header.trace] : [];
    post({
      type: 'started',
      id,
      start: {
        resumed: found.kind === 'found',
        points: [...trace],
        refused: found.kind === 'refused' ? found.reason : null,
      },
    });
    const clock = startJobClock(timeBefore(found), assignment.allowance);
    const hooks: EngineJobHooks = {
      progress(progress) {
        if (progress.point) trace.push(progress.point);
        const { point, ...rest } = progress;
        post({
          type: 'update',
          id,
          update: { progress: rest, points: point ? [point] : [], seconds: clock().seconds },
        });
      },
      checkpoint:
        request.kind === 'run' ? checkpointWriter(assignment.home, request, clock, trace) : ignoreCheckpoint,
      cancelled() {
        // Polled once a sweep, which is how often the allowance must be looked at.
        clock();
        return Atomics.load(assignment.cancelFlag, 0) === 1;
      },
    };
    const result = await dispatch(runners, request, {
      home: assignment.home,
      hooks,
      checkpoint: found.kind === 'found' ? found.state : null,
    });
    post({ type: 'done', id, outcome: { result, ...clock(), environment: engineEnvironment() } });
  } catch (error) {
    post({ type: 'failed', id, error: errorToData(error) });
  }
}

function findCheckpoint(home: string, request: JobRequests['run']): FoundCheckpoint {
  return readCheckpoint(home, {
    key: request.key,
    arithmeticProbe: arithmeticProbe(),
    revisions: request.revisions,
  });
}

/** Serializes at once, since a job may reuse its arrays afterwards; skips where writing would cost too much. */
function checkpointWriter(
  home: string,
  request: JobRequests['run'],
  clock: () => ComputingTime,
  trace: TracePoint[],
): (state: unknown) => void {
  const probe = arithmeticProbe();
  let nextAt = 0;
  return (state) => {
    const before = clock();
    if (before.seconds < nextAt) return;
    const header = {
      key: request.key,
      arithmeticProbe: probe,
      revisions: request.revisions,
      ...before,
      trace,
    };
    writeCheckpoint(home, header, state);
    const after = clock().seconds;
    nextAt = after + checkpointShare * (after - before.seconds);
  };
}

/** Only runs are long enough to be worth continuing; the other jobs start again. */
function ignoreCheckpoint(): void {}

/** Checkpoints from before cores were counted are of engines with one thread a job. */
function timeBefore(found: FoundCheckpoint): ComputingTime {
  if (found.kind !== 'found') return { seconds: 0, coreSeconds: 0 };
  const { seconds, coreSeconds = seconds } = found.header;
  return { seconds, coreSeconds };
}

function dispatch(
  runners: JobRunners,
  request: JobRequest,
  context: JobContext,
): JobResult | Promise<JobResult> {
  switch (request.kind) {
    case 'import':
      return runners.import(request, context);
    case 'trainClean':
      return runners.trainClean(request, context);
    case 'run':
      return runners.run(request, context);
    case 'audit':
      return runners.audit(request, context);
    case 'uniqueness':
      return runners.uniqueness(request, context);
    case 'effect':
      return runners.effect(request, context);
    case 'calibrate':
      return runners.calibrate(request, context);
  }
}
