import type { TracePoint } from '../../shared/domain/queue.ts';
import type { Run, Series } from '../../shared/domain/run.ts';
import { isPurePush } from '../../shared/domain/pure-push.ts';

/** Which number a convergence curve shows: what the objective is about. */
export type TraceMeasure = 'predictionShiftRmse' | 'targetMean';

/** A pure push of targets is followed by their mean; everything else by the RMSE. */
export function traceMeasure(run: Run): TraceMeasure {
  return isPurePush(run.config) ? 'targetMean' : 'predictionShiftRmse';
}

/** The title of its axis. */
export function measureTitle(measure: TraceMeasure): string {
  return measure === 'targetMean' ? 'Target’s mean rating, −2 to 2' : 'RMSE of predictions, in shifted units';
}

/** Values of accepted iterations, by iteration; those that a long live trace leaves out lie on the line between its points. */
export function acceptedValues(trace: readonly TracePoint[], measure: TraceMeasure): (number | null)[] {
  const values: (number | null)[] = [];
  for (const point of trace) {
    if (!point.accepted) continue;
    const [from, before, value] = [values.length - 1, values.at(-1) ?? null, point[measure]];
    for (let between = from + 1; between < point.iteration; between++) {
      const share = (between - from) / (point.iteration - from);
      values.push(before === null || value === null ? null : before + share * (value - before));
    }
    values[point.iteration] = value;
  }
  return values;
}

/** Where steps were halved: between the last accepted iteration and the next, several side by side. */
export function halvedSteps(trace: readonly TracePoint[]): number[] {
  const places: number[] = [];
  let accepted = 0;
  let since = 0;
  for (const point of trace) {
    if (point.accepted) {
      accepted = point.iteration;
      since = 0;
    } else places.push(accepted + Math.min(0.9, 0.25 + 0.2 * since++));
  }
  return places;
}

/** The stored trace of a finished run. */
export function seriesValues(series: Series, measure: TraceMeasure): (number | null)[] {
  return measure === 'targetMean' ? series.targetMeanTrace : series.predictionShiftRmseTrace;
}
