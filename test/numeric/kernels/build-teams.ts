import { expect } from 'vitest';
import type { KernelBuild } from '../../../src-main/numeric/kernels/choice.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { threadsAtWork } from './threads-at-work.ts';

const builds: KernelBuild[] = ['fma', 'plain'];

/** A team of one thread for each build, for `describe.each`, and how to end them. */
export function buildTeams(): { teams: [KernelBuild, KernelTeam][]; closeTeams: () => void } {
  const teams = builds.map((build): [KernelBuild, KernelTeam] => [build, createKernelTeam(build, () => 1)]);
  return { teams, closeTeams: () => teams.forEach(([, team]) => team.close()) };
}

/**
 * Expects `compute` to give the same bits with 1, 2, 3 and 8 threads, in both builds. However small its tasks are, all
 * threads are raised for them.
 */
export async function withAllThreads(compute: (team: KernelTeam) => unknown): Promise<void> {
  for (const build of builds) {
    let first: unknown = null;
    for (const threads of [1, 2, 3, 8]) {
      const team = createKernelTeam(build, () => threads);
      // A busy machine may not let all eight of them.
      await threadsAtWork(team, Math.min(threads, 3));
      for (let time = 0; time < 3; time++) {
        const result = compute(forAnyWork(team));
        first ??= result;
        expect(result).toEqual(first);
      }
      team.close();
    }
  }
}

/** The team without regard to how much work a task says it is. */
function forAnyWork(team: KernelTeam): KernelTeam {
  return { ...team, run: (kernel, chunks, words, numbers) => team.run(kernel, chunks, words, numbers) };
}
