import type { FactorModel, TrainingData } from '../factored/factor-model.ts';
import type { FactoredSystem } from '../factored/factored-system.ts';
import { standAtItems } from '../factored/model-of-items.ts';
import { residualBound, type ResidualBound } from './residual-bound.ts';

/** How far a model is from the nuclear-norm optimum at most. */
export interface DualityGap {
  /** Objective less a dual bound: no less than what the objective is too high by. */
  gap: number;
  /** gap / objective. */
  relative: number;
  /** |E|² + λ(|A|² + |B|²). */
  objective: number;
  /** What bounds it: σ⁺, and ω at a stationary model. */
  residuals: ResidualBound;
}

/**
 * With Y = cE, c = min(λ/σ⁺, <E,M>/|E|²), a feasible point of the dual: gap = (1-c)²|E|² + 2λN - 2c<E,X>,
 * N = (|A|² + |B|²)/2, <E,X> = Σ e_ij x_ij (MATH).
 * @param excess relative slack of σ⁺ over λ or σ_max(E) that is small enough; the relative gap ends at or below it, and where
 * ω is near λ steps go with 1/√excess: about 100 for 4e-3, 640 for 1e-4 on MovieLens 100K
 * @param poll called once a Lanczos step
 */
export function dualityGap(data: TrainingData, model: FactorModel, lambda: number, excess: number, poll?: () => void): DualityGap {
  const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
  const system = standAtItems(data, model.rank, ridge, model.itemFactors);
  const residuals = residualBound(system, lambda, excess, poll);
  const { residualSquares, residualFitted } = residualSums(system);
  const penalty = lambda * factorSquares(model);
  const objective = residualSquares + penalty;
  const c = residualSquares === 0 ? 0 : Math.min(lambda / residuals.largest, (residualFitted + residualSquares) / residualSquares);
  const gap = (1 - c) * (1 - c) * residualSquares + penalty - 2 * c * residualFitted;
  return { gap, relative: gap / objective, objective, residuals };
}

/** |E|² and <E, X> over both blocks, where a system stands. */
function residualSums(system: FactoredSystem): { residualSquares: number; residualFitted: number } {
  const { arrays, ratings, dense } = system;
  const { kp, itemFactors, userFactors } = arrays;
  const { items, byUser } = ratings;
  const { rows, rowStart, index } = byUser;
  const residual = system.residual64();
  let residualSquares = 0;
  let residualFitted = 0;
  function fitted(users: Float64Array, user: number, item: number): number {
    let sum = 0;
    for (let c = 0; c < kp; c++) sum += users[user * kp + c] * itemFactors[item * kp + c];
    return sum;
  }
  for (let i = 0; i < rows; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      residualSquares += residual[at] * residual[at];
      residualFitted += residual[at] * fitted(userFactors, i, index[at]);
    }
  }
  for (let i = 0; dense && i < dense.users; i++) {
    for (let j = 0; j < items; j++) {
      const x = fitted(dense.factors, i, j);
      const error = dense.values[i * items + j] - x;
      residualSquares += error * error;
      residualFitted += error * x;
    }
  }
  return { residualSquares, residualFitted };
}

function factorSquares({ userFactors, maliciousFactors, itemFactors }: FactorModel): number {
  let sum = 0;
  for (const factors of [userFactors, maliciousFactors, itemFactors]) for (const value of factors) sum += value * value;
  return sum;
}
