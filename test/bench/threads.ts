import { availableParallelism } from 'node:os';
import { setThreadAllowance } from '../../src-main/numeric/kernels/allowance.ts';
import type { KernelTeam } from '../../src-main/numeric/kernels/team.ts';

/** Threads of the rows that say "n threads". */
export const allThreads = availableParallelism();

const allowance = new Int32Array(new SharedArrayBuffer(4)).fill(1);
setThreadAllowance(allowance);

/** Threads that kernels of this process may use from now on; 1 at first. */
export function useThreads(threads: number): void {
  allowance[0] = threads;
}

/** Resolves when all helper threads of a team have come up and compute; {@link useThreads} decides how many. */
export async function helpersAtWork(team: KernelTeam): Promise<void> {
  const mark = team.memory.mark();
  const seen = team.memory.int32(16);
  const hits = team.memory.int32(64);
  const wanted = Math.min(allowance[0], seen.length);
  while (seen.slice(1, wanted).includes(0)) {
    team.run('countChunks', hits.length, [hits.byteOffset, seen.byteOffset, 20_000]);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  team.memory.release(mark);
}
