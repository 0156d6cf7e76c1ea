import type { KernelTeam } from '../team.ts';

/** A float64 array of kernel memory. */
export type Vector = Float64Array<SharedArrayBuffer>;

/** Numbers and multiply-adds of a chunk: less work than that is done before another thread has come to it. */
const chunkNumbers = 131_072;
const chunkMultiplyAdds = 524_288;
/** Cells for parts of sums from this address on, as in chunks.as.ts. */
const sumCells = 8192;
const mostChunks = 512;

/** An even cut of `length` things. */
export interface Cut {
  chunks: number;
  /** Things a chunk; the last may have fewer. */
  each: number;
}

/**
 * Cuts `length` numbers into chunks of about 131,072, at most 512 of them, on multiples of 16. It depends on the
 * length alone, so sums over chunks have the same bits at any number of threads.
 */
export function cutNumbers(length: number): Cut {
  return cut(length, Math.ceil(length / chunkNumbers), 16);
}

/** Cuts rows of `width` numbers likewise, on multiples of four rows. */
export function cutRows(rows: number, width: number): Cut {
  return cut(rows, Math.ceil((rows * width) / chunkNumbers), 4);
}

/**
 * Cuts the rows of a product of matrices.
 * @param multiplyAdds that a row takes
 * @param fewestRows of which a chunk has a multiple: as many as make up for what it does apart from its rows
 * @param most chunks at most
 */
export function cutProduct(rows: number, multiplyAdds: number, fewestRows: number, most = mostChunks): Cut {
  return cut(rows, Math.min(most, Math.ceil((rows * multiplyAdds) / chunkMultiplyAdds)), fewestRows);
}

function cut(length: number, wanted: number, multiple: number): Cut {
  const chunks = Math.min(mostChunks, Math.max(1, wanted));
  const each = Math.max(1, Math.ceil(length / chunks / multiple)) * multiple;
  return { chunks: Math.max(1, Math.ceil(length / each)), each };
}

/** Sum, in the order of chunks, of what the chunks of the last kernel left in their cells. */
export function sumOfChunks(team: KernelTeam, chunks: number): number {
  let cells = cellsOf.get(team);
  if (!cells) {
    cells = new Float64Array(team.memory.memory.buffer, sumCells, mostChunks);
    cellsOf.set(team, cells);
  }
  let sum = cells[0];
  for (let chunk = 1; chunk < chunks; chunk++) sum += cells[chunk];
  return sum;
}

const cellsOf = new WeakMap<KernelTeam, Float64Array>();
