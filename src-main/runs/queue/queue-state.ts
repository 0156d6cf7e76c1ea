import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { QueueState, RunProgress } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { createSteadyEstimates } from './steady-estimates.ts';

/** What the state of a queue is made of. */
export interface QueueFacts {
  /** Queued and running runs, in order. */
  runs: readonly Run[];
  /** Campaign of each. */
  campaigns: ReadonlyMap<string, string>;
  /** Keys of the runs that wait until they are resumed. */
  paused: ReadonlySet<string>;
  /** Whether the whole queue stands still. */
  standsStill: boolean;
  /** Of the runs that this process computes. */
  progress: ReadonlyMap<string, RunProgress>;
  /** Seconds that such a run has computed, without what came before its job. */
  computed(key: string): number;
  /** How far a run has come that waits with a checkpoint; null for any other. */
  halfDone(run: Run): RunProgress | null;
  /** Core-seconds of a whole run; null when nothing is known. */
  estimate(run: Run): number | null;
  batch: { finished: number; total: number };
  fromStore: number;
  threads: number;
  engine: QueueState['engine'];
  events: QueueState['events'];
}

/**
 * The queue as people see it; the ETA, over what is not paused, is null while the time of some run is unknown. It is what
 * working runs still need and what is told of the waiting ones, which is the rest of those that are half done.
 * @param steady makes estimates, in core-seconds by key, come without hops
 */
export function queueState(facts: QueueFacts, steady: (estimates: Map<string, number | null>) => ReadonlyMap<string, number | null> = (estimates) => estimates): QueueState {
  const atOnce = facts.runs.filter(({ key }) => !facts.paused.has(key)).length;
  const threadsEach = facts.threads / Math.max(1, Math.min(facts.threads, atOnce));
  const corrected = correctedByLive(facts, facts.runs.map((run) => facts.estimate(run)));
  const told = steady(new Map(facts.runs.map(({ key }, at) => [key, corrected[at]])));
  const waiting = new Map(facts.runs.map((run) => [run.key, run.status === 'running' || facts.progress.has(run.key) ? null : facts.halfDone(run)]));
  const coreSeconds = facts.runs.map(({ key }) => restOf(told.get(key) ?? null, waiting.get(key) ?? null));
  const entries = facts.runs.map((run, at) => ({
    run,
    campaign: facts.campaigns.get(run.key) ?? '',
    paused: facts.paused.has(run.key),
    progress: facts.progress.get(run.key) ?? waiting.get(run.key) ?? null,
    estimateSeconds: overThreads(coreSeconds[at], threadsEach),
  }));
  return {
    entries,
    ...facts.batch,
    fromStore: facts.fromStore,
    etaSeconds: facts.standsStill ? null : overThreads(coreSecondsLeft(facts, coreSeconds), facts.threads),
    threads: facts.threads,
    engine: facts.engine,
    paused: facts.standsStill,
    events: facts.events,
  };
}

/** {@link queueState} whose estimates, and their sum, make no hops from one state to the next. */
export function steadyQueueState(now: () => number): (facts: QueueFacts) => QueueState {
  const steady = createSteadyEstimates(now);
  return (facts) => queueState(facts, (estimates) => steady(estimates, { ...facts.batch, threads: facts.threads, paused: facts.paused.size }));
}

/** What is left of a run that waits half done; of any other its whole estimate. */
function restOf(whole: number | null, halfDone: RunProgress | null): number | null {
  if (whole === null || halfDone === null || halfDone.iterations === 0) return whole;
  return whole * Math.max(0, 1 - halfDone.iteration / halfDone.iterations);
}

/** Estimates know of runs that end early, so one that a working run departs from by less is kept. */
const believed = 2;

/**
 * Estimates, those of waiting runs multiplied by what a working run of the same attack, gradient, learner and data takes
 * of its own: runs measured before may have been so much smaller that what they say of large ones is far off. Where every
 * kind that works takes longer, the machine has other things to do, and kinds of which no run works yet take longer too:
 * by the least factor of those.
 */
function correctedByLive({ runs, progress, computed, threads }: QueueFacts, coreSeconds: (number | null)[]): (number | null)[] {
  const threadsEach = threads / Math.max(1, Math.min(threads, progress.size));
  const ratios = new Map<string, number>();
  runs.forEach((run, at) => {
    const live = progress.get(run.key);
    const estimated = coreSeconds[at];
    if (!live || live.etaSeconds === null || !estimated) return;
    ratios.set(kindOf(run), ((computed(run.key) + live.etaSeconds) * threadsEach) / estimated);
  });
  const least = Math.min(...ratios.values());
  const ofOthers = ratios.size > 0 && least > believed ? least : 1;
  const factorOf = (run: Run): number => {
    const own = ratios.get(kindOf(run));
    return own === undefined ? ofOthers : own > believed || own < 1 / believed ? own : 1;
  };
  return coreSeconds.map((each, at) => (each === null ? null : each * factorOf(runs[at])));
}

function kindOf({ config: { dataset, learner, gradient, attack } }: Run): string {
  return canonicalJson({ dataset, learner, gradient, attack });
}

/** A run that works counts with the threads that it has now: when it ends, the others share them. */
function coreSecondsLeft(
  { runs, progress, computed, threads, paused }: QueueFacts,
  coreSeconds: (number | null)[],
): number | null {
  const threadsEach = threads / Math.max(1, Math.min(threads, progress.size));
  return runs.reduce<number | null>((sum, run, at) => {
    if (paused.has(run.key)) return sum;
    const live = progress.get(run.key);
    const whole = coreSeconds[at];
    if (live && live.etaSeconds !== null) return plus(sum, live.etaSeconds * threadsEach);
    const spent = (live ? computed(run.key) : 0) * threadsEach;
    return whole === null ? null : plus(sum, Math.max(0, whole - spent));
  }, 0);
}

function plus(sum: number | null, more: number): number | null {
  return sum === null ? null : sum + more;
}

function overThreads(coreSeconds: number | null, threads: number): number | null {
  return coreSeconds === null ? null : coreSeconds / threads;
}
