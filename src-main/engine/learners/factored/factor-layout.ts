/** Columns of a factor array in kernel memory for rank k: padded with zeros to a multiple of eight. */
export function paddedRank(rank: number): number {
  return 8 * Math.ceil(rank / 8);
}

/**
 * Copies rows x rank factors into padded rows, renumbered.
 * @param order original row of each position
 * @param width columns of `packed`, where they are padded further
 */
export function packFactors(
  factors: Float64Array,
  rank: number,
  order: Int32Array,
  packed: Float64Array,
  width = paddedRank(rank),
): void {
  for (let position = 0; position < order.length; position++) {
    const from = order[position] * rank;
    for (let c = 0; c < rank; c++) packed[position * width + c] = factors[from + c];
  }
}

/** The inverse of {@link packFactors}; a new array of order.length x rank. */
export function unpackFactors(
  packed: Float64Array,
  rank: number,
  order: Int32Array,
  width = paddedRank(rank),
): Float64Array {
  const factors = new Float64Array(order.length * rank);
  for (let position = 0; position < order.length; position++) {
    const to = order[position] * rank;
    for (let c = 0; c < rank; c++) factors[to + c] = packed[position * width + c];
  }
  return factors;
}

/** The first `rows` padded rows without their padding, in the same order. */
export function unpackRows(packed: Float64Array, rank: number, rows: number): Float64Array {
  return unpackFactors(packed, rank, Int32Array.from({ length: rows }, (_, row) => row));
}

/** Copies rows x rank factors into padded rows, in the same order. */
export function packRows(factors: Float64Array, rank: number, packed: Float64Array): void {
  packFactors(factors, rank, Int32Array.from({ length: factors.length / rank }, (_, row) => row), packed);
}
