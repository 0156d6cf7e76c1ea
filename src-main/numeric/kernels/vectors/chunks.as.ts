@inline
/** Where chunk `chunk` leaves its part of a sum (chunks.ts holds the same address); there are 512 of these cells. */
export function sumCell(chunk: i32): usize {
  return 8192 + 8 * <usize>chunk;
}
