import { afterAll, describe, expect, it } from 'vitest';
import { countAbove, layOutItems, roomForUsers } from '../../../src-main/numeric/kernels/dense/count-above.ts';
import {
  denseTimesFactors,
  rankTwoEntries,
  transposedDenseTimes,
} from '../../../src-main/numeric/kernels/dense/dense.ts';
import {
  scalarDenseTimesFactors,
  scalarEntries,
  scalarTransposedDenseTimes,
} from '../../../src-main/numeric/kernels/dense/scalar.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { dice } from '../../oracle/dice.ts';
import { buildTeams, withAllThreads } from './build-teams.ts';
import { everyRank, testedBlocks, type BlockCase } from './cases.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

type Size = Pick<BlockCase, 'users' | 'items'> & { k: number };

/** A dense block and factors of its users and items, float64 arrays of kernel memory padded from k to kp columns. */
function block(team: KernelTeam, { users, items, k }: Size) {
  const random = dice(users * 7919 + items * 31 + k);
  const kp = 8 * Math.ceil(k / 8);
  const array = (rows: number, columns: number, filled: number) => {
    const numbers = team.memory.float64(rows * columns);
    for (let at = 0; at < numbers.length; at++) if (at % columns < filled) numbers[at] = 4 * random.uniform() - 2;
    return numbers;
  };
  return {
    ...{ kp, X: array(users, items, items) },
    ...{ A: array(users, kp, k), B: array(items, kp, k), C: array(users, kp, k), D: array(items, kp, k) },
  };
}

/** Everything the family computes on a block. */
function compute(team: KernelTeam, size: Size) {
  const start = team.memory.mark();
  const { users, items } = size;
  const { X, A, B, C, D, kp } = block(team, size);
  const xz = team.memory.float64(users * kp).fill(7);
  const xty = team.memory.float64(items * kp).fill(7);
  const both = team.memory.float64(users * items).fill(7);
  const one = new Float64Array(users * items).fill(7);
  denseTimesFactors(team, { dense: X, users, items, factors: B, kp, out: xz });
  transposedDenseTimes(team, { dense: X, users, items, factors: A, kp, out: xty });
  rankTwoEntries(team, { a: A, b: B, c: C, d: D, users, items, kp, out: both });
  rankTwoEntries(team, { a: A, b: B, users, items, kp, out: one });
  const copies = { xz: xz.slice(), xty: xty.slice(), both: both.slice(), one };
  team.memory.release(start);
  return copies;
}

function expectClose(found: Float64Array, wanted: Float64Array, tolerance: number, name: string): void {
  let worst = 0;
  for (let at = 0; at < wanted.length; at++) worst = Math.max(worst, Math.abs(found[at] - wanted[at]));
  expect(worst, name).toBeLessThanOrEqual(tolerance);
}

describe.each(teams)('products with a dense block, %s kernels', (_build, team) => {
  it.each(testedBlocks)('are those of the scalar code for $name', ({ users, items }) => {
    for (const k of [5, 24]) expectRight({ users, items, k });
  });

  it('are right at every rank', () => {
    for (const k of everyRank) expectRight({ users: 29, items: 97, k });
  });

  it.each(everyRank.filter((k) => k % 8 === 0))('are right at rank %i of many tiles', (k) => {
    expectRight({ users: 67, items: 290, k });
  });

  function expectRight(size: Size): void {
    const { users, items, k } = size;
    const found = compute(team, size);
    const start = team.memory.mark();
    const { X, A, B, C, D, kp } = block(team, size);
    // Sums of up to 512 float64 products of size about 1, in another order; of more, each doubling adds a half.
    const tolerance = 1e-12 * Math.sqrt(Math.max(1, items / 512));
    const named = `rank ${k}`;
    expectClose(found.xz, scalarDenseTimesFactors(X, users, items, B, kp), tolerance, named);
    expectClose(found.xty, scalarTransposedDenseTimes(X, users, items, A, kp), 1e-12, named);
    const first = scalarEntries(A, B, users, items, kp);
    const second = scalarEntries(C, D, users, items, kp);
    expectClose(found.one, first, 1e-12, named);
    expectClose(found.both, first.map((x, at) => x + second[at]), 1e-12, named);
    for (const padded of [found.xz, found.xty]) {
      expect(padded.every((value, at) => at % kp < k || value === 0)).toBe(true);
    }
    team.memory.release(start);
  }

  it('leave by blocks of users where all entries at once are many', () => {
    const [users, items, k] = [29, 100_003, 8];
    const start = team.memory.mark();
    const { A, B, kp } = block(team, { users, items, k });
    const found = new Float64Array(users * items);
    rankTwoEntries(team, { a: A, b: B, users, items, kp, out: found });
    expectClose(found, scalarEntries(A, B, users, items, kp), 1e-12, 'entries');
    team.memory.release(start);
  });
});

it('products with a dense block have the same bits for any number of threads', async () => {
  await withAllThreads((team) => compute(team, { users: 130, items: 500, k: 24 }));
});

/** Small integers, whose scores float32 holds exactly. */
function problem(users: number, items: number, rank: number) {
  const random = dice(users + 13 * items + rank);
  const draw = (rows: number) => Float64Array.from({ length: rows * rank }, () => random.integer(7) - 3);
  const userFactors = draw(users);
  const itemFactors = draw(items);
  const lower = Float64Array.from({ length: users }, () => random.integer(20) - 6);
  const upper = lower.map((x) => x + random.integer(6));
  return { users, items, rank, userFactors, itemFactors, lower, upper };
}
type Problem = ReturnType<typeof problem>;

/** Counts by the kernel; the items' blocks are taken in parts that end at `splits`. */
function count(team: KernelTeam, p: Problem, limit: number, reach: number, splits: number[] = []): number[] {
  return team.memory.temporarily(() => {
    const laidOut = layOutItems(team, p.itemFactors, p.rank);
    const room = roomForUsers(team, p.users, p.rank);
    room.factors.set(p.userFactors);
    for (let i = 0; i < p.users; i++) room.thresholds.set([p.lower[i], p.upper[i]], 2 * i);
    room.limits.fill(limit);
    room.reach.fill(reach);
    const cuts = [0, ...splits.filter((at) => at < laidOut.blocks), laidOut.blocks];
    for (let at = 1; at < cuts.length; at++) countAbove(team, laidOut, room, cuts[at - 1], cuts[at]);
    return [...room.counts];
  });
}

function scalarCounts({ users, items, rank, userFactors, itemFactors, lower, upper }: Problem): number[] {
  const scores = scalarEntries(userFactors, itemFactors, users, items, rank);
  return Array.from({ length: users }, (_, i) => {
    const own = scores.subarray(i * items, (i + 1) * items);
    return [own.filter((x) => x > upper[i]).length, own.filter((x) => x > lower[i]).length];
  }).flat();
}

describe.each(teams)('items above thresholds, %s kernels', (_build, team) => {
  function expectCounted(users: number, items: number, rank: number): void {
    const p = problem(users, items, rank);
    const wanted = scalarCounts(p);
    expect(count(team, p, 1e9, 0), `rank ${rank}`).toEqual(wanted);
    expect(count(team, p, 1e9, 0, [3, 5]), `rank ${rank}, in parts`).toEqual(wanted);
  }

  it.each(testedBlocks)('are counted, all of them where nothing ends the count: $name', ({ users, items }) => {
    for (const rank of [1, 5, 8]) expectCounted(users, items, rank);
  });

  it('are counted at every rank', () => {
    for (const rank of everyRank) expectCounted(13, 64, rank);
  });

  it('are counted until the limit is reached and no further than norms can reach', () => {
    const p = problem(50, 700, 6);
    const wanted = scalarCounts(p);
    const found = count(team, p, 20, 0);
    for (let i = 0; i < 50; i++) {
      if (wanted[2 * i] < 20) expect(found.slice(2 * i, 2 * i + 2)).toEqual(wanted.slice(2 * i, 2 * i + 2));
      else expect(found[2 * i]).toBeGreaterThanOrEqual(20);
      if (wanted[2 * i] > 40) expect(found[2 * i]).toBeLessThan(wanted[2 * i]);
    }
    expect(count(team, p, 1e9, 1e6).every((each) => each === 0)).toBe(true);
  });
});

it('items above thresholds have the same counts for any number of threads', async () => {
  const p = problem(500, 900, 9);
  await withAllThreads((team) => count(team, p, 30, 4, [7]));
});
