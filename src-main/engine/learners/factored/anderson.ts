import { factorize, packedLength, solveFactored } from '../../../numeric/cholesky.ts';
import { dot } from '../../../numeric/conjugate-gradient.ts';

/** Mixes fixed-point iterates; holds the history of the last few. */
export interface AndersonMixer {
  /**
   * The next iterate from `current` and its image under the map; the image itself while there is no history
   * or the history is degenerate.
   */
  mix(current: Float64Array, image: Float64Array): Float64Array;
  /** Forgets the history. */
  reset(): void;
}

/**
 * Anderson acceleration, type II: x⁺ = g - ΔG γ with γ minimizing |f - ΔF γ|, f = g(x) - x.
 * @param window how many differences are kept
 */
export function andersonMixer(window: number): AndersonMixer {
  let last: { image: Float64Array; residual: Float64Array } | null = null;
  let imageSteps: Float64Array[] = [];
  let residualSteps: Float64Array[] = [];

  function reset(): void {
    last = null;
    imageSteps = [];
    residualSteps = [];
  }

  function mix(current: Float64Array, image: Float64Array): Float64Array {
    const residual = difference(image, current);
    if (last) {
      imageSteps.push(difference(image, last.image));
      residualSteps.push(difference(residual, last.residual));
      if (imageSteps.length > window) {
        imageSteps.shift();
        residualSteps.shift();
      }
    }
    last = { image, residual };
    if (residualSteps.length === 0) return image;
    const weights = leastSquares(residualSteps, residual);
    if (weights === null) {
      imageSteps = [];
      residualSteps = [];
      return image;
    }
    const next = image.slice();
    weights.forEach((weight, s) => {
      const step = imageSteps[s];
      for (let i = 0; i < next.length; i++) next[i] -= weight * step[i];
    });
    return next;
  }

  return { mix, reset };
}

/** γ from the scaled normal equations with a ridge of 1e-14, null when they are degenerate. */
function leastSquares(columns: Float64Array[], target: Float64Array): Float64Array | null {
  const k = columns.length;
  const norms = columns.map((column) => Math.sqrt(dot(column, column)));
  if (norms.some((norm) => !(norm > 0))) return null;
  const gram = new Float64Array(packedLength(k));
  const rhs = new Float64Array(k);
  let to = 0;
  for (let r = 0; r < k; r++) {
    for (let c = 0; c <= r; c++) gram[to++] = dot(columns[r], columns[c]) / (norms[r] * norms[c]) + (r === c ? 1e-14 : 0);
    rhs[r] = dot(columns[r], target) / norms[r];
  }
  try {
    factorize(gram, 0, k);
  } catch {
    return null;
  }
  solveFactored(gram, 0, k, rhs, 0);
  return rhs.map((value, s) => value / norms[s]);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i] - b[i];
  return out;
}
