import { count, word } from '../simd.as';

/**
 * Counts how often each chunk is computed and by which thread, after an idle loop. Words: 0 address of an int32 a
 * chunk, 1 address of an int32 a thread or 0, 2 rounds of the loop.
 */
export function countChunks(task: usize, chunk: i32, thread: i32): void {
  const hits = word(task, 0) + 4 * <usize>chunk;
  const threads = word(task, 1);
  const rounds = count(task, 2);
  for (let round = 0; round < rounds; round++) atomic.load<i32>(hits);
  atomic.add<i32>(hits, 1);
  if (threads) atomic.add<i32>(threads + 4 * <usize>thread, 1);
}

/**
 * {@link countChunks}, for seeing what a failing kernel leaves behind: a thread that bit `thread` of word 3 names traps
 * once it has counted.
 */
export function countThenTrap(task: usize, chunk: i32, thread: i32): void {
  countChunks(task, chunk, thread);
  if ((count(task, 3) >> thread) & 1) unreachable();
}
