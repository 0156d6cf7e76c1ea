import { z } from 'zod';
import { linearize } from '../../learners/factored/linearization.ts';
import { defineGradient } from '../define-gradient.ts';
import { maliciousEntries } from '../malicious-entries.ts';

const config = z.strictObject({
  tolerance: z.number().min(1e-12).max(0.5).default(1e-6).meta({
    title: 'Adjoint tolerance',
    unit: 'relative residual',
    description: 'Relative residual at which the adjoint solve stops; while an attack’s gains are large its steps stop at a tenth of the relative gain, at most 1e-2.',
  }),
  maxProducts: z.number().int().min(1).max(10000).default(300).meta({
    title: 'Adjoint products, at most',
    unit: 'Schur products',
    description: 'Cap on Hessian products of one adjoint solve; reaching it is reported.',
  }),
});

/** Of adjoint solves for an attack's steps: 8 to 12 products, a cosine of 0.99 and more (MATH). */
const coarsestTolerance = 1e-2;

/**
 * The gradient of the retrained optimum itself, by the implicit function theorem:
 * H z = ∇_Θ R in Schur form, g_ij = z_ũi·v_j + z_vj·ũ_i.
 */
export const exact = defineGradient<z.infer<typeof config>>({
  id: 'exact',
  revision: 3,
  title: 'Exact (implicit)',
  label: 'exact',
  summary: 'Follows the fully retrained model: implicit differentiation with an adjoint solve.',
  work: 'adjoint solve',
  source: 'Implicit function theorem at the optimum of Li et al. 2016, Eq. 4; not in the paper.',
  config,
  compute({ data, model, ridge, utilityGradient, accuracy, near, cancelled }, { tolerance, maxProducts }) {
    if (data.malicious === null) throw new RangeError('a gradient needs a malicious block');
    const limits = { tolerance: Math.max(tolerance, Math.min(coarsestTolerance, accuracy)), maxProducts, near, cancelled };
    const adjoint = linearize(data, model, ridge).solveAdjoint(utilityGradient, limits);
    const values = maliciousEntries(
      data.malicious,
      [
        { users: adjoint.maliciousAdjoint, items: model.itemFactors },
        { users: model.maliciousFactors, items: adjoint.itemAdjoint },
      ],
      model.rank,
    );
    const warnings: string[] = [];
    if (adjoint.negativeCurvature) {
      warnings.push('The adjoint solve met negative curvature: the model is not at a minimum there.');
    } else if (!adjoint.converged) {
      warnings.push(
        `An adjoint solve stopped at ${adjoint.products} products with relative residual ${adjoint.relativeResidual.toExponential(1)}.`,
      );
    }
    return { values, adjoint: adjoint.itemAdjoint, products: adjoint.products, warnings };
  },
});
