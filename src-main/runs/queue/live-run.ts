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

/** A run that has just been taken from the queue. */
export function liveRun(key: string): LiveRun {
  let trace: TracePoint[] = [];
  let phase = 'preparing';
  let iteration = 0;
  let iterations = 0;
  let seconds = 0;
  /** Seconds before its first step, which say nothing of the others. */
  let before = 0;
  let remaining: number | null | undefined;

  function byItsSteps(): number | null {
    return iteration > 0 ? ((seconds - before) / iteration) * Math.max(0, iterations - iteration) : null;
  }

  return {
    start(start) {
      trace = [...start.points];
      phase = start.resumed ? 'continuing from its checkpoint' : 'starting';
    },
    update(update) {
      trace.push(...update.points);
      ({ phase, iteration, iterations } = update.progress);
      seconds = update.seconds;
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
      elapsedSeconds: seconds,
      etaSeconds: remaining === undefined ? byItsSteps() : remaining,
      trace: thinnedTrace(trace),
    }),
    seconds: () => seconds,
  };
}
