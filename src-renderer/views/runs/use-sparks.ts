import { onBeforeUnmount, toRaw, watch } from 'vue';
import type { Run } from '../../../shared/domain/run.ts';
import { sparkline } from '../../components/sparkline.ts';
import { acceptedValues } from '../../formatting/traces.ts';
import { useQueue } from '../../stores/queue.ts';
import { useRunDetails } from '../../stores/run-details.ts';

/** Milliseconds that a row stays in sight before its curve is asked for: not while rows fly by. */
const moment = 250;

/**
 * Convergence of runs as curves of 58 x 18 px that share one scale, asked for when their rows are in sight.
 * @param inSight runs whose rows are made
 * @param top RMSE at the top of the scale
 * @returns the points of a run's curve as far as it is known; null without one
 */
export function useSparks(inSight: () => readonly Run[], top: () => number): (run: Run) => string | null {
  const details = useRunDetails();
  const queue = useQueue();
  let timer = 0;
  watch(
    inSight,
    (runs) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        for (const { key, status } of runs) if (status === 'done') void details.load(key);
      }, moment);
    },
    { immediate: true },
  );
  onBeforeUnmount(() => window.clearTimeout(timer));

  function valuesOf({ key, status }: Run): readonly number[] {
    if (status === 'running') {
      const live = queue.running.find((entry) => entry.run.key === key)?.progress?.trace ?? [];
      return acceptedValues(live, 'predictionShiftRmse').filter((value) => value !== null);
    }
    return toRaw(details.byKey.get(key))?.series?.predictionShiftRmseTrace ?? [];
  }

  // A curve is drawn once, however often its run comes into sight.
  const drawn = new WeakMap<readonly number[], { top: number; line: string | null }>();

  return (run) => {
    const [values, highest] = [valuesOf(run), top()];
    const known = drawn.get(values);
    if (known?.top === highest) return known.line;
    const line = sparkline(values, highest, 58, 18);
    drawn.set(values, { top: highest, line });
    return line;
  };
}
