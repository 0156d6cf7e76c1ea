import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createKernelTeam, kernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import type { FailingTeam, FailureLeft } from './failing-team.ts';
import { threadsAtWork } from './threads-at-work.ts';

const teams: KernelTeam[] = [];
afterEach(() => teams.splice(0).forEach((team) => team.close()));

function teamOf(build: 'fma' | 'plain', threads: () => number): KernelTeam {
  const team = createKernelTeam(build, threads);
  teams.push(team);
  return team;
}

describe.each(['fma', 'plain'] as const)('a team with the %s kernels', (build) => {
  it('computes every chunk exactly once for any number of threads, as the allowance changes', async () => {
    let threads = 1;
    const team = teamOf(build, () => threads);
    const chunks = 500;
    const hits = team.memory.int32(chunks);
    for (let round = 1; round <= 400; round++) {
      threads = 1 + (round % 4);
      team.run('countChunks', chunks, [hits.byteOffset]);
      expect(hits.every((count) => count === round)).toBe(true);
      if (round % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('has helpers come to the work once they are up', async () => {
    const team = teamOf(build, () => 3);
    const chunks = 64;
    const hits = team.memory.int32(chunks);
    const threadsSeen = team.memory.int32(16);
    const deadline = Date.now() + 30_000;
    while (threadsSeen.slice(0, 3).some((seen) => seen === 0) && Date.now() < deadline) {
      team.run('countChunks', chunks, [hits.byteOffset, threadsSeen.byteOffset, 20000]);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect([...threadsSeen.slice(0, 4)].map((seen) => seen > 0)).toEqual([true, true, true, false]);
  });

  it.each([
    [1, 100],
    [2, 1_000_000],
  ])('raises at most as many as %i of %i multiply-adds keep busy', async (most, work) => {
    const team = teamOf(build, () => 3);
    await threadsAtWork(team, 3);
    const chunks = 64;
    const hits = team.memory.int32(chunks);
    const threadsSeen = team.memory.int32(16);
    for (let round = 0; round < 20; round++)
      team.run('countChunks', chunks, [hits.byteOffset, threadsSeen.byteOffset, 20000], [], work);
    expect(hits.every((count) => count === 20)).toBe(true);
    expect([...threadsSeen.slice(most)].every((seen) => seen === 0)).toBe(true);
  });
});

/** What a team of three leaves; on a thread of its own, which can be ended where the team waits for ever. */
async function failureLeft(failing: FailingTeam): Promise<FailureLeft> {
  const worker = new Worker(new URL('failing-team.ts', import.meta.url), {
    workerData: failing,
    execArgv: [],
  });
  try {
    const [left] = (await once(worker, 'message', { signal: AbortSignal.timeout(60_000) })) as [FailureLeft];
    return left;
  } finally {
    await worker.terminate();
  }
}

describe.each(['fma', 'plain'] as const)('a team whose %s kernel traps', (build) => {
  it('on a helper says so, and computes nothing any more', async () => {
    const left = await failureLeft({ build, trapping: [1] });
    expect(left.message).toBe('The kernel countThenTrap failed on a helper thread.');
    expect(left.isTrap).toBe(false);
    expect(left.afterWaiting).toBe(left.atFailure);
    expect(left.closed).toBe(true);
    expect(left.next).toMatch(/^This team was closed/);
  });

  it.each([[[0]], [[0, 1]]])('on threads %j throws the trap once helpers are at rest, and computes nothing any more', async (trapping) => {
    const left = await failureLeft({ build, trapping });
    // On a busy machine the first thread may come to no chunk before helpers have taken all: then only the helper trapped.
    const isHelperAlone = trapping.length > 1 && left.message === 'The kernel countThenTrap failed on a helper thread.';
    expect(left.isTrap || isHelperAlone).toBe(true);
    expect(left.afterWaiting).toBe(left.atFailure);
    expect(left.closed).toBe(true);
    expect(left.next).toMatch(/^This team was closed/);
  });
});

describe('a closed team', () => {
  it('refuses to compute', () => {
    const team = teamOf('plain', () => 1);
    const hits = team.memory.int32(1);
    team.run('countChunks', 1, [hits.byteOffset, 0, 0]);
    team.close();
    expect(() => team.run('countChunks', 1, [hits.byteOffset, 0, 0])).toThrow(/^This team was closed/);
    expect(hits[0]).toBe(1);
  });

  it('is replaced where a thread shares it', () => {
    const first = kernelTeam();
    teams.push(first);
    expect(kernelTeam()).toBe(first);
    first.close();
    const second = kernelTeam();
    teams.push(second);
    const hits = second.memory.int32(1);
    second.run('countChunks', 1, [hits.byteOffset, 0, 0]);
    expect(hits[0]).toBe(1);
  });
});

describe('kernel memory', () => {
  it('hands out zeroed, aligned arrays, again after a release, and keeps old arrays valid when it grows', () => {
    const { memory } = teamOf('plain', () => 1);
    const first = memory.float64(3).fill(7);
    const mark = memory.mark();
    const second = memory.float32(1000).fill(5);
    memory.release(mark);
    const third = memory.float32(1000);
    expect(third.byteOffset).toBe(second.byteOffset);
    expect(third.byteOffset % 64).toBe(0);
    expect(third.every((value) => value === 0)).toBe(true);
    const large = memory.float64(20_000_000);
    expect(large[19_999_999]).toBe(0);
    first[0] = 8;
    expect(new Float64Array(large.buffer, first.byteOffset, 1)[0]).toBe(8);
  });

  it('takes back what was needed for a time, also where that ends in an error', () => {
    const { memory } = teamOf('plain', () => 1);
    const mark = memory.mark();
    const sum = memory.temporarily(() => {
      const outer = memory.float64(100).fill(2);
      const inner = memory.temporarily(() => memory.float64(50).fill(3).reduce((a, b) => a + b));
      return outer.reduce((a, b) => a + b) + inner;
    });
    expect(sum).toBe(350);
    expect(memory.mark()).toBe(mark);
    const failing = () =>
      memory.temporarily(() => {
        memory.float64(100);
        throw new Error('half way');
      });
    expect(failing).toThrow('half way');
    expect(memory.mark()).toBe(mark);
  });

  it('says how much is missing when 4 GiB are not enough', () => {
    const { memory } = teamOf('plain', () => 1);
    expect(() => memory.float64(2 ** 29)).toThrow(/4\.0 GiB are needed, the kernels can address 4/);
  });
});
