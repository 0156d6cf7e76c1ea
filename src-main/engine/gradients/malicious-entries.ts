import { rankTwoEntries } from '../../numeric/kernels/dense/dense.ts';
import { kernelTeam } from '../../numeric/kernels/team.ts';
import { packRows, paddedRank } from '../learners/factored/factor-layout.ts';
import type { MaliciousBlock } from '../learners/factored/factor-model.ts';

/** A product A Bᵀ of malicious users' and items' factors: malicious users x k, and items x k. */
export interface FactorProduct {
  users: Float64Array;
  items: Float64Array;
}

/**
 * The sum of one or two products at every malicious entry (i, j): the rated ones in row order of a sparse block,
 * all users x items of a dense one.
 */
export function maliciousEntries(
  block: MaliciousBlock,
  products: readonly [FactorProduct, FactorProduct?],
  k: number,
): Float64Array {
  return block.kind === 'dense' ? denseEntries(block, products, k) : sparseEntries(block, products, k);
}

function sparseEntries(
  { ratings }: Extract<MaliciousBlock, { kind: 'sparse' }>,
  products: readonly (FactorProduct | undefined)[],
  k: number,
): Float64Array {
  const { users, rowStart, rowItem } = ratings;
  const out = new Float64Array(rowItem.length);
  for (const product of products) {
    if (!product) continue;
    const { users: a, items: b } = product;
    for (let i = 0; i < users; i++) {
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        let sum = out[at];
        for (let c = 0; c < k; c++) sum += a[i * k + c] * b[rowItem[at] * k + c];
        out[at] = sum;
      }
    }
  }
  return out;
}

function denseEntries(
  { users, items }: Extract<MaliciousBlock, { kind: 'dense' }>,
  [first, second]: readonly [FactorProduct, FactorProduct?],
  k: number,
): Float64Array {
  const team = kernelTeam();
  const kp = paddedRank(k);
  const packed = (factors: Float64Array, rows: number) => {
    const array = team.memory.float64(rows * kp);
    packRows(factors, k, array);
    return array;
  };
  const out = new Float64Array(users * items);
  team.memory.temporarily(() =>
    rankTwoEntries(team, {
      a: packed(first.users, users),
      b: packed(first.items, items),
      ...(second ? { c: packed(second.users, users), d: packed(second.items, items) } : {}),
      ...{ users, items, kp, out },
    }),
  );
  return out;
}
