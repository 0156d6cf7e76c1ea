import type { Run } from '../../../shared/domain/run.ts';
import { percent } from '../../formatting/numbers.ts';
import { shareDone, useQueue } from '../../stores/queue.ts';

/** How much of a running run is done, as in "47 %", or "Running" while nobody knows. */
export function useRunningShare(): (run: Run) => string {
  const queue = useQueue();
  return (run) => {
    const entry = queue.running.find((one) => one.run.key === run.key);
    const share = entry ? shareDone(entry) : null;
    return share === null ? 'Running' : percent(share, 0);
  };
}
