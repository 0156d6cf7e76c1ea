import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../shared/domain/errors.ts';
import { threadsAllowed } from '../../../src-main/numeric/kernels/allowance.ts';
import { sparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { randomStream } from '../../../src-main/numeric/random.ts';
import type { CleanModel } from '../../../src-main/engine/jobs/job.ts';
import type { JobRunners } from '../../../src-main/runs/engine-process/execute-job.ts';
import type { Metrics, RunConfig } from '../../../shared/domain/run.ts';

/** What a toy run does. */
export interface ToyConfig {
  iterations: number;
  /** Milliseconds of waiting per iteration. */
  pause: number;
  /** Ends the whole engine process at this iteration, once; `always`: at every one from this on. */
  killAt?: number;
  always?: boolean;
  /** Throws at this iteration. */
  failAt?: number;
  /** Fills the worker's heap at this iteration. */
  fillHeapAt?: number;
}

/** A clean model for jobs that never look at it. */
export const noModel: CleanModel = {
  rank: 1,
  userFactors: new Float64Array(2),
  itemFactors: new Float64Array(2),
  objective: 0,
  relativeGradient: 0,
  sweeps: 0,
};

/** The configuration of a toy run. */
export function toyConfig(config: ToyConfig, seed = 1): RunConfig {
  const nothing = { id: 'toy', config: {} };
  return {
    dataset: 'toy',
    learner: nothing,
    objective: nothing,
    gradient: null,
    attack: { id: 'toy', config: { ...config } },
    budget: { maliciousShare: 0.05, fillerSize: 2, maxRating: 2 },
    seed,
  };
}

/** Where toy runs write one line per iteration: `<key> <iteration> <process id> <threads allowed>`. */
export function toyLog(home: string): string {
  return join(home, 'toy.log');
}

/**
 * Jobs without mathematics: a run walks a chaotic map whose every bit depends on every step before it, so that a
 * wrong resumption shows.
 */
export const toyJobs: JobRunners = {
  import: () => refuse('import'),
  audit: () => refuse('audit'),
  uniqueness: () => refuse('uniqueness'),
  effect: () => refuse('effect'),
  calibrate: () => refuse('calibrate'),
  trainClean(request, { home }) {
    appendFileSync(toyLog(home), `clean ${request.dataset} ${process.pid}\n`);
    return noModel;
  },
  run(request, { home, hooks, checkpoint }) {
    const config = request.config.attack.config as unknown as ToyConfig;
    const walk = (checkpoint as { iteration: number; values: Float64Array; trace: number[] } | null) ?? {
      iteration: 0,
      values: Float64Array.from({ length: 32 }, (_, at) =>
        randomStream(request.config.seed, 'toy', at).uniform(),
      ),
      trace: [],
    };
    while (walk.iteration < config.iterations) {
      for (let waited = 0; waited < config.pause; waited += 5) {
        if (hooks.cancelled()) throw new LabError('cancelled', 'cancelled');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(5, config.pause - waited));
      }
      for (let at = 0; at < 32; at++) {
        walk.values[at] = 3.5 * walk.values[at] * (1 - walk.values[at]) + 0.1 * walk.values[(at + 1) % 32];
      }
      walk.iteration++;
      walk.trace.push(walk.values[0]);
      appendFileSync(toyLog(home), `${request.key} ${walk.iteration} ${process.pid} ${threadsAllowed()}\n`);
      hooks.progress({
        phase: `iteration ${walk.iteration} of ${config.iterations}`,
        iteration: walk.iteration,
        iterations: config.iterations,
        point: {
          iteration: walk.iteration,
          utility: walk.values[0],
          predictionShiftRmse: walk.values[1],
          targetMean: null,
          step: 1,
          accepted: true,
        },
      });
      hooks.checkpoint(walk);
      misbehave(config, walk.iteration, join(home, `${request.key}.misbehaved`));
    }
    return {
      metrics: toyMetrics(walk.values, walk.iteration),
      series: {
        utilityTrace: walk.trace,
        predictionShiftRmseTrace: walk.trace,
        targetMeanTrace: walk.trace,
        stepTrace: walk.trace,
      },
      profiles: sparseRatings(1, 32, new Int32Array(32), Int32Array.from(walk.values.keys()), walk.values),
      targets: [],
      targetIds: [],
      warnings: [],
    };
  },
};

function misbehave(config: ToyConfig, iteration: number, mark: string): void {
  if (config.always && iteration >= (config.killAt ?? Infinity)) process.kill(process.pid, 'SIGKILL');
  if (![config.killAt, config.failAt, config.fillHeapAt].includes(iteration) || existsSync(mark)) return;
  writeFileSync(mark, '');
  if (config.killAt === iteration) process.kill(process.pid, 'SIGKILL');
  if (config.failAt === iteration) throw new LabError('failed', 'the toy broke');
  const hoard: number[][] = [];
  while (config.fillHeapAt === iteration)
    hoard.push(Array.from({ length: 100_000 }, (_, at) => at + hoard.length));
}

function toyMetrics(values: Float64Array, iterations: number): Metrics {
  return {
    predictionShiftRmse: values[0],
    targetMeanBefore: null,
    targetMeanAfter: null,
    targetTop10ShareBefore: null,
    targetTop10ShareAfter: null,
    utility: values[1],
    iterations,
    welchP: null,
    pairedTP: null,
    pairedTPLow: null,
    pairedTPHigh: null,
    relativeGradient: 0,
  };
}

function refuse(kind: string): never {
  throw new LabError('failed', `the toy engine has no ${kind} job`);
}
