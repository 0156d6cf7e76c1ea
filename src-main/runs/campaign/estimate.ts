import type { RunConfig } from '../../../shared/domain/run.ts';
import type { Measurement, MeasurementStore } from '../../store/measurements.ts';

/** Size of a data set as far as speed goes. */
export interface DataSize {
  users: number;
  items: number;
  ratings: number;
}

const nearest = 5;
/** Runs whose work is off by so many times more than that of the nearest one say less than it does alone. */
const muchFarther = 2;

/**
 * Core-seconds that one run will take, which the threads that it is allowed divide: those of the runs most like it
 * (same attack and gradient, else any), scaled by work; the median of at most five. Null while nothing was measured.
 */
export function createEstimator(
  measurements: MeasurementStore,
): (config: RunConfig, size: DataSize) => number | null {
  const known = new Map<string, Measurement[]>();
  let latest: Measurement[] | null = null;
  return (config, size) => {
    const gradient = config.gradient?.id ?? null;
    const pair = `${config.attack.id} ${gradient ?? ''}`;
    let measured = known.get(pair);
    if (!measured) known.set(pair, (measured = measurements.recent(config.attack.id, gradient, 200)));
    if (measured.length === 0) measured = latest ??= measurements.latest(200);
    const work = workOf(config, size);
    const scaled = counted(measured).map((each) => {
      const ratio = work / workOf(each.config, each);
      return { coreSeconds: (each.coreSeconds ?? each.seconds) * ratio, distance: Math.abs(Math.log(ratio)) };
    });
    const sorted = scaled.sort((a, b) => a.distance - b.distance).slice(0, nearest);
    const farthest = sorted.length > 0 ? sorted[0].distance + Math.log(muchFarther) : 0;
    return median(
      sorted.filter(({ distance }) => distance <= farthest).map(({ coreSeconds }) => coreSeconds),
    );
  };
}

/** Runs that did not count cores are of slower engines with one thread a run: they serve only where there is no other. */
function counted(measured: Measurement[]): Measurement[] {
  const some = measured.filter(({ coreSeconds }) => coreSeconds !== null);
  return some.length > 0 ? some : measured;
}

/** Taken for learners whose rank follows from the data: that of the nuclear norm at its default λ on MovieLens 100K. */
const unknownRank = 32;

/**
 * What every run takes, in iterations: a retraining from the clean model, one from a random start, and the metrics. Runs
 * of uniform on MovieLens 100K beside those of PGA and SGLD say 1.5 to 5, with either learner.
 */
const fixedIterations = 3;

/**
 * Work in arbitrary units: every iteration retrains on the ratings of all users, real and malicious, at a
 * cost per rating that grows with the rank; metrics touch every entry of the normal block once.
 */
function workOf(config: RunConfig, { users, items, ratings }: DataSize): number {
  const rank = numberOr(config.learner.config.rank, unknownRank);
  const iterations = numberOr(config.attack.config.iterations, 0);
  const malicious = config.budget.maliciousShare * users * config.budget.fillerSize;
  const sweep = (ratings + malicious) * rank * (rank + 8) + (users + items) * rank * rank * rank;
  return (fixedIterations + iterations) * (10 * sweep + users * items * rank);
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
