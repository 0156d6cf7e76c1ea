/**
 * gram += Σ f fᵀ over rows `index[begin .. end)` of `factors` (rows x k), gram packed lower at `offset`.
 * Four rows at a time, so that each entry of gram is loaded and stored once for four products; the order of
 * the sum is fixed by the rows alone.
 */
export function addOuterProducts(
  gram: Float64Array,
  offset: number,
  factors: Float64Array,
  index: Int32Array,
  begin: number,
  end: number,
  k: number,
): void {
  let at = begin;
  for (; at + 4 <= end; at += 4) {
    const a = index[at] * k;
    const b = index[at + 1] * k;
    const c = index[at + 2] * k;
    const d = index[at + 3] * k;
    let to = offset;
    for (let row = 0; row < k; row++) {
      const fa = factors[a + row];
      const fb = factors[b + row];
      const fc = factors[c + row];
      const fd = factors[d + row];
      for (let col = 0; col <= row; col++) {
        gram[to++] += fa * factors[a + col] + fb * factors[b + col] + fc * factors[c + col] + fd * factors[d + col];
      }
    }
  }
  for (; at < end; at++) {
    const a = index[at] * k;
    let to = offset;
    for (let row = 0; row < k; row++) {
      const fa = factors[a + row];
      for (let col = 0; col <= row; col++) gram[to++] += fa * factors[a + col];
    }
  }
}
