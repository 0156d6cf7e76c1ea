import { factorize, packedLength, solveFactored } from '../../../src-main/numeric/cholesky.ts';
import { denseBlock } from './dense-block.ts';
import type { FactorBlock } from './factor-block.ts';
import type { FactorModel, Ridge, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { sparseBlock } from './sparse-block.ts';

/** What one half sweep over the items found at (U(V), V). */
export interface ItemHalf {
  /** The minimizing V for fixed U, items x k. */
  itemFactors: Float64Array;
  /** ∇_V of the half objective at the V before the update, `G_j v_j - rhs_j`. */
  gradient: Float64Array;
  /** Cholesky factors of every G_j, packed, in item order. */
  cholesky: Float64Array;
}

/** The ridge problem of Eq. 2 / Eq. 4 over normal and malicious users, in float64. */
export interface FactoredSystem {
  readonly items: number;
  readonly rank: number;
  readonly ridge: Ridge;
  readonly blocks: readonly FactorBlock[];
  /** U(V) of every block, and the half objective at (U(V), V). */
  solveUsers(itemFactors: Float64Array): { userFactors: Float64Array[]; objective: number };
  /** The item half sweep from (U, V). */
  solveItems(userFactors: Float64Array[], itemFactors: Float64Array): ItemHalf;
}

/** Sets up the blocks of a training set; the first block is the normal one. */
export function factoredSystem(data: TrainingData, rank: number, ridge: Ridge): FactoredSystem {
  const { items } = data.normal;
  const blocks: FactorBlock[] = [sparseBlock(data.normal, rank, ridge.lambdaUsers)];
  if (data.malicious?.kind === 'sparse') blocks.push(sparseBlock(data.malicious.ratings, rank, ridge.lambdaUsers));
  if (data.malicious?.kind === 'dense') {
    blocks.push(denseBlock(data.malicious.values, data.malicious.users, items, rank, ridge.lambdaUsers));
  }

  function solveUsers(itemFactors: Float64Array) {
    let objective = 0;
    for (const value of itemFactors) objective += value * value;
    objective *= ridge.lambdaItems / 2;
    const userFactors = blocks.map((block) => {
      const factors = new Float64Array(block.users * rank);
      objective += block.solveUsers(itemFactors, factors);
      return factors;
    });
    return { userFactors, objective };
  }

  function solveItems(userFactors: Float64Array[], itemFactors: Float64Array): ItemHalf {
    const packed = packedLength(rank);
    const gram = new Float64Array(packed);
    const rhs = new Float64Array(rank);
    const next = new Float64Array(items * rank);
    const gradient = new Float64Array(items * rank);
    const cholesky = new Float64Array(items * packed);
    blocks.forEach((block, b) => block.prepareItems(userFactors[b]));
    for (let j = 0; j < items; j++) {
      gram.fill(0);
      rhs.fill(0);
      blocks.forEach((block, b) => block.addToItem(j, userFactors[b], gram, rhs));
      for (let c = 0; c < rank; c++) gram[(c * (c + 3)) / 2] += ridge.lambdaItems;
      subtractFromProduct(gram, itemFactors, rhs, gradient, j * rank, rank);
      cholesky.set(gram, j * packed);
      factorize(cholesky, j * packed, rank);
      next.set(rhs, j * rank);
      solveFactored(cholesky, j * packed, rank, next, j * rank);
    }
    return { itemFactors: next, gradient, cholesky };
  }

  return { items, rank, ridge, blocks, solveUsers, solveItems };
}

/** The model of a solution of `solveUsers`; arrays are taken, not copied. */
export function factorModel(system: FactoredSystem, userFactors: Float64Array[], itemFactors: Float64Array): FactorModel {
  return {
    rank: system.rank,
    userFactors: userFactors[0],
    maliciousFactors: userFactors[1] ?? new Float64Array(0),
    itemFactors,
  };
}

/** Factors per block, in the system's order. */
export function blockFactors(system: FactoredSystem, model: FactorModel): Float64Array[] {
  return system.blocks.length > 1 ? [model.userFactors, model.maliciousFactors] : [model.userFactors];
}

/** gradient_j = G_j v_j - rhs_j for a packed G_j. */
function subtractFromProduct(
  gram: Float64Array,
  factors: Float64Array,
  rhs: Float64Array,
  gradient: Float64Array,
  at: number,
  k: number,
): void {
  for (let r = 0; r < k; r++) {
    let sum = -rhs[r];
    const row = (r * (r + 1)) / 2;
    for (let c = 0; c <= r; c++) sum += gram[row + c] * factors[at + c];
    for (let c = r + 1; c < k; c++) sum += gram[(c * (c + 1)) / 2 + r] * factors[at + c];
    gradient[at + r] = sum;
  }
}
