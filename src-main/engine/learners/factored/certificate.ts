import { lanczos, type RitzValues } from '../../../numeric/lanczos.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';
import type { FactoredSystem } from './factored-system.ts';
import { standAtItems } from './model-of-items.ts';
import { deflated, factorSpans, withResiduals } from './residual-map.ts';

/** What the residuals say about the rank of a stationary model. */
export interface Certificate {
  /** ω = σ_max((I - U'U'ᵀ) E (I - V'V'ᵀ)), from below: as far as Lanczos steps found it. */
  omega: number;
  /** ω / √(λ_U λ_V): at most 1 at the global optimum of the nuclear-norm problem; above it the rank binds. */
  ratio: number;
  /** Lanczos steps. */
  steps: number;
}

/** Steps at most; some 50 settle ω on 100,000 ratings. */
const mostSteps = 120;
const settled = 1e-9;
const seed = 0;

/** Of a trained model, on the ratings that it was trained on. */
export function certificateOf(data: TrainingData, model: FactorModel, ridge: Ridge): Certificate {
  const system = standAtItems(data, model.rank, ridge, model.itemFactors);
  const lambda = Math.sqrt(ridge.lambdaUsers * ridge.lambdaItems);
  const { values, steps } = deflatedRitz(system, { steps: mostSteps, vectorsAbove: Infinity, tolerance: settled });
  const omega = values[0] ?? 0;
  return { omega, ratio: omega / lambda, steps };
}

/** Largest singular values of E beside what the model spans, where a system stands. */
export function deflatedRitz(
  system: FactoredSystem,
  limits: { steps: number; vectorsAbove: number; tolerance: number; poll?(): void },
): RitzValues {
  const spans = factorSpans(system);
  return withResiduals(system, (residuals) => lanczos(deflated(residuals, spans), { seed, ...limits }));
}
