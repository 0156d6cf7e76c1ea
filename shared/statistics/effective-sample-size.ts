/**
 * Number of independent samples whose mean would vary as much as that of a stationary chain's successive values:
 * n γ_0 / (-γ_0 + 2 Σ Γ_k), Γ_k = γ_2k + γ_2k+1 the sums of neighbouring autocovariances (divided by n), summed
 * while they stay positive and made to fall. Never above n, so that a chain whose steps alternate counts as
 * independent. Null below four values or where all are equal. A chain shorter than a few of its own correlation
 * times cannot tell: its figure is then too large.
 * Source: C. J. Geyer, Statistical Science 7 (1992) 473-483, initial positive and monotone sequence.
 */
export function effectiveSampleSize(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 4) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const centered = Float64Array.from(values, (value) => value - mean);
  const variance = autocovariance(centered, 0);
  if (!(variance > 0)) return null;
  let sum = 0;
  let last = Infinity;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = autocovariance(centered, lag) + autocovariance(centered, lag + 1);
    if (!(pair > 0)) break;
    last = Math.min(last, pair);
    sum += last;
  }
  const spread = 2 * sum - variance;
  return spread > variance ? (n * variance) / spread : n;
}

function autocovariance(centered: Float64Array, lag: number): number {
  let sum = 0;
  for (let at = lag; at < centered.length; at++) sum += centered[at] * centered[at - lag];
  return sum / centered.length;
}
