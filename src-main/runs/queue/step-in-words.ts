import type { TracePoint } from '../../../shared/domain/queue.ts';

/** One step of an attack, of the run `whose` where several work, as in "Iteration 14 accepted, RMSE 0.251" or "Iteration 14 gained nothing at step 0.25, which is halved". */
export function stepInWords({ iteration, accepted, step, predictionShiftRmse, targetMean }: TracePoint, whose?: string): string {
  const name = whose === undefined ? '' : `${whose}: `;
  if (!accepted) return `${name}Iteration ${iteration} gained nothing at step ${Number(step.toPrecision(3))}, which is halved`;
  const mean = targetMean === null ? '' : `, target’s mean ${targetMean.toFixed(2).replace('-', '−')}`;
  return `${name}Iteration ${iteration} accepted, RMSE ${predictionShiftRmse.toFixed(3)}${mean}`;
}
