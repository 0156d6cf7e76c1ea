import { z } from 'zod';
import { singularForm } from '../../learners/factored/singular-form.ts';
import { defineGradient } from '../define-gradient.ts';
import { maliciousEntries, type FactorProduct } from '../malicious-entries.ts';
import { itemReactions } from './item-reactions.ts';
import { vectorSquares } from './vector-squares.ts';

const config = z.strictObject({
  smoothing: z.number().positive().default(1).meta({
    title: 'Smoothing',
    symbol: 'τ',
    description: 'Above 0; keeps the appendix’s least-squares systems solvable. Values near 1 come closest to the true gradient.',
  }),
  singularValues: z.enum(['repaired', 'printed', 'held']).default('repaired').meta({
    title: 'Part of the singular values',
    description:
      'How singular values react. Printed: ∂σ = 1/(ũ v), which is wrong and drowns everything else. Repaired: ũ v / Σ (u v)² over all ratings. Held: not at all.',
  }),
});

/**
 * The paper's gradient of nuclear-norm minimization, X = U Σ Vᵀ, from its optimality conditions: with L = Σ + λI,
 * D = ∂R/∂M̂, S_j = Σ ū ūᵀ over the users who rate j,
 * g_ij = ũ_iᵀ L (L S_j L + τI)⁻¹ Σ UᵀD_j + Σ_t (u_tᵀ D v_t) ∂σ_t/∂M̃_ij.
 */
export const appendixB = defineGradient<z.infer<typeof config>>({
  id: 'appendix-b',
  revision: 2,
  title: 'One-step, Appendix B',
  label: 'App. B',
  summary: 'The paper’s approximation for the nuclear norm, in singular vectors; the printed reaction of singular values is offered beside its repair.',
  source: 'Li et al. 2016, Section 4.2 and Appendix B; the repair is ours.',
  config,
  audited: {
    learners: ['nuclear-norm'],
    variants: [
      { id: 'appendix-b', label: 'App. B, repaired', config: {} },
      { id: 'appendix-b printed', label: 'App. B, printed', config: { singularValues: 'printed' } },
      { id: 'appendix-b held', label: 'App. B, singular values held', config: { singularValues: 'held' } },
    ],
  },
  compute({ data, model, ridge, utilityGradient }, { smoothing, singularValues }) {
    const { malicious } = data;
    if (malicious === null) throw new RangeError('a gradient needs a malicious block');
    const form = singularForm(model);
    const { rank, values, maliciousVectors, itemVectors } = form;
    const lambda = Math.sqrt(ridge.lambdaUsers * ridge.lambdaItems);
    const raised = values.map((sigma) => sigma + lambda);
    const slopes = singularSlopes(utilityGradient.itemGradient, model, form);
    const reaction: FactorProduct = {
      users: scaleColumns(maliciousVectors, raised),
      items: itemReactions({ normal: data.normal, malicious }, form, raised, slopes, smoothing),
    };
    const result = (second?: FactorProduct) => ({
      values: rank === 0 ? new Float64Array(entriesOf(malicious)) : maliciousEntries(malicious, [reaction, second], rank),
      adjoint: null,
      products: 0,
      warnings: [],
    });
    if (singularValues === 'held' || rank === 0) return result();
    // u_tᵀ D v_t.
    const pull = new Float64Array(rank);
    for (let at = 0; at < itemVectors.length; at++) pull[at % rank] += (slopes[at] * itemVectors[at]) / values[at % rank];
    if (singularValues === 'printed') {
      return result({ users: maliciousVectors.map(inverse), items: scaleColumns(itemVectors.map(inverse), pull) });
    }
    const squares = vectorSquares({ normal: data.normal, malicious }, form);
    return result({ users: maliciousVectors, items: scaleColumns(itemVectors, pull.map((value, t) => value / squares[t])) });
  },
});

/** Σ UᵀD_j of every item, items x rank: as U' Σ = A (BᵀV') for X = A Bᵀ, it is (BᵀV')ᵀ times D_jᵀ A, the gradient of b_j. */
function singularSlopes(
  itemGradient: Float64Array,
  { rank: k, itemFactors }: { rank: number; itemFactors: Float64Array },
  { rank, itemVectors }: { rank: number; itemVectors: Float64Array },
): Float64Array {
  const items = itemFactors.length / k;
  const change = new Float64Array(k * rank);
  for (let j = 0; j < items; j++) {
    for (let c = 0; c < k; c++) for (let t = 0; t < rank; t++) change[c * rank + t] += itemFactors[j * k + c] * itemVectors[j * rank + t];
  }
  const slopes = new Float64Array(items * rank);
  for (let j = 0; j < items; j++) {
    for (let c = 0; c < k; c++) for (let t = 0; t < rank; t++) slopes[j * rank + t] += itemGradient[j * k + c] * change[c * rank + t];
  }
  return slopes;
}

function scaleColumns(rows: Float64Array, by: Float64Array): Float64Array {
  return rows.map((value, at) => value * by[at % by.length]);
}

/** What is exactly 0 (a user without ratings, an item that nobody rates) has no reaction. */
function inverse(value: number): number {
  return value === 0 ? 0 : 1 / value;
}

function entriesOf(block: { kind: 'sparse'; ratings: { rowItem: Int32Array } } | { kind: 'dense'; users: number; items: number }): number {
  return block.kind === 'sparse' ? block.ratings.rowItem.length : block.users * block.items;
}
