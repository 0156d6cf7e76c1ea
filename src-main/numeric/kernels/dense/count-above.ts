import type { KernelTeam } from '../team.ts';

/** Items in blocks of eight by falling norm, in kernel memory. */
export interface ScoredItems {
  /** Blocks of eight items; the last is filled up with items whose scores are above nothing. */
  blocks: number;
  rank: number;
  /** Largest |v_j|, NaN where one is. */
  largestNorm: number;
  /** float32, [block][rank][8]. */
  panels: Float32Array;
  /** Largest norm from each block on. */
  norms: Float64Array;
}

/** Users whose items are to be counted, one entry a user (two in `thresholds` and `counts`). */
export interface CountedUsers {
  users: number;
  /** users x rank, float32. */
  factors: Float32Array;
  /** Pairs of a lower and an upper threshold. */
  thresholds: Float32Array;
  /** Items with a smaller norm need not be counted. */
  reach: Float64Array;
  /** Items above the upper threshold that are enough. */
  limits: Int32Array;
  /** Pairs of counts, above the upper and above the lower threshold, added to. */
  counts: Int32Array;
}

const blockItems = 8;
const tileUsers = 6;
const mostChunks = 64;

/**
 * Lays items out for {@link countAbove}.
 * @param itemFactors items x rank, row-major
 */
export function layOutItems({ memory }: KernelTeam, itemFactors: Float64Array, rank: number): ScoredItems {
  const items = itemFactors.length / rank;
  const norm = new Float64Array(items);
  for (let j = 0; j < items; j++) norm[j] = rowNorm(itemFactors, rank, j);
  const order = Int32Array.from({ length: items }, (_, j) => j).sort((a, b) => norm[b] - norm[a] || a - b);
  const blocks = Math.ceil(items / blockItems);
  const panels = memory.float32(blocks * blockItems * rank).fill(NaN);
  const norms = memory.float64(blocks);
  order.forEach((item, place) => {
    const lane = place % blockItems;
    const block = (place - lane) / blockItems;
    if (lane === 0) norms[block] = norm[item];
    const to = block * blockItems * rank + lane;
    for (let c = 0; c < rank; c++) panels[to + c * blockItems] = itemFactors[item * rank + c];
  });
  return { blocks, rank, largestNorm: norm.reduce((a, b) => Math.max(a, b), 0), panels, norms };
}

/** Room for so many users in kernel memory. */
export function roomForUsers({ memory }: KernelTeam, users: number, rank: number): CountedUsers {
  return {
    users,
    factors: memory.float32(users * rank),
    thresholds: memory.float32(2 * users),
    reach: memory.float64(users),
    limits: memory.int32(users),
    counts: memory.int32(2 * users),
  };
}

/**
 * Counts, for each user, the items with a float32 score u·v above each of two thresholds. A user is done with the
 * last block that is needed: when the upper count has reached the limit, or when no later norm is within reach.
 * @param from first block
 * @param to block to stop before
 */
export function countAbove(team: KernelTeam, items: ScoredItems, users: CountedUsers, from: number, to: number): void {
  const each = tileUsers * Math.max(1, Math.ceil(users.users / (tileUsers * mostChunks)));
  const chunks = Math.ceil(users.users / each);
  const { rank, panels, norms } = items;
  const skip = 4 * blockItems * rank * from;
  team.memory.temporarily(() => {
    const bounds = team.memory.int32(chunks + 1);
    for (let chunk = 0; chunk <= chunks; chunk++) bounds[chunk] = Math.min(users.users, chunk * each);
    team.run('countAbove', chunks, [
      ...[bounds.byteOffset, users.factors.byteOffset, panels.byteOffset + skip, to - from, rank],
      ...[users.thresholds, users.reach, users.limits].map(({ byteOffset }) => byteOffset),
      ...[norms.byteOffset + 8 * from, users.counts.byteOffset],
    ]);
  });
}

/** Length of a row of factors. */
export function rowNorm(factors: Float64Array, rank: number, row: number): number {
  let squares = 0;
  for (let c = row * rank; c < (row + 1) * rank; c++) squares += factors[c] * factors[c];
  return Math.sqrt(squares);
}
