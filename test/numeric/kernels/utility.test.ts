import { afterAll, describe, expect, it } from 'vitest';
import type { KernelBuild } from '../../../src-main/numeric/kernels/choice.ts';
import { slotCount } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import {
  predictionShiftGradient,
  predictionShiftValue,
  type ModelPair,
} from '../../../src-main/numeric/kernels/utility/prediction-shift.ts';
import {
  scalarPredictionShift,
  type PlainModelPair,
} from '../../../src-main/numeric/kernels/utility/scalar.ts';
import { dice } from '../../oracle/dice.ts';

const teams = new Map<string, KernelTeam>();
afterAll(() => teams.forEach((team) => team.close()));

function teamOf(build: KernelBuild, threads: number): KernelTeam {
  const key = `${build}/${threads}`;
  const known = teams.get(key) ?? createKernelTeam(build, () => threads);
  teams.set(key, known);
  return known;
}

interface Shape {
  users: number;
  items: number;
  rank: number;
  /** Ratings of a user, drawn up to this many; some users have none, some one. */
  most: number;
  /** Size of the differences between the models. */
  shift: number;
}

function randomPair({ users, items, rank, most, shift }: Shape, seed: number): PlainModelPair {
  const random = dice(seed);
  const rowStart = new Int32Array(users + 1);
  const index: number[] = [];
  for (let i = 0; i < users; i++) {
    const wanted = i % 7 === 0 ? 0 : i % 7 === 1 ? 1 : random.integer(Math.min(items, most) + 1);
    const left = new Set<number>();
    while (left.size < wanted) left.add(random.integer(items));
    index.push(...[...left].sort((a, b) => a - b));
    rowStart[i + 1] = index.length;
  }
  const factors = (rows: number) => Float64Array.from({ length: rows * rank }, () => random.bell());
  const moved = (clean: Float64Array) => clean.map((x) => x + shift * random.bell());
  const cleanUserFactors = factors(users);
  const cleanItemFactors = factors(items);
  return {
    ...{ rowStart, index: Int32Array.from(index), users, items, rank, cleanUserFactors, cleanItemFactors },
    userFactors: moved(cleanUserFactors),
    itemFactors: moved(cleanItemFactors),
  };
}

/** The pair in kernel memory, with a malicious row of ratings behind the normal ones that must not count. */
function load(team: KernelTeam, pair: PlainModelPair): ModelPair {
  const { memory } = team;
  const kp = 8 * Math.ceil(pair.rank / 8);
  const padded = (plain: Float64Array) => {
    const rows = plain.length / pair.rank;
    const array = memory.float64(rows * kp);
    for (let r = 0; r < rows; r++) array.set(plain.subarray(r * pair.rank, (r + 1) * pair.rank), r * kp);
    return array;
  };
  const rowStart = memory.int32(pair.users + 2);
  rowStart.set(Int32Array.from(pair.rowStart));
  rowStart[pair.users + 1] = rowStart[pair.users] + 1;
  const index = memory.int32(pair.index.length + 1);
  index.set(Int32Array.from(pair.index));
  return {
    ratings: { rowStart, index },
    ...{ users: pair.users, items: pair.items, kp },
    userFactors: padded(pair.userFactors),
    itemFactors: padded(pair.itemFactors),
    cleanUserFactors: padded(pair.cleanUserFactors),
    cleanItemFactors: padded(pair.cleanItemFactors),
  };
}

interface Found {
  value: number;
  valueWithGradient: number;
  userGradient: Float64Array;
  itemGradient: Float64Array;
  slotsLeft: number;
}

function compute(team: KernelTeam, plain: PlainModelPair): Found {
  const start = team.memory.mark();
  const pair = load(team, plain);
  const { users, items, kp } = pair;
  const { rank } = plain;
  const userGradient = team.memory.float64(users * kp).fill(7);
  const itemGradient = team.memory.float64(items * kp).fill(7);
  const slots = team.memory.float64(slotCount(plain.index.length) * items * kp);
  const value = predictionShiftValue(team, pair);
  const valueWithGradient = predictionShiftGradient(team, pair, { userGradient, itemGradient, slots });
  const narrow = (padded: Float64Array) => {
    const rows = padded.length / kp;
    const plainArray = new Float64Array(rows * rank);
    for (let r = 0; r < rows; r++) plainArray.set(padded.subarray(r * kp, r * kp + rank), r * rank);
    for (let at = 0; at < padded.length; at++) if (at % kp >= rank) expect(padded[at]).toBe(0);
    return plainArray;
  };
  const slotsLeft = slots.reduce((sum, x) => sum + Math.abs(x), 0);
  const found = { value, valueWithGradient, userGradient: narrow(userGradient), itemGradient: narrow(itemGradient), slotsLeft };
  team.memory.release(start);
  return found;
}

/** Σ over unseen entries, entry by entry, from the predictions of both models. */
function naiveValue(pair: PlainModelPair): number {
  let total = 0;
  for (let i = 0; i < pair.users; i++) {
    const seen = new Set(Array.from(pair.index).slice(pair.rowStart[i], pair.rowStart[i + 1]));
    for (let j = 0; j < pair.items; j++) {
      if (seen.has(j)) continue;
      let shift = 0;
      for (let c = 0; c < pair.rank; c++) {
        shift += pair.userFactors[i * pair.rank + c] * pair.itemFactors[j * pair.rank + c];
        shift -= pair.cleanUserFactors[i * pair.rank + c] * pair.cleanItemFactors[j * pair.rank + c];
      }
      total += shift * shift;
    }
  }
  return total;
}

function expectClose(found: Float64Array, wanted: Float64Array, relative: number): void {
  const size = Math.sqrt(wanted.reduce((sum, x) => sum + x * x, 0) / wanted.length);
  let worst = 0;
  for (let at = 0; at < wanted.length; at++) worst = Math.max(worst, Math.abs(found[at] - wanted[at]));
  expect(worst).toBeLessThanOrEqual(relative * size);
}

describe.each(['fma', 'plain'] as const)('R_av with the %s kernels', (build) => {
  const ranks = [...Array.from({ length: 64 }, (_, at) => at + 1), 100, 129, 256];
  it.each(ranks)('is that of the scalar code, with its gradients, at rank %i', (rank) => {
    const pair = randomPair({ users: 23, items: 31, rank, most: 25, shift: 0.2 }, rank);
    const wanted = scalarPredictionShift(pair);
    const found = compute(teamOf(build, 1), pair);
    // Both sum some hundred float64 terms of this size, in different orders.
    const tolerance = 1e-12 * wanted.allEntries;
    expect(Math.abs(found.value - wanted.value)).toBeLessThanOrEqual(tolerance);
    expect(found.valueWithGradient).toBe(found.value);
    expectClose(found.userGradient, wanted.userGradient, 1e-11);
    expectClose(found.itemGradient, wanted.itemGradient, 1e-11);
    expect(found.slotsLeft).toBe(0);
    expect(Math.abs(found.value - naiveValue(pair))).toBeLessThanOrEqual(1e-11 * wanted.allEntries);
  });

  it('keeps its digits when the models hardly differ', () => {
    const pair = randomPair({ users: 40, items: 30, rank: 5, most: 12, shift: 1e-7 }, 5);
    const { value } = compute(teamOf(build, 1), pair);
    expect(value).toBeGreaterThan(0);
    expect(Math.abs(value / naiveDifference(pair) - 1)).toBeLessThan(1e-9);
  });

  it('takes a row of 50,000 ratings', () => {
    const pair = randomPair({ users: 3, items: 50_003, rank: 8, most: 0, shift: 0.1 }, 3);
    const index = Int32Array.from({ length: 50_001 }, (_, j) => j);
    const long = { ...pair, index, rowStart: Int32Array.of(0, 0, 50_000, 50_001) };
    const wanted = scalarPredictionShift(long);
    const found = compute(teamOf(build, 1), long);
    expect(Math.abs(found.value - wanted.value)).toBeLessThanOrEqual(1e-12 * wanted.allEntries);
    expectClose(found.userGradient, wanted.userGradient, 1e-10);
    expectClose(found.itemGradient, wanted.itemGradient, 1e-10);
  });

  it.each([8, 20])('has the same bits for any number of threads at rank %i', async (rank) => {
    const pair = randomPair({ users: 900, items: 300, rank, most: 80, shift: 0.2 }, 11);
    const alone = compute(teamOf(build, 1), pair);
    for (const threads of [2, 3, 8]) {
      const team = teamOf(build, threads);
      for (let repeat = 0; repeat < 4; repeat++) {
        expect(compute(team, pair)).toEqual(alone);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  });
});

/** {@link naiveValue} from δu·v + ū·δv, which keeps the digits of small differences. */
function naiveDifference(pair: PlainModelPair): number {
  let total = 0;
  for (let i = 0; i < pair.users; i++) {
    const seen = new Set(Array.from(pair.index).slice(pair.rowStart[i], pair.rowStart[i + 1]));
    for (let j = 0; j < pair.items; j++) {
      if (seen.has(j)) continue;
      let shift = 0;
      for (let c = 0; c < pair.rank; c++) {
        const u = i * pair.rank + c;
        const v = j * pair.rank + c;
        shift += (pair.userFactors[u] - pair.cleanUserFactors[u]) * pair.itemFactors[v];
        shift += pair.cleanUserFactors[u] * (pair.itemFactors[v] - pair.cleanItemFactors[v]);
      }
      total += shift * shift;
    }
  }
  return total;
}
