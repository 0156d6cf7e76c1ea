import type { Metrics } from './run.ts';

/** Relative duality gap at which a model counts as the optimum. ω/λ < 1 does not prove it: ω is known from below alone. */
const certifiedGap = 1e-6;

/** Whether a run's model is a certified optimum of a convex problem: every start ends there. False where the learner cannot tell. */
export function isCertifiedOptimum({ relativeDualityGap }: Pick<Metrics, 'relativeDualityGap'>): boolean {
  return relativeDualityGap !== undefined && relativeDualityGap <= certifiedGap;
}
