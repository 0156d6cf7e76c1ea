import { afterAll, describe, expect, it } from 'vitest';
import { slotCount } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
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
import { buildTeams, withAllThreads } from './build-teams.ts';
import { caseRatings, ordinaryMemory, ratingRows } from './case-ratings.ts';
import { everyRank, ranksFor, testedRatings } from './cases.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

/** So many users with up to so many ratings each; some have none, some one. */
function randomRows(users: number, items: number, most: number, seed: number): RatingRows {
  const random = dice(seed);
  const length = (user: number) => (user % 7 > 1 ? random.integer(Math.min(items, most) + 1) : user % 7);
  return ratingRows(ordinaryMemory, Array.from({ length: users }, (_, user) => length(user)), items, seed);
}

/** Two models of some ratings, whose differences are about `shift`. */
function randomPair({ rows: users, columns: items, rowStart, index }: RatingRows, rank: number, shift = 0.2): PlainModelPair {
  const random = dice(rank);
  const factors = (rows: number) => Float64Array.from({ length: rows * rank }, () => random.bell());
  const moved = (clean: Float64Array) => clean.map((x) => x + shift * random.bell());
  const cleanUserFactors = factors(users);
  const cleanItemFactors = factors(items);
  return {
    ...{ rowStart, index, users, items, rank, cleanUserFactors, cleanItemFactors },
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
    expect(padded.every((value, at) => at % kp < rank || value === 0)).toBe(true);
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

describe.each(teams)('R_av with the %s kernels', (_build, team) => {
  it.each(testedRatings)('is that of the scalar code, with its gradients, for $name', (given) => {
    const { byUser } = caseRatings(ordinaryMemory, given);
    for (const rank of ranksFor(given)) expectRight(randomPair(byUser, rank), given.ratings > 10_000 ? 1e-10 : 1e-11);
  });

  it.each(everyRank)('is that of the scalar code, with its gradients, at rank %i', (rank) => {
    const pair = randomPair(randomRows(23, 31, 25, rank), rank);
    const { value, allEntries } = expectRight(pair, 1e-11);
    expect(Math.abs(value - naiveValue(pair))).toBeLessThanOrEqual(1e-11 * allEntries);
  });

  /** @param relative rounding of sums of as many terms as an item or a user has, in different orders */
  function expectRight(pair: PlainModelPair, relative: number): { value: number; allEntries: number } {
    const wanted = scalarPredictionShift(pair);
    const found = compute(team, pair);
    expect(Math.abs(found.value - wanted.value)).toBeLessThanOrEqual(1e-12 * wanted.allEntries);
    expect(found.valueWithGradient).toBe(found.value);
    expect(found.slotsLeft).toBe(0);
    for (const side of ['userGradient', 'itemGradient'] as const) {
      let [worst, squares] = [0, 0];
      wanted[side].forEach((value, at) => {
        worst = Math.max(worst, Math.abs(found[side][at] - value));
        squares += value * value;
      });
      const size = Math.sqrt(squares / Math.max(1, wanted[side].length));
      // Where all is seen, nothing is left but rounding of what cancels.
      expect(worst).toBeLessThanOrEqual(relative * Math.max(size, 1e-2 * Math.sqrt(wanted.allEntries)));
    }
    return { value: found.value, allEntries: wanted.allEntries };
  }

  it('keeps its digits when the models hardly differ', () => {
    const pair = randomPair(randomRows(40, 30, 12, 5), 5, 1e-7);
    const { value } = compute(team, pair);
    expect(value).toBeGreaterThan(0);
    expect(Math.abs(value / naiveDifference(pair) - 1)).toBeLessThan(1e-9);
  });
});

it.each([8, 20])('has the same bits for any number of threads at rank %i', async (rank) => {
  const pair = randomPair(randomRows(900, 300, 80, 11), rank);
  await withAllThreads((team) => compute(team, pair));
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
