/**
 * Counts how often each chunk is computed and by which thread, after an idle loop. Words: 0 address of an int32 a
 * chunk, 1 address of an int32 a thread or 0, 2 rounds of the loop.
 */
export function countChunks(task: usize, chunk: i32, thread: i32): void {
  const hits = <usize>load<u32>(task) + 4 * <usize>chunk;
  const threads = <usize>load<u32>(task + 4);
  const rounds = load<i32>(task + 8);
  for (let round = 0; round < rounds; round++) atomic.load<i32>(hits);
  atomic.add<i32>(hits, 1);
  if (threads) atomic.add<i32>(threads + 4 * <usize>thread, 1);
}
