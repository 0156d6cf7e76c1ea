import { afterAll, describe, expect, it } from 'vitest';
import { listedUsers } from '../../../src-main/engine/metrics/top-ten-share/listed-users.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { sparseRatings, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { dice, type Dice } from '../../oracle/dice.ts';

interface Model {
  rank: number;
  userFactors: Float64Array;
  itemFactors: Float64Array;
}

const teams: Record<string, KernelTeam> = {
  fma: createKernelTeam('fma', () => 1),
  plain: createKernelTeam('plain', () => 1),
};
afterAll(() => Object.values(teams).forEach((team) => team.close()));

/** Every user's list by sorting all unseen items in float64. */
function bySorting(ratings: SparseRatings, model: Model, targets: number[]) {
  const { rank, userFactors, itemFactors } = model;
  let eligible = 0;
  let reached = 0;
  for (let i = 0; i < ratings.users; i++) {
    const seen = new Set(ratings.rowItem.subarray(ratings.rowStart[i], ratings.rowStart[i + 1]));
    if (targets.some((j) => seen.has(j))) continue;
    eligible++;
    const prediction = Float64Array.from({ length: ratings.items }, (_, j) => {
      let sum = 0;
      for (let c = 0; c < rank; c++) sum += userFactors[i * rank + c] * itemFactors[j * rank + c];
      return sum;
    });
    const list = [...prediction.keys()]
      .filter((j) => !seen.has(j))
      .sort((a, b) => prediction[b] - prediction[a] || a - b)
      .slice(0, 10);
    if (list.some((j) => targets.includes(j))) reached++;
  }
  return { eligible, reached };
}

function randomRatings(random: Dice, users: number, items: number): SparseRatings {
  const user: number[] = [];
  const item: number[] = [];
  for (let i = 0; i < users; i++) {
    for (let j = 0; j < items; j++) {
      if (random.uniform() >= 0.08) continue;
      user.push(i);
      item.push(j);
    }
  }
  return sparseRatings(users, items, user, item, new Float64Array(user.length).fill(1));
}

function randomModel(users: number, items: number, rank: number, draw: () => number): Model {
  const factors = (rows: number) => Float64Array.from({ length: rows * rank }, draw);
  return { rank, userFactors: factors(users), itemFactors: factors(items) };
}

describe.each(['fma', 'plain'])('users whose list has a target, %s kernels', (build) => {
  const agree = (ratings: SparseRatings, model: Model, targets: number[]) => {
    const found = listedUsers(teams[build], ratings, model, targets);
    expect(found).toEqual(bySorting(ratings, model, targets));
    return found;
  };

  it.each([1, 2, 7, 8, 10, 16, 33])('are those found by sorting everything, rank %i', (rank) => {
    const random = dice(rank);
    for (const items of [3, 60, 700]) {
      const ratings = randomRatings(random, 40, items);
      const model = randomModel(40, items, rank, random.bell);
      agree(ratings, model, [random.integer(items)]);
      // A target that many users would see.
      const target = random.integer(items);
      for (let c = 0; c < rank; c++) model.itemFactors[target * rank + c] = 2 * model.userFactors[c];
      agree(ratings, model, [target, (target + 1) % items]);
    }
  });

  it('are the same where predictions tie, by ascending item', () => {
    const random = dice(99);
    let reached = 0;
    for (let trial = 0; trial < 25; trial++) {
      const items = 20 + random.integer(600);
      const ratings = randomRatings(random, 30, items);
      const model = randomModel(30, items, 3, () => random.integer(3) - 1);
      reached += agree(ratings, model, [random.integer(20), random.integer(items)]).reached;
    }
    expect(reached).toBeGreaterThan(0);
  });

  it('are the same where float32 cannot tell predictions apart', () => {
    const random = dice(5);
    const items = 600;
    const ratings = randomRatings(random, 60, items);
    const close = randomModel(60, items, 4, () => 1 + 1e-9 * random.bell());
    const { reached } = agree(ratings, close, [17]);
    expect(reached).toBeLessThan(60);
    close.itemFactors.fill(1 + 4e-9, 4 * 17, 4 * 18);
    expect(agree(ratings, close, [17]).reached).toBeGreaterThan(0);
  });

  it.each([1e-200, 1e-40, 1e-20, 1e14, 1e20, 1e150])('are the same for factors of size %d', (size) => {
    const random = dice(6);
    const ratings = randomRatings(random, 30, 80);
    const model = randomModel(30, 80, 5, () => size * random.bell());
    agree(ratings, model, [3]);
    model.itemFactors.fill(0, 40 * 5);
    agree(ratings, model, [41]);
  });

  it('count users of a model that predicts nothing, or not a number, as their lists stand', () => {
    const ratings = randomRatings(dice(8), 12, 50);
    const nothing = { rank: 2, userFactors: new Float64Array(24), itemFactors: new Float64Array(100) };
    agree(ratings, nothing, [2]);
    agree(ratings, nothing, [49]);
    const broken = { ...nothing, itemFactors: new Float64Array(100).fill(NaN) };
    expect(listedUsers(teams[build], ratings, broken, [49]).reached).toBeGreaterThan(0);
  });

  it('are none where every user has rated a target', () => {
    const ratings = sparseRatings(2, 4, [0, 1], [1, 1], [1, 1]);
    const model = randomModel(2, 4, 2, () => 1);
    expect(agree(ratings, model, [1])).toEqual({ eligible: 0, reached: 0 });
  });
});
