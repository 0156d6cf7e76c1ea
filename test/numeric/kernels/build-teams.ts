import { expect } from 'vitest';
import type { KernelBuild } from '../../../src-main/numeric/kernels/choice.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';

const builds: KernelBuild[] = ['fma', 'plain'];

/** A team of one thread for each build, for `describe.each`, and how to end them. */
export function buildTeams(): { teams: [KernelBuild, KernelTeam][]; closeTeams: () => void } {
  const teams = builds.map((build): [KernelBuild, KernelTeam] => [build, createKernelTeam(build, () => 1)]);
  return { teams, closeTeams: () => teams.forEach(([, team]) => team.close()) };
}

/** Expects `compute` to give the same bits with 1, 2, 3 and 8 threads, in both builds. */
export async function withAllThreads(
  compute: (team: KernelTeam) => Float32Array | Float64Array,
): Promise<void> {
  for (const build of builds) {
    let first: Float32Array | Float64Array | null = null;
    for (const threads of [1, 2, 3, 8]) {
      const team = createKernelTeam(build, () => threads);
      await helpersAtWork(team, threads);
      for (let time = 0; time < 3; time++) {
        const result = compute(team);
        first ??= result;
        expect(result).toEqual(first);
      }
      team.close();
    }
  }
}

/** Resolves once a helper of a team of several threads has computed something; a busy machine may not let all of them. */
async function helpersAtWork(team: KernelTeam, threads: number): Promise<void> {
  const { memory } = team;
  const mark = memory.mark();
  const hits = memory.int32(64);
  const seen = memory.int32(16);
  const deadline = Date.now() + 60_000;
  while (threads > 1 && seen.subarray(1, threads).every((times) => times === 0)) {
    if (Date.now() > deadline) throw new Error('the helper threads did not come up');
    team.run('countChunks', 64, [hits.byteOffset, seen.byteOffset, 200_000]);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  memory.release(mark);
}
