import { afterAll, describe, expect, it } from 'vitest';
import type { KernelBuild } from '../../../src-main/numeric/kernels/choice.ts';
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
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { dice } from '../../oracle/dice.ts';

const teams = new Map<string, KernelTeam>();
afterAll(() => teams.forEach((team) => team.close()));

function teamOf(build: KernelBuild, threads: number): KernelTeam {
  const key = `${build}/${threads}`;
  const known = teams.get(key) ?? createKernelTeam(build, () => threads);
  teams.set(key, known);
  return known;
}

/** A dense block and factors of its users and items, float64 arrays of kernel memory. */
function block(team: KernelTeam, users: number, items: number, kp: number) {
  const random = dice(users * 7919 + items * 31 + kp);
  const array = (length: number) => {
    const numbers = team.memory.float64(length);
    for (let at = 0; at < length; at++) numbers[at] = 4 * random.uniform() - 2;
    return numbers;
  };
  return {
    X: array(users * items),
    A: array(users * kp),
    B: array(items * kp),
    C: array(users * kp),
    D: array(items * kp),
  };
}

/** Everything the family computes on a block. */
function compute(team: KernelTeam, users: number, items: number, kp: number) {
  const start = team.memory.mark();
  const { X, A, B, C, D } = block(team, users, items, kp);
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

function expectClose(found: Float64Array, wanted: Float64Array, tolerance: number): void {
  let worst = 0;
  for (let at = 0; at < wanted.length; at++) worst = Math.max(worst, Math.abs(found[at] - wanted[at]));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

describe.each(['fma', 'plain'] as const)('products with a dense block, %s kernels', (build) => {
  const shapes = [
    ...[1, 2, 5, 6, 7, 13].map((users) => [users, 17]),
    ...[1, 2, 3, 4, 5, 6, 97, 259, 300].map((items) => [8, items]),
    [150, 40],
    [199, 10],
    [0, 5],
  ];
  const ranks = [8, 16, 24, 32, 40, 48, 56, 64, 128, 256];
  const cases = [...shapes.map(([users, items]) => ({ users, items, kp: 8 })), ...ranks.map((kp) => ({ users: 67, items: 290, kp }))];
  it.each([...cases, { users: 5, items: 9, kp: 24 }])('are those of the scalar code, $users x $items, kp = $kp', ({ users, items, kp }) => {
    const team = teamOf(build, 1);
    const found = compute(team, users, items, kp);
    const start = team.memory.mark();
    const { X, A, B, C, D } = block(team, users, items, kp);
    // Sums of up to 512 float64 products of size about 1, in another order.
    expectClose(found.xz, scalarDenseTimesFactors(X, users, items, B, kp), 1e-12);
    expectClose(found.xty, scalarTransposedDenseTimes(X, users, items, A, kp), 1e-12);
    const first = scalarEntries(A, B, users, items, kp);
    const second = scalarEntries(C, D, users, items, kp);
    expectClose(found.one, first, 1e-12);
    expectClose(found.both, first.map((x, at) => x + second[at]), 1e-12);
    team.memory.release(start);
  });

  it('leave by blocks of users where all entries at once are many', () => {
    const [users, items, kp] = [29, 100_003, 8];
    const team = teamOf(build, 1);
    const start = team.memory.mark();
    const { A, B } = block(team, users, items, kp);
    const found = new Float64Array(users * items);
    rankTwoEntries(team, { a: A, b: B, users, items, kp, out: found });
    expectClose(found, scalarEntries(A, B, users, items, kp), 1e-12);
    team.memory.release(start);
  });

  it('have the same bits for any number of threads', async () => {
    const alone = compute(teamOf(build, 1), 130, 1000, 24);
    for (const threads of [2, 3, 8]) {
      for (let repeat = 0; repeat < 4; repeat++) {
        expect(compute(teamOf(build, threads), 130, 1000, 24)).toEqual(alone);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  });
});

describe.each(['fma', 'plain'] as const)('items above thresholds, %s kernels', (build) => {
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

  function count(threads: number, p: ReturnType<typeof problem>, limit: number, reach: number, splits: number[]) {
    const team = teamOf(build, threads);
    const start = team.memory.mark();
    const laidOut = layOutItems(team, p.itemFactors, p.rank);
    const room = roomForUsers(team, p.users, p.rank);
    room.factors.set(p.userFactors);
    for (let i = 0; i < p.users; i++) room.thresholds.set([p.lower[i], p.upper[i]], 2 * i);
    room.limits.fill(limit);
    room.reach.fill(reach);
    const cuts = [0, ...splits, laidOut.blocks];
    for (let at = 1; at < cuts.length; at++) countAbove(team, laidOut, room, cuts[at - 1], cuts[at]);
    const counts = [...room.counts];
    team.memory.release(start);
    return counts;
  }

  function scalarCounts({ users, items, rank, userFactors, itemFactors, lower, upper }: ReturnType<typeof problem>) {
    const scores = scalarEntries(userFactors, itemFactors, users, items, rank);
    return Array.from({ length: users }, (_, i) => {
      const own = scores.subarray(i * items, (i + 1) * items);
      return [own.filter((x) => x > upper[i]).length, own.filter((x) => x > lower[i]).length];
    }).flat();
  }

  it('are counted, all of them where nothing ends the count', () => {
    for (const [users, items, rank] of [[1, 1, 1], [5, 8, 3], [6, 9, 8], [7, 333, 5], [40, 700, 10], [13, 64, 16]]) {
      const p = problem(users, items, rank);
      const wanted = scalarCounts(p);
      expect(count(1, p, 1e9, 0, [])).toEqual(wanted);
      if (items > 60) expect(count(1, p, 1e9, 0, [3, 5])).toEqual(wanted);
    }
  });

  it('are counted until the limit is reached and no further than norms can reach', () => {
    const p = problem(50, 700, 6);
    const wanted = scalarCounts(p);
    const found = count(1, p, 20, 0, []);
    for (let i = 0; i < 50; i++) {
      if (wanted[2 * i] < 20) expect(found.slice(2 * i, 2 * i + 2)).toEqual(wanted.slice(2 * i, 2 * i + 2));
      else expect(found[2 * i]).toBeGreaterThanOrEqual(20);
      if (wanted[2 * i] > 40) expect(found[2 * i]).toBeLessThan(wanted[2 * i]);
    }
    expect(count(1, p, 1e9, 1e6, []).every((each) => each === 0)).toBe(true);
  });

  it('have the same counts for any number of threads', async () => {
    const p = problem(500, 900, 9);
    const alone = count(1, p, 30, 4, [7]);
    for (const threads of [2, 3, 8]) {
      for (let repeat = 0; repeat < 3; repeat++) {
        expect(count(threads, p, 30, 4, [7])).toEqual(alone);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  });
});
