/** Small dense products on row-major float64 matrices; sums run in index order. */

/** out += A B, with A rows x inner and B inner x k. */
export function addProduct(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  k: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const to = i * k;
    for (let j = 0; j < inner; j++) {
      const value = a[i * inner + j];
      const from = j * k;
      for (let c = 0; c < k; c++) out[to + c] += value * b[from + c];
    }
  }
}

/** out += Aᵀ B, with A rows x columns and B rows x k; out is columns x k. */
export function addTransposedProduct(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
  k: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const from = i * k;
    for (let j = 0; j < columns; j++) {
      const value = a[i * columns + j];
      const to = j * k;
      for (let c = 0; c < k; c++) out[to + c] += value * b[from + c];
    }
  }
}

/** AᵀA of a rows x k matrix, full k x k. */
export function gramian(a: Float64Array, rows: number, k: number): Float64Array {
  const gram = new Float64Array(k * k);
  addTransposedProduct(a, a, rows, k, k, gram);
  return gram;
}

/** Copies the lower triangle of a k x k matrix into packed form. */
export function packLower(matrix: Float64Array, k: number, packed: Float64Array): void {
  let to = 0;
  for (let r = 0; r < k; r++) for (let c = 0; c <= r; c++) packed[to++] = matrix[r * k + c];
}
