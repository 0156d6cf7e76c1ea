import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { KernelBuild } from '../../../src-main/numeric/kernels/choice.ts';
import { createKernelTeam } from '../../../src-main/numeric/kernels/team.ts';

/** What is asked of this thread: to have a kernel trap on some threads of a team of three, 0 being the first. */
export interface FailingTeam {
  build: KernelBuild;
  trapping: readonly number[];
}

/** What the team leaves once a kernel has trapped on all those threads in one run. */
export interface FailureLeft {
  message: string;
  isTrap: boolean;
  /** Chunks counted when the error came, and 100 ms, some hundred chunks, later. */
  atFailure: number;
  afterWaiting: number;
  closed: boolean;
  /** What came of the next run: an error's message, or whether every chunk was computed once. */
  next: string;
}

const chunks = 64;
const rounds = 200_000;

const { build, trapping } = workerData as FailingTeam;
const team = createKernelTeam(build, () => 3);
const hits = team.memory.int32(chunks);
const counted = (): number => hits.reduce((sum, count) => sum + count, 0);

const error = await failure();
const atFailure = counted();
await setTimeout(100);
const afterWaiting = counted();
parentPort?.postMessage({
  message: error.message,
  isTrap: error instanceof WebAssembly.RuntimeError,
  atFailure,
  afterWaiting,
  closed: team.isClosed(),
  next: nextRun(),
} satisfies FailureLeft);

/** Waits until helper 1 takes chunks, for helpers take their time to come up, then runs until the kernel traps. */
async function failure(): Promise<Error> {
  const threadsSeen = team.memory.int32(16);
  const runTrapping = (threads: readonly number[]) => {
    const bits = threads.reduce((mask, thread) => mask | (1 << thread), 0);
    hits.fill(0);
    threadsSeen.fill(0);
    team.run('countThenTrap', chunks, [hits.byteOffset, threadsSeen.byteOffset, rounds, bits]);
  };
  do {
    await setTimeout(1);
    runTrapping([]);
  } while (threadsSeen[1] === 0);
  for (;;) {
    try {
      runTrapping(trapping);
    } catch (thrown) {
      return thrown as Error;
    }
    await setTimeout(1);
  }
}

function nextRun(): string {
  hits.fill(0);
  try {
    team.run('countChunks', chunks, [hits.byteOffset, 0, rounds]);
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return hits.every((count) => count === 1) ? 'every chunk once' : 'not every chunk once';
}
