import { z } from 'zod';
import { linearize } from '../../learners/factored/linearization.ts';
import { defineGradient } from '../define-gradient.ts';
import { maliciousEntries } from '../malicious-entries.ts';

/**
 * The paper's gradient: the last item solve is differentiated and everything else held constant,
 * g_ij = ũ_i · G_j⁻¹ ∂R/∂v_j. The paper prints u_i; the malicious row's own factor is meant.
 */
export const oneStep = defineGradient({
  id: 'one-step',
  revision: 1,
  title: 'One-step',
  label: 'one-step',
  summary: 'The paper’s approximation: only the item factors are taken to react, and only once.',
  source: 'Li et al. 2016, Section 4.1 and Eq. 12.',
  config: z.strictObject({}),
  compute({ data, model, ridge, utilityGradient }) {
    if (data.malicious === null) throw new RangeError('a gradient needs a malicious block');
    const reaction = linearize(data, model, ridge).solveItemBlocks(utilityGradient.itemGradient);
    return {
      values: maliciousEntries(data.malicious, [{ users: model.maliciousFactors, items: reaction }], model.rank),
      adjoint: null,
      products: 0,
      warnings: [],
    };
  },
});
