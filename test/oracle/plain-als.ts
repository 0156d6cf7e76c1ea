/** One observed rating. */
export interface Entry {
  user: number;
  item: number;
  value: number;
}

/** Plain ALS for whole data sets: lists of ratings a user and an item, Gaussian elimination without pivoting. */
export interface PlainModel {
  U: Float64Array[];
  V: Float64Array[];
  sweeps: number;
}

/**
 * Alternates until V moves by less than `tolerance` relative to its norm.
 * @param start V, one array an item
 */
export function plainAls(
  entries: Entry[],
  users: number,
  start: Float64Array[],
  lambda: number,
  tolerance: number,
  maxSweeps: number,
): PlainModel {
  const byUser = group(entries, users, ({ user }) => user);
  const byItem = group(entries, start.length, ({ item }) => item);
  const k = start[0].length;
  let V = start;
  let sweeps = 0;
  for (;;) {
    const U = byUser.map((own) => regress(own, (entry) => V[entry.item], k, lambda));
    if (sweeps >= maxSweeps) return { U, V, sweeps };
    const next = byItem.map((own) => regress(own, (entry) => U[entry.user], k, lambda));
    let moved = 0;
    let size = 0;
    next.forEach((v, j) =>
      v.forEach((value, c) => {
        moved += (value - V[j][c]) ** 2;
        size += value * value;
      }),
    );
    V = next;
    sweeps++;
    if (moved <= tolerance * tolerance * size) {
      return { U: byUser.map((own) => regress(own, (entry) => V[entry.item], k, lambda)), V, sweeps };
    }
  }
}

/** u·v. */
export function product(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < u.length; c++) sum += u[c] * v[c];
  return sum;
}

function group(entries: Entry[], size: number, key: (entry: Entry) => number): Entry[][] {
  const groups = Array.from({ length: size }, (): Entry[] => []);
  for (const entry of entries) groups[key(entry)].push(entry);
  return groups;
}

function regress(own: Entry[], factorOf: (entry: Entry) => Float64Array, k: number, lambda: number): Float64Array {
  const width = k + 1;
  const system = new Float64Array(k * width);
  for (let r = 0; r < k; r++) system[r * width + r] = lambda;
  for (const entry of own) {
    const factor = factorOf(entry);
    for (let r = 0; r < k; r++) {
      for (let c = 0; c < k; c++) system[r * width + c] += factor[r] * factor[c];
      system[r * width + k] += entry.value * factor[r];
    }
  }
  for (let p = 0; p < k; p++) {
    for (let r = p + 1; r < k; r++) {
      const factor = system[r * width + p] / system[p * width + p];
      for (let c = p; c <= k; c++) system[r * width + c] -= factor * system[p * width + c];
    }
  }
  const x = new Float64Array(k);
  for (let r = k - 1; r >= 0; r--) {
    let sum = system[r * width + k];
    for (let c = r + 1; c < k; c++) sum -= system[r * width + c] * x[c];
    x[r] = sum / system[r * width + r];
  }
  return x;
}
