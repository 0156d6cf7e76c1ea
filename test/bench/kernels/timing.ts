import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';

/** Milliseconds of the fastest of many repetitions of `work`: for about `budget` ms, and at least three (or `least`). */
export function shortest(work: () => void, budget = 300, least = 3): number {
  let best = Infinity;
  const start = performance.now();
  for (let round = 0; round < least || performance.now() - start < budget; round++) {
    const from = performance.now();
    work();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

/** What `work` returns, and the seconds that it took. */
export function timed<T>(work: () => T): [T, number] {
  const start = performance.now();
  const result = work();
  return [result, (performance.now() - start) / 1000];
}

/** Most 128-bit multiply-adds a millisecond that one thread does here, twelve chains in registers. */
export function peakRate(team: KernelTeam): number {
  const rounds = 100_000;
  const at = team.memory.float32(16).byteOffset;
  return (12 * rounds) / shortest(() => team.run('multiplyAddPeak', 1, [at, rounds]));
}

/** Prints a row of a table: a name, then right-aligned cells. */
export function printRow(name: string, cells: readonly (string | number)[]): void {
  const shown = cells.map((cell) => (typeof cell === 'number' ? cell.toPrecision(3) : cell).padStart(11));
  process.stdout.write(`${name.padEnd(34)}${shown.join('')}\n`);
}
