import type { TracePoint } from '../../../shared/domain/queue.ts';

/** One step of an attack, as in "Iteration 14 accepted, RMSE 0.251" or "Iteration 14 gained nothing at step 0.25, which is halved". */
export function stepInWords({ iteration, accepted, step, predictionShiftRmse, targetMean }: TracePoint): string {
  if (!accepted) return `Iteration ${iteration} gained nothing at step ${Number(step.toPrecision(3))}, which is halved`;
  const mean = targetMean === null ? '' : `, target’s mean ${targetMean.toFixed(2).replace('-', '−')}`;
  return `Iteration ${iteration} accepted, RMSE ${predictionShiftRmse.toFixed(3)}${mean}`;
}
