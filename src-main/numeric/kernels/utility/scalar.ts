/** Two models in plain arrays: factors are rows x rank, row-major. */
export interface PlainModelPair {
  /** users + 1 offsets into `index`, the item of each rating. */
  rowStart: ArrayLike<number>;
  index: ArrayLike<number>;
  users: number;
  items: number;
  rank: number;
  userFactors: Float64Array;
  itemFactors: Float64Array;
  cleanUserFactors: Float64Array;
  cleanItemFactors: Float64Array;
}

/** R_av and its gradients, with the largest sum that cancels in R_av. */
export interface PlainShift {
  value: number;
  /** tr((SᵀS)(TᵀT)), of which R_av is what the seen entries leave. */
  allEntries: number;
  userGradient: Float64Array;
  itemGradient: Float64Array;
}

/** R_av = tr((SᵀS)(TᵀT)) - Σ_Ω (s_i·t_j)² and its gradients, one number at a time. */
export function scalarPredictionShift(pair: PlainModelPair): PlainShift {
  const { users, items, rank, userFactors: U, itemFactors: V } = pair;
  const width = 2 * rank;
  const S = joined(pair.userFactors, pair.cleanUserFactors, users, rank, false);
  const T = joined(pair.itemFactors, pair.cleanItemFactors, items, rank, true);
  const sts = cross(S, width, S, width, users);
  const ttt = cross(T, width, T, width, items);
  const tv = cross(T, width, V, rank, items);
  const su = cross(S, width, U, rank, users);
  const userGradient = product(S, tv, users, width, rank);
  const itemGradient = product(T, su, items, width, rank);
  let allEntries = 0;
  for (let at = 0; at < sts.length; at++) allEntries += sts[at] * ttt[at];
  let seen = 0;
  for (let i = 0; i < users; i++) {
    for (let at = pair.rowStart[i]; at < pair.rowStart[i + 1]; at++) {
      const j = pair.index[at];
      let shift = 0;
      for (let c = 0; c < width; c++) shift += S[i * width + c] * T[j * width + c];
      seen += shift * shift;
      for (let c = 0; c < rank; c++) {
        userGradient[i * rank + c] -= shift * V[j * rank + c];
        itemGradient[j * rank + c] -= shift * U[i * rank + c];
      }
    }
  }
  const doubled = (gradient: Float64Array): Float64Array => gradient.map((x) => 2 * x);
  return {
    value: Math.max(0, allEntries - seen),
    allEntries,
    userGradient: doubled(userGradient),
    itemGradient: doubled(itemGradient),
  };
}

/** Rows [a - b, b], or [a, a - b] with `wholeFirst`. */
function joined(a: Float64Array, b: Float64Array, rows: number, rank: number, wholeFirst: boolean): Float64Array {
  const out = new Float64Array(2 * rank * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < rank; c++) {
      const at = r * rank + c;
      const to = 2 * r * rank + c;
      out[to] = wholeFirst ? a[at] : a[at] - b[at];
      out[to + rank] = wholeFirst ? a[at] - b[at] : b[at];
    }
  }
  return out;
}

function cross(a: Float64Array, p: number, b: Float64Array, q: number, rows: number): Float64Array {
  const out = new Float64Array(p * q);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < p; i++) for (let j = 0; j < q; j++) out[i * q + j] += a[r * p + i] * b[r * q + j];
  }
  return out;
}

function product(a: Float64Array, b: Float64Array, rows: number, p: number, q: number): Float64Array {
  const out = new Float64Array(rows * q);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < p; i++) for (let j = 0; j < q; j++) out[r * q + j] += a[r * p + i] * b[i * q + j];
  }
  return out;
}
