import type { Run } from '../../../shared/domain/run.ts';
import { buildOfKey } from '../../engine/catalogue.ts';
import { kernelBuild } from '../../numeric/kernels/choice.ts';
import { runTitle } from './run-title.ts';

/**
 * Whether a run was queued by a process with the other build of the kernels, whose bits this one cannot give: it
 * waits for such a process. Each is told once.
 * @param tell writes a sentence on a run into the events log
 */
export function runsOfOtherBuild(tell: (message: string, key: string) => void): (run: Run) => boolean {
  const known = new Map<string, boolean>();
  return (run) => {
    const answer = known.get(run.key);
    if (answer !== undefined) return answer;
    const build = buildOfKey(run.config, run.key);
    const other = build !== null && build !== kernelBuild();
    known.set(run.key, other);
    if (other)
      tell(
        `${runTitle(run)} waits for a process with the ${build} kernels, by which it was queued.`,
        run.key,
      );
    return other;
  };
}
