import type { TracePoint } from '../../../shared/domain/queue.ts';

/** One step of the attack of the run `whose`, as in "PGA exact, 4 %, seed 3: iteration 14 accepted, RMSE 0.251" or "…: iteration 1,400 gained nothing at step 0.25, which is halved". */
export function stepInWords({ iteration, accepted, step, predictionShiftRmse, targetMean }: TracePoint, whose: string): string {
  const where = `${whose}: iteration ${iteration.toLocaleString('en')}`;
  if (!accepted) return `${where} gained nothing at step ${Number(step.toPrecision(3))}, which is halved`;
  const mean = targetMean === null ? '' : `, target’s mean ${targetMean.toFixed(3).replace('-', '−')}`;
  return `${where} accepted, RMSE ${predictionShiftRmse.toFixed(3)}${mean}`;
}
