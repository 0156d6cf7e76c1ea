import { lanczos } from '../../../numeric/lanczos.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';
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
  /** Of the model, without columns that are 0 or depend on others. */
  rank: number;
}

/** Steps at most; some 50 settle ω on 100,000 ratings. */
const mostSteps = 120;
const settled = 1e-9;
const seed = 0;

/** Of a trained model, on the ratings that it was trained on. */
export function certificateOf(data: TrainingData, model: FactorModel, ridge: Ridge): Certificate {
  const system = standAtItems(data, model.rank, ridge, model.itemFactors);
  const lambda = Math.sqrt(ridge.lambdaUsers * ridge.lambdaItems);
  const spans = factorSpans(system);
  const { values, steps } = withResiduals(system, (residuals) => {
    const map = deflated(residuals, spans);
    return lanczos(map, { steps: mostSteps, vectorsAbove: Infinity, tolerance: settled, seed, restrict: map.restrict });
  });
  const omega = values[0] ?? 0;
  return { omega, ratio: omega / lambda, steps, rank: spans.items.length / system.ratings.items };
}
