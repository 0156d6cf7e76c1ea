import { afterEach, describe, expect, it } from 'vitest';
import type { FactorModel, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { linearize } from '../../../src-main/engine/learners/factored/linearization.ts';
import { unrefined } from '../../../src-main/engine/learners/factored/factored-system.ts';
import { modelOfItems } from '../../../src-main/engine/learners/factored/model-of-items.ts';
import { newtonPath } from '../../../src-main/engine/learners/factored/newton.ts';
import { residentSystem } from '../../../src-main/engine/learners/factored/resident-system.ts';
import { chooseKernels } from '../../../src-main/numeric/kernels/choice.ts';
import { randomStream } from '../../../src-main/numeric/random.ts';
import { sparseRatings, withValues, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { factoredSystem } from '../../oracle/scalar-engine/factored-system.ts';
import { linearize as scalarLinearize } from '../../oracle/scalar-engine/linearization.ts';

afterEach(() => chooseKernels('auto'));

const users = 83;
const items = 61;

/** Ratings with an empty user, an empty item, and values that float32 does not hold. */
function randomRatings(seed: number, rows: number, share: number): SparseRatings {
  const stream = randomStream(seed, 'factored-system.test');
  const user: number[] = [];
  const item: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < items; j++) {
      if (i === 5 || j === 17 || stream.uniform() > share) continue;
      user.push(i);
      item.push(j);
      value.push(stream.normal());
    }
  }
  return sparseRatings(rows, items, user, item, value);
}

function randomValues(seed: number, count: number): Float64Array {
  const stream = randomStream(seed, 'factored-system.test');
  return Float64Array.from({ length: count }, () => stream.normal());
}

const blocks: Record<string, TrainingData['malicious']> = {
  none: null,
  sparse: { kind: 'sparse', ratings: randomRatings(2, 7, 0.2) },
  dense: {
    kind: 'dense',
    users: 6,
    items,
    values: randomValues(3, 6 * items),
  },
};

function randomItems(rank: number): Float64Array {
  const stream = randomStream(4, 'factored-system.test.items', rank);
  return Float64Array.from({ length: items * rank }, () => 0.5 * stream.normal());
}

function distance(a: Float64Array, b: Float64Array): number {
  let difference = 0;
  let size = 0;
  for (let at = 0; at < b.length; at++) {
    difference += (a[at] - b[at]) ** 2;
    size += b[at] ** 2;
  }
  return Math.sqrt(difference / size);
}

const cases = [1, 2, 7, 8, 9, 16, 20, 33].flatMap((rank) =>
  [0.001, 1, 500].flatMap((lambda) => Object.keys(blocks).map((block) => ({ rank, lambda, block }))),
);

/** Relative error of U(V) that linearizations ask for. */
const asked = 1e-8;

describe.each(['auto', 'plain'] as const)('the system with %s kernels', (kernels) => {
  it.each(cases)('is the scalar one at rank $rank, ridge $lambda, malicious block $block', ({ rank, lambda, block }) => {
    chooseKernels(kernels);
    const data: TrainingData = { normal: randomRatings(1, users, 0.3), malicious: blocks[block] };
    const ridge = { lambdaUsers: lambda, lambdaItems: 1.3 * lambda };
    const V = randomItems(rank);

    const scalar = factoredSystem(data, rank, ridge);
    const { userFactors, objective } = scalar.solveUsers(V);
    const model = modelOfItems(data, rank, ridge, V);
    expect(distance(model.userFactors, userFactors[0])).toBeLessThan(asked);
    if (block !== 'none') expect(distance(model.maliciousFactors, userFactors[1])).toBeLessThan(asked);

    const system = residentSystem(data, rank, ridge);
    const { halfObjective } = system.moveTo(system.arrays.itemFactors.slice(), 1e-8);
    expect(Math.abs(halfObjective - objective)).toBeLessThan(1e-9 * objective);

    const exact: FactorModel = {
      rank,
      userFactors: userFactors[0],
      maliciousFactors: userFactors[1] ?? new Float64Array(0),
      itemFactors: V,
    };
    const x = randomItems(rank).map((value, at) => value * ((at % 7) - 3));
    const [ours, theirs] = [linearize(data, exact, ridge), scalarLinearize(data, exact, ridge)];
    // G_U⁻¹ and G_V⁻¹ multiply what U is off by: by more, the smaller the ridge.
    const amplified = asked * Math.max(10, 0.1 / lambda);
    expect(distance(ours.schurProduct(x), theirs.schurProduct(x))).toBeLessThan(amplified);
    expect(distance(ours.solveItemBlocks(x), theirs.solveItemBlocks(x))).toBeLessThan(amplified);
  });
});

describe('a Newton step in float64 throughout, where float32 does not serve', () => {
  it('leaves nothing in room that was given back', () => {
    const rank = 20;
    const ridge = { lambdaUsers: 1e-6, lambdaItems: 1e-6 };
    const data: TrainingData = { normal: randomRatings(1, users, 0.3), malicious: blocks.sparse };
    const V = randomItems(rank);
    modelOfItems(data, rank, ridge, V);
    const system = residentSystem(data, rank, ridge);
    expect(system.userCholesky()).toBeInstanceOf(Float64Array);
    system.prepareItems();
    newtonPath(system, 1, 0.1, () => false);
    expect(system.arrays.residual64().byteOffset).toBeLessThan(system.team.memory.mark());
  });
});

describe('where a system stands', () => {
  const rank = 9;
  const ridge = { lambdaUsers: 2, lambdaItems: 3 };
  const V = randomItems(rank);
  const normal = randomRatings(1, users, 0.3);

  function loaded(block: TrainingData['malicious']) {
    const data: TrainingData = { normal, malicious: block };
    modelOfItems(data, rank, ridge, V);
    return residentSystem(data, rank, ridge);
  }

  it.each(['none', 'sparse', 'dense'])('has the same bits refined after a rough look as at once, block %s', (block) => {
    const system = loaded(blocks[block]);
    const here = system.arrays.itemFactors.slice();
    const elsewhere = here.map((value) => 2 * value);
    const found = (...accuracies: number[]) => {
      system.moveTo(elsewhere, unrefined);
      let standing = system.moveTo(here, accuracies[0]);
      for (const accuracy of accuracies.slice(1)) standing = system.moveTo(here, accuracy);
      return { standing, userFactors: [...system.arrays.userFactors], gradient: [...system.arrays.gradient] };
    };
    const once = found(1e-8);
    expect(found(unrefined, 1e-8)).toEqual(once);
    expect(found(unrefined).userFactors).not.toEqual(once.userFactors);
  });

  it.each(['none', 'sparse'])('has the same bits where refinement gives float32 up, block %s', (block) => {
    const wide = 20;
    const smallest = { lambdaUsers: 1e-6, lambdaItems: 1e-6 };
    const data: TrainingData = { normal, malicious: blocks[block] };
    modelOfItems(data, wide, smallest, randomItems(wide));
    const system = residentSystem(data, wide, smallest);
    const here = system.arrays.itemFactors.slice();
    const elsewhere = here.map((value) => 2 * value);
    const bits = () => ({ halfObjective: system.moveTo(here, 1e-10).halfObjective, userFactors: [...system.arrays.userFactors] });
    system.moveTo(elsewhere, unrefined);
    const once = bits();
    expect(system.userCholesky()).toBeInstanceOf(Float64Array);
    system.moveTo(elsewhere, unrefined);
    system.moveTo(here, unrefined);
    expect(bits()).toEqual(once);
  });

  it.each(['sparse', 'dense'])('stays for a copy of the block and is left for other ratings, block %s', (name) => {
    const block = blocks[name]!;
    const system = loaded(block);
    const here = system.arrays.itemFactors.slice();
    const standing = system.moveTo(here, 1e-8);
    expect(loaded(changed(block, (value) => value))).toBe(system);
    expect(system.moveTo(here, 1e-8)).toBe(standing);
    const own = changed(block, (value) => value + 1);
    expect(loaded(own)).toBe(system);
    const other = system.moveTo(here, 1e-8).halfObjective;
    expect(other).not.toBe(standing.halfObjective);
    // A caller that uses its array again is no trap: a copy of what it holds now is another block than was loaded.
    (own.kind === 'dense' ? own.values : own.ratings.rowValue).fill(2);
    loaded(changed(own, (value) => value));
    expect(system.moveTo(here, 1e-8).halfObjective).not.toBe(other);
  });
});

/** A block of one pattern with other ratings. */
function changed(block: NonNullable<TrainingData['malicious']>, change: (value: number) => number): typeof block {
  if (block.kind === 'dense') return { ...block, values: block.values.map(change) };
  return { kind: 'sparse', ratings: withValues(block.ratings, block.ratings.rowValue.map(change)) };
}
