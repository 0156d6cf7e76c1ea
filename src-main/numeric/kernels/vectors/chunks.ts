import type { KernelTeam } from '../team.ts';

/** A float64 array of kernel memory. */
export type Vector = Float64Array<SharedArrayBuffer>;

/** Numbers that are worth a fork: fewer make one chunk. */
const chunkNumbers = 16384;
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
 * Cuts `length` numbers into chunks of about 16,384, at most 512 of them, on multiples of 16. It depends on the
 * length alone, so sums over chunks have the same bits at any number of threads.
 */
export function cutNumbers(length: number): Cut {
  return cut(length, Math.ceil(length / Math.min(mostChunks, Math.max(1, Math.ceil(length / chunkNumbers)))), 16);
}

/** Cuts rows of `width` numbers likewise, on multiples of four rows, into `most` chunks or fewer. */
export function cutRows(rows: number, width: number, most = mostChunks): Cut {
  const chunks = Math.min(most, Math.max(1, Math.ceil((rows * width) / chunkNumbers)));
  return cut(rows, Math.ceil(rows / chunks), 4);
}

function cut(length: number, each: number, multiple: number): Cut {
  const rounded = Math.max(multiple, Math.ceil(each / multiple) * multiple);
  return { chunks: Math.max(1, Math.ceil(length / rounded)), each: rounded };
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
