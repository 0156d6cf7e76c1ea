import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';

const chunks = 64;
/** Steps of a chunk: long enough that a busy machine lets others have one before all are taken. */
const rounds = 200_000;
const patience = 120_000;

/**
 * Resolves once at least `wanted` of a team's threads have computed something. Helpers come up while the first thread is
 * idle; what runs afterwards is divided among those that have. On few cores, waiting for all of many takes long.
 * @throws Error after two minutes, or where the team may not use so many
 */
export async function threadsAtWork(team: KernelTeam, wanted: number): Promise<void> {
  const mark = team.memory.mark();
  const hits = team.memory.int32(chunks);
  const seen = team.memory.int32(16);
  const deadline = Date.now() + patience;
  while (seen.filter((times) => times > 0).length < wanted) {
    if (Date.now() > deadline) throw new Error(`fewer than ${wanted} threads came up`);
    team.run('countChunks', chunks, [hits.byteOffset, seen.byteOffset, rounds]);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  team.memory.release(mark);
}
