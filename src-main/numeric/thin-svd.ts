import { projectOut } from './project-out.ts';

/** X = U Σ Vᵀ of rank r. */
export interface ThinSvd {
  /** U by columns: column t is left.subarray(t * m, (t + 1) * m); orthonormal. */
  left: Float64Array;
  /** Σ, descending; those that are rounding are left out. */
  values: Float64Array;
  /** V by columns, n numbers each. */
  right: Float64Array;
}

/** Rotations end where no two columns are less orthogonal than this. */
const orthogonal = 1e-15;
const mostSweeps = 60;
/** A column of which no more than this is left, relatively, depends on those before. */
const dependent = 1e-13;
/** Singular values below this share of the largest are rounding. */
const rounding = 1e-12;

/**
 * The thin singular value decomposition of A Bᵀ through two QR factorizations and a one-sided Jacobi SVD of the small
 * product (Demmel & Veselić 1992). O((m + n) k²) and some ten k³.
 * @param a A by columns, m x k
 * @param b B by columns, n x k
 */
export function thinSvd(a: Float64Array, m: number, b: Float64Array, n: number, k: number): ThinSvd {
  const p = orthonormalBasis(a, m, k);
  const q = orthonormalBasis(b, n, k);
  const size = Math.max(p.length / m, q.length / n);
  // (Pᵀ A) (Qᵀ B)ᵀ by columns, in a square.
  const core = new Float64Array(size * size);
  for (let t = 0; t < k; t++) {
    const left = coordinates(p, m, a, t);
    const right = coordinates(q, n, b, t);
    for (let c = 0; c < right.length; c++) for (let r = 0; r < left.length; r++) core[c * size + r] += left[r] * right[c];
  }
  const { left, values, right } = jacobiSvd(core, size);
  return { left: combine(p, m, left, size, values.length), values, right: combine(q, n, right, size, values.length) };
}

/**
 * An orthonormal basis of what the columns span, by classical Gram-Schmidt, each column twice (Giraud et al. 2005): fewer
 * columns than there were where some depend on others.
 * @param a by columns, m x k
 * @returns by columns, m numbers each
 */
export function orthonormalBasis(a: Float64Array, m: number, k: number): Float64Array {
  const q = new Float64Array(m * Math.min(m, k));
  const along = new Float64Array(k);
  let found = 0;
  for (let c = 0; c < k && found < m; c++) {
    const own = q.subarray(found * m, found * m + m);
    own.set(a.subarray(c * m, c * m + m));
    const before = norm(own);
    for (let pass = 0; pass < 2; pass++) projectOut(q, found, own, along);
    const length = norm(own);
    if (length <= dependent * before) continue;
    for (let i = 0; i < m; i++) own[i] /= length;
    found++;
  }
  return q.slice(0, found * m);
}

/** Qᵀ a_t. */
function coordinates(q: Float64Array, m: number, a: Float64Array, t: number): Float64Array {
  return Float64Array.from({ length: q.length / m }, (_, c) => dotAt(q, c * m, a, t * m, m));
}

/** SVD of a square matrix given by columns, all three parts by columns of k numbers. */
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
  const kept = order.filter((c) => lengths[c] > rounding * lengths[order[0]]);
  const columns = (from: Float64Array, scale: (c: number) => number) =>
    Float64Array.from({ length: kept.length * k }, (_, at) => from[kept[Math.floor(at / k)] * k + (at % k)] * scale(kept[Math.floor(at / k)]));
  return {
    left: columns(work, (c) => 1 / lengths[c]),
    values: Float64Array.from(kept, (c) => lengths[c]),
    right: columns(right, () => 1),
  };
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

/** Q times `count` columns of `stride` numbers, of which the first as many as Q has columns count; Q has m rows. */
function combine(q: Float64Array, m: number, columns: Float64Array, stride: number, count: number): Float64Array {
  const out = new Float64Array(m * count);
  for (let c = 0; c < count; c++) {
    for (let t = 0; t < q.length / m; t++) {
      const by = columns[c * stride + t];
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
