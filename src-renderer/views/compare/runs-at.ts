import type { Run } from '../../../shared/domain/run.ts';
import type { Axis } from '../../../shared/figures/axis.ts';
import { axisValue } from '../../../shared/figures/axis.ts';
import { seriesId } from '../../../shared/figures/grouping.ts';

/**
 * The finished runs behind a figure's numbers, to be asked for by series and place.
 * @returns runs of a series at a number of the axis, those of a level line at any; at every place for null
 */
export function runsByPlace(runs: readonly Run[], axis: Axis): (series: string, x: number | null) => readonly Run[] {
  const bySeries = new Map<string, Run[]>();
  for (const run of runs) {
    if (run.status !== 'done') continue;
    const series = seriesId(run.config, axis);
    bySeries.set(series, [...(bySeries.get(series) ?? []), run]);
  }
  return (series, x) => {
    const own = bySeries.get(series) ?? [];
    return x === null ? own : own.filter(({ config }) => [x, null].includes(axisValue(config, axis)));
  };
}
