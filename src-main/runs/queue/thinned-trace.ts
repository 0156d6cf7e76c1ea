import type { TracePoint } from '../../../shared/domain/queue.ts';

/** Points that a window is told of a run at work; a live curve is some five hundred pixels wide. */
const most = 200;
/** The latest points are always told, for the last gain and the step. */
const latest = 20;

/**
 * A trace as windows are told it while the run works: whole up to 200 points; beyond that every second, fourth,
 * eighth … iteration, and the last 20 points. The run itself keeps and stores every point.
 */
export function thinnedTrace(trace: readonly TracePoint[]): TracePoint[] {
  let stride = 1;
  while (trace.length / stride > most) stride *= 2;
  return trace.filter(({ iteration }, at) => iteration % stride === 0 || at >= trace.length - latest);
}
