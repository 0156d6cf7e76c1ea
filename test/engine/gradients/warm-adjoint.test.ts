import { describe, expect, it } from 'vitest';
import { linearize } from '../../../src-main/engine/learners/factored/linearization.ts';
import { dice } from '../../oracle/dice.ts';
import { smallAttack } from './small-attack.ts';

const cancelled = () => false;

/** |x|. */
function size(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]);
}

describe.each(['sparse', 'dense'] as const)('an adjoint that is solved from one nearby, with a %s block', (form) => {
  const { data, model, lambda } = smallAttack(7, form, 3);
  const linear = linearize(data, model, { lambdaUsers: lambda.users, lambdaItems: lambda.items });
  const random = dice(8);
  const gradient = {
    userGradient: Float64Array.from({ length: model.userFactors.length }, () => random.bell()),
    itemGradient: Float64Array.from({ length: model.itemFactors.length }, () => random.bell()),
  };
  const solution = linear.solveAdjoint(gradient, { tolerance: 1e-12, maxProducts: 500, near: null, cancelled }).itemAdjoint;
  const nears = {
    'its own solution': solution,
    'a multiple of it': solution.map((value) => -3 * value),
    'one a little off': solution.map((value) => value * (1 + 0.01 * random.bell())),
    'one that has nothing to do with it': solution.map(() => random.bell()),
  };

  it.each(Object.keys(nears) as (keyof typeof nears)[])('has the residual that it tells, from %s', (name) => {
    for (const tolerance of [1e-2, 1e-4, 1e-6, 1e-9]) {
      const found = linear.solveAdjoint(gradient, { tolerance, maxProducts: 500, near: nears[name], cancelled });
      // S z = b: what the residual is of, the solution to 1e-12 standing for b.
      const missing = size(linear.schurProduct(minus(found.itemAdjoint, solution))) / size(linear.schurProduct(solution));
      expect(found.converged).toBe(true);
      expect(found.relativeResidual).toBeLessThanOrEqual(tolerance);
      expect(missing).toBeLessThan(1.1 * tolerance + 1e-11);
    }
  });

  it('takes fewer products the nearer it starts', () => {
    const products = (near: Float64Array | null) =>
      linear.solveAdjoint(gradient, { tolerance: 1e-4, maxProducts: 500, near, cancelled }).products;
    expect(products(nears['a multiple of it'])).toBe(1);
    expect(products(nears['one a little off'])).toBeLessThan(products(null));
  });
});
