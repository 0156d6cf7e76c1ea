import type { RunProgress, TracePoint } from '../../../shared/domain/queue.ts';
import type { JobStart, JobUpdate } from '../engine-process/protocol.ts';
import { thinnedTrace } from './thinned-trace.ts';

/** What is known of a run while it works: its progress, and the convergence curve up to now. */
export interface LiveRun {
  /** The attempt begins: the curve is that of the checkpoint. */
  start(start: JobStart): void;
  update(update: JobUpdate): void;
  /** A step before the run proper, such as the clean model. */
  prepare(update: JobUpdate): void;
  progress(): RunProgress;
  /** Seconds of computing so far, earlier sessions included. */
  seconds(): number;
}

/**
 * A run that has just been taken from the queue. What has elapsed counts from now on, its clean model and its final
 * metrics included, with what earlier sessions computed.
 * @param now milliseconds since 1970
 */
export function liveRun(key: string, now: () => number): LiveRun {
  const begunAt = now();
  let trace: TracePoint[] = [];
  let phase = 'preparing';
  let iteration = 0;
  let iterations = 0;
  let seconds = 0;
  /** Seconds before its first step, which say nothing of the others. */
  let before = 0;
  let remaining: number | null | undefined;
  /** Seconds of earlier sessions; null until the first step of this one tells. */
  let earlier: number | null = null;
  let startedAt = begunAt;
  let resumed = false;

  function byItsSteps(): number | null {
    return iteration > 0 ? ((seconds - before) / iteration) * Math.max(0, iterations - iteration) : null;
  }

  return {
    start(start) {
      trace = [...start.points];
      startedAt = now();
      resumed = start.resumed;
      phase = start.resumed ? 'continuing from its checkpoint' : 'starting';
    },
    update(update) {
      trace.push(...update.points);
      ({ phase, iteration, iterations } = update.progress);
      seconds = update.seconds;
      earlier ??= resumed ? Math.max(0, seconds - (now() - startedAt) / 1000) : 0;
      remaining = update.progress.remainingSeconds;
      if (iteration === 0) before = seconds;
    },
    prepare(update) {
      phase = update.progress.phase;
    },
    progress: () => ({
      key,
      phase,
      iteration,
      iterations,
      elapsedSeconds: Math.max(seconds, (earlier ?? 0) + (now() - begunAt) / 1000),
      etaSeconds: remaining === undefined ? byItsSteps() : remaining,
      trace: thinnedTrace(trace),
    }),
    seconds: () => seconds,
  };
}
