/** How a conjugate-gradient solve went. */
export interface ConjugateGradientResult {
  solution: Float64Array;
  /** Operator applications. */
  products: number;
  /** Final residual norm over the norm of the right-hand side. */
  relativeResidual: number;
  converged: boolean;
  /** A direction of non-positive curvature was met; the solve stopped before it. */
  negativeCurvature: boolean;
}

/**
 * Preconditioned conjugate gradients for S x = b, S symmetric.
 * @param apply writes S p into its second argument
 * @param precondition writes P r into its second argument, P symmetric positive definite on the subspace in use
 * @param start initial x, default 0
 * @param tolerance relative residual at which to stop
 * @param maxProducts cap on applications of S
 */
export function conjugateGradient(
  apply: (p: Float64Array, out: Float64Array) => void,
  precondition: (r: Float64Array, out: Float64Array) => void,
  b: Float64Array,
  options: { start?: Float64Array | null; tolerance: number; maxProducts: number },
): ConjugateGradientResult {
  const n = b.length;
  const x = options.start ? options.start.slice() : new Float64Array(n);
  const r = b.slice();
  const product = new Float64Array(n);
  let products = 0;
  if (options.start) {
    apply(x, product);
    products++;
    for (let i = 0; i < n; i++) r[i] -= product[i];
  }
  const scale = Math.sqrt(dot(b, b));
  const z = new Float64Array(n);
  precondition(r, z);
  const p = z.slice();
  let rz = dot(r, z);
  let residual = Math.sqrt(dot(r, r));
  let negativeCurvature = false;
  while (residual > options.tolerance * scale && products < options.maxProducts) {
    apply(p, product);
    products++;
    const curvature = dot(p, product);
    if (!(curvature > 0)) {
      if (Number.isNaN(curvature)) throw new RangeError('conjugate gradients met a NaN');
      negativeCurvature = true;
      break;
    }
    const alpha = rz / curvature;
    for (let i = 0; i < n; i++) {
      x[i] += alpha * p[i];
      r[i] -= alpha * product[i];
    }
    residual = Math.sqrt(dot(r, r));
    precondition(r, z);
    const next = dot(r, z);
    const beta = next / rz;
    rz = next;
    for (let i = 0; i < n; i++) p[i] = z[i] + beta * p[i];
  }
  const relativeResidual = scale === 0 ? 0 : residual / scale;
  return { solution: x, products, relativeResidual, converged: relativeResidual <= options.tolerance, negativeCurvature };
}

/** Inner product in index order. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
