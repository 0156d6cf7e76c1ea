/** Eigenvalues of a symmetric tridiagonal matrix, and on request its eigenvectors. */
export interface TridiagonalEigen {
  /** Descending. */
  values: Float64Array;
  /** Row t holds the unit eigenvector of values[t]; null where none were asked for. */
  vectors: Float64Array | null;
}

/** Steps on one eigenvalue after which rounding would have to be at work. */
const mostSteps = 60;

/**
 * QL with implicit shifts (Bowdler, Martin, Reinsch & Wilkinson 1968). Eigenvalues alone take O(k²), eigenvectors O(k³).
 * @param diagonal k numbers, not changed
 * @param beside k - 1 numbers next to the diagonal, not changed; more are not read
 * @throws RangeError for numbers that are not finite
 */
export function tridiagonalEigen(diagonal: Float64Array, beside: Float64Array, withVectors: boolean): TridiagonalEigen {
  const k = diagonal.length;
  const d = diagonal.slice();
  const e = new Float64Array(k);
  e.set(beside.subarray(0, k - 1));
  const rows = withVectors ? identity(k) : null;
  for (let l = 0; l < k; l++) {
    for (let steps = 0; ; steps++) {
      let m = l;
      while (m < k - 1 && Math.abs(d[m]) + Math.abs(d[m + 1]) + Math.abs(e[m]) !== Math.abs(d[m]) + Math.abs(d[m + 1])) m++;
      if (m === l) break;
      if (!(steps < mostSteps)) throw new RangeError('the eigenvalues of a tridiagonal matrix were not found');
      qlStep(d, e, l, m, rows, k);
    }
  }
  return inOrder(d, rows, k);
}

/** One shifted QL step on the unreduced block l..m. */
function qlStep(d: Float64Array, e: Float64Array, l: number, m: number, rows: Float64Array | null, k: number): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.sqrt(half * half + 1);
  let g = d[m] - d[l] + e[l] / (half + (half >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    if (rows) rotateRows(rows, i * k, (i + 1) * k, k, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

function rotateRows(rows: Float64Array, a: number, b: number, k: number, c: number, s: number): void {
  for (let at = 0; at < k; at++) {
    const x = rows[a + at];
    const y = rows[b + at];
    rows[b + at] = s * x + c * y;
    rows[a + at] = c * x - s * y;
  }
}

function inOrder(d: Float64Array, rows: Float64Array | null, k: number): TridiagonalEigen {
  const order = Array.from(d, (_, at) => at).sort((a, b) => d[b] - d[a] || a - b);
  const values = Float64Array.from(order, (at) => d[at]);
  if (!rows) return { values, vectors: null };
  const vectors = new Float64Array(k * k);
  order.forEach((from, to) => vectors.set(rows.subarray(from * k, from * k + k), to * k));
  return { values, vectors };
}

function identity(k: number): Float64Array {
  const rows = new Float64Array(k * k);
  for (let i = 0; i < k; i++) rows[i * k + i] = 1;
  return rows;
}
