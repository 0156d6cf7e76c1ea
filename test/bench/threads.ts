import { availableParallelism } from 'node:os';
import { setThreadAllowance } from '../../src-main/numeric/kernels/allowance.ts';

/** Threads of the rows that say "n threads". */
export const allThreads = availableParallelism();

const allowance = new Int32Array(new SharedArrayBuffer(4)).fill(1);
setThreadAllowance(allowance);

/** Threads that kernels of this process may use from now on; 1 at first. */
export function useThreads(threads: number): void {
  allowance[0] = threads;
}
