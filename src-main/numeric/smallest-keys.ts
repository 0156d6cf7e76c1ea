/**
 * Indices of the `count` smallest keys (all where there are fewer), ascending by key, ties by ascending index.
 * A heap of the best so far: sorting nothing but what is kept.
 * @param keys no NaN
 */
export function indicesOfSmallest(keys: Float64Array, count: number): Int32Array {
  const size = Math.min(count, keys.length);
  const heap = Int32Array.from({ length: size }, (_, index) => index);
  const comesBefore = (a: number, b: number): boolean => keys[a] < keys[b] || (keys[a] === keys[b] && a < b);
  for (let at = (size >> 1) - 1; at >= 0; at--) sink(at);
  for (let index = size; index < keys.length; index++) {
    if (size === 0 || !comesBefore(index, heap[0])) continue;
    heap[0] = index;
    sink(0);
  }
  return heap.sort((a, b) => (comesBefore(a, b) ? -1 : 1));

  /** Lets the entry at `at` sink until what lies below comes before it: the last of the kept is on top. */
  function sink(at: number): void {
    const moved = heap[at];
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && comesBefore(heap[child], heap[child + 1])) child++;
      if (!comesBefore(moved, heap[child])) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }
}
