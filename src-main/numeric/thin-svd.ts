/** X = U Σ Vᵀ with as many columns as the factors had. */
export interface ThinSvd {
  /** U by columns: column t is left.subarray(t * m, (t + 1) * m); orthonormal, also where a singular value is 0. */
  left: Float64Array;
  /** Σ, descending. */
  values: Float64Array;
  /** V by columns, n numbers each. */
  right: Float64Array;
}

/** Rotations end where no two columns are less orthogonal than this. */
const orthogonal = 1e-15;
const mostSweeps = 60;
/** A column of which no more than this is left, relatively, depends on those before. */
const dependent = 1e-13;

/**
 * The thin singular value decomposition of A Bᵀ through two QR factorizations and a one-sided Jacobi SVD of the small
 * product (Demmel & Veselić 1992). O((m + n) k²) and some ten k³.
 * @param a A by columns, m x k, k <= m
 * @param b B by columns, n x k, k <= n
 */
export function thinSvd(a: Float64Array, m: number, b: Float64Array, n: number, k: number): ThinSvd {
  const first = orthonormalize(a, m, k);
  const second = orthonormalize(b, n, k);
  // Columns of Ra Rbᵀ; Ra and Rb upper triangular, by columns.
  const core = new Float64Array(k * k);
  for (let c = 0; c < k; c++) {
    for (let t = c; t < k; t++) {
      const by = second.r[t * k + c];
      for (let i = 0; i <= t; i++) core[c * k + i] += first.r[t * k + i] * by;
    }
  }
  const { left, values, right } = jacobiSvd(core, k);
  return { left: times(first.q, m, left, k), values, right: times(second.q, n, right, k) };
}

/**
 * Modified Gram-Schmidt, each column twice (Giraud et al. 2005). A column that depends on those before gets a unit vector
 * of its own and a 0 in R.
 */
function orthonormalize(a: Float64Array, m: number, k: number): { q: Float64Array; r: Float64Array } {
  const q = a.slice();
  const r = new Float64Array(k * k);
  let unit = 0;
  for (let c = 0; c < k; c++) {
    const own = q.subarray(c * m, c * m + m);
    const before = norm(own);
    let length = project(q, m, c, own, r.subarray(c * k, c * k + k));
    if (length <= dependent * before) {
      length = 0;
      // Some coordinate direction is independent of fewer than m columns.
      for (let rest = 0; rest < 0.5 / Math.sqrt(m); unit++) {
        own.fill(0);
        own[unit % m] = 1;
        rest = project(q, m, c, own, null);
      }
    }
    r[c * k + c] = length;
    const scale = norm(own);
    for (let i = 0; i < m; i++) own[i] /= scale;
  }
  return { q, r };
}

/** Takes the first c columns out of `own`, twice; adds the coefficients to `r`. Returns what is left's length. */
function project(q: Float64Array, m: number, c: number, own: Float64Array, r: Float64Array | null): number {
  for (let pass = 0; pass < 2; pass++) {
    for (let t = 0; t < c; t++) {
      const along = dotAt(q, t * m, own, 0, m);
      if (r) r[t] += along;
      for (let i = 0; i < m; i++) own[i] -= along * q[t * m + i];
    }
  }
  return norm(own);
}

/**
 * An orthonormal basis of what the columns span: fewer columns than there were where some depend on others.
 * @param a by columns, m x k
 * @returns by columns, m numbers each
 */
export function orthonormalBasis(a: Float64Array, m: number, k: number): Float64Array {
  const q = a.slice();
  let found = 0;
  for (let c = 0; c < k; c++) {
    const own = q.subarray(found * m, found * m + m);
    own.set(a.subarray(c * m, c * m + m));
    const before = norm(own);
    const length = project(q, m, found, own, null);
    if (length <= dependent * before) continue;
    for (let i = 0; i < m; i++) own[i] /= length;
    found++;
  }
  return q.slice(0, found * m);
}

/** SVD of a square matrix given by columns, all three parts by columns. */
function jacobiSvd(matrix: Float64Array, k: number): ThinSvd {
  const work = matrix.slice();
  const right = new Float64Array(k * k);
  for (let i = 0; i < k; i++) right[i * k + i] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < k; p++) {
      for (let q = p + 1; q < k; q++) if (rotatePair(work, right, k, p * k, q * k)) rotated = true;
    }
    if (!rotated) break;
  }
  const lengths = Float64Array.from({ length: k }, (_, c) => norm(work.subarray(c * k, c * k + k)));
  const order = Array.from(lengths, (_, at) => at).sort((x, y) => lengths[y] - lengths[x] || x - y);
  const values = Float64Array.from(order, (c) => lengths[c]);
  const columns = (from: Float64Array) => {
    const to = new Float64Array(k * k);
    order.forEach((c, at) => to.set(from.subarray(c * k, c * k + k), at * k));
    return to;
  };
  return { left: orthonormalize(columns(work), k, k).q, values, right: columns(right) };
}

/** Makes columns p and q of `work` orthogonal; false where they were. */
function rotatePair(work: Float64Array, right: Float64Array, k: number, p: number, q: number): boolean {
  const pp = dotAt(work, p, work, p, k);
  const qq = dotAt(work, q, work, q, k);
  const pq = dotAt(work, p, work, q, k);
  if (Math.abs(pq) <= orthogonal * Math.sqrt(pp) * Math.sqrt(qq) || pq === 0) return false;
  const zeta = (qq - pp) / (2 * pq);
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (const each of [work, right]) {
    for (let i = 0; i < k; i++) {
      const x = each[p + i];
      const y = each[q + i];
      each[p + i] = c * x - s * y;
      each[q + i] = s * x + c * y;
    }
  }
  return true;
}

/** Q times a k x k matrix, both by columns; Q has m rows. */
function times(q: Float64Array, m: number, matrix: Float64Array, k: number): Float64Array {
  const out = new Float64Array(m * k);
  for (let c = 0; c < k; c++) {
    for (let t = 0; t < k; t++) {
      const by = matrix[c * k + t];
      for (let i = 0; i < m; i++) out[c * m + i] += by * q[t * m + i];
    }
  }
  return out;
}

function norm(x: Float64Array): number {
  return Math.sqrt(dotAt(x, 0, x, 0, x.length));
}

/** In four sums: one waits for itself. */
function dotAt(a: Float64Array, from: number, b: Float64Array, at: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += a[from + i] * b[at + i];
    s1 += a[from + i + 1] * b[at + i + 1];
    s2 += a[from + i + 2] * b[at + i + 2];
    s3 += a[from + i + 3] * b[at + i + 3];
  }
  for (let i = whole; i < length; i++) s0 += a[from + i] * b[at + i];
  return s0 + s1 + (s2 + s3);
}
