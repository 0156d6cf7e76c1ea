import type { Run } from '../../../shared/domain/run.ts';
import type { Axis } from '../../../shared/figures/axis.ts';
import { axisValue } from '../../../shared/figures/axis.ts';
import { seriesIds } from '../../../shared/figures/grouping.ts';

/**
 * The finished runs behind a figure's numbers, to be asked for by series and place.
 * @returns runs of a series at a number of the axis, those of a level line at any; at every place for null
 */
export function runsByPlace(runs: readonly Run[], axis: Axis): (series: string, x: number | null) => readonly Run[] {
  const seriesOf = seriesIds(axis);
  const finished = runs.filter(({ status }) => status === 'done');
  const bySeries = Map.groupBy(finished, ({ config }) => seriesOf(config));
  return (series, x) => {
    const own = bySeries.get(series) ?? [];
    return x === null ? own : own.filter(({ config }) => [x, null].includes(axisValue(config, axis)));
  };
}
