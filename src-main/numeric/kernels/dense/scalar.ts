/** X Z, one number at a time; X is users x items, Z items x k, row-major. */
export function scalarDenseTimesFactors(
  X: Float64Array,
  users: number,
  items: number,
  Z: Float64Array,
  k: number,
): Float64Array {
  const out = new Float64Array(users * k);
  for (let i = 0; i < users; i++) {
    for (let j = 0; j < items; j++) {
      const x = X[i * items + j];
      for (let c = 0; c < k; c++) out[i * k + c] += x * Z[j * k + c];
    }
  }
  return out;
}

/** Xᵀ Y, one number at a time; Y is users x k. */
export function scalarTransposedDenseTimes(
  X: Float64Array,
  users: number,
  items: number,
  Y: Float64Array,
  k: number,
): Float64Array {
  const out = new Float64Array(items * k);
  for (let i = 0; i < users; i++) {
    for (let j = 0; j < items; j++) {
      const x = X[i * items + j];
      for (let c = 0; c < k; c++) out[j * k + c] += x * Y[i * k + c];
    }
  }
  return out;
}

/** A Bᵀ, one number at a time; A is users x k, B items x k. */
export function scalarEntries(
  A: Float64Array,
  B: Float64Array,
  users: number,
  items: number,
  k: number,
): Float64Array {
  const out = new Float64Array(users * items);
  for (let i = 0; i < users; i++) {
    for (let j = 0; j < items; j++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += A[i * k + c] * B[j * k + c];
      out[i * items + j] = sum;
    }
  }
  return out;
}
