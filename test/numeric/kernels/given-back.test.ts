import { expect, it } from 'vitest';
import { countAbove, layOutItems, roomForUsers } from '../../../src-main/numeric/kernels/dense/count-above.ts';
import {
  denseTimesFactors,
  rankTwoEntries,
  transposedDenseTimes,
} from '../../../src-main/numeric/kernels/dense/dense.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import {
  predictionShiftGradient,
  predictionShiftValue,
} from '../../../src-main/numeric/kernels/utility/prediction-shift.ts';
import { gramianEigen } from '../../../src-main/numeric/kernels/vectors/rotation-projection.ts';
import { gramianTall } from '../../../src-main/numeric/kernels/vectors/tall.ts';

const users = 6;
const items = 40;
const kp = 8;
/** So many that a Gram matrix is summed in several parts. */
const tallRows = 100_000;

function prepared({ memory }: KernelTeam) {
  const ofUsers = memory.float64(users * kp);
  const ofItems = memory.float64(items * kp).fill(1);
  return {
    ...{ ofUsers, ofItems, tall: memory.float64(tallRows * kp), square: memory.float64(kp * kp) },
    block: { dense: memory.float64(users * items), users, items, kp },
    slots: memory.float64(8 * items * kp),
    pair: {
      ratings: { rowStart: memory.int32(users + 1), index: memory.int32(1) },
      ...{ users, items, kp, userFactors: ofUsers, itemFactors: ofItems },
      ...{ cleanUserFactors: ofUsers, cleanItemFactors: ofItems },
    },
  };
}
type Prepared = ReturnType<typeof prepared>;

/** Every binding that allocates room for the time it computes. */
const calls: Record<string, (team: KernelTeam, given: Prepared) => void> = {
  denseTimesFactors: (team, { block, ofItems, ofUsers }) =>
    denseTimesFactors(team, { ...block, factors: ofItems, out: ofUsers }),
  transposedDenseTimes: (team, { block, ofItems, ofUsers }) =>
    transposedDenseTimes(team, { ...block, factors: ofUsers, out: ofItems }),
  rankTwoEntries: (team, { block, ofItems, ofUsers }) =>
    rankTwoEntries(team, { ...block, a: ofUsers, b: ofItems, out: new Float64Array(users * items) }),
  gramianTall: (team, { tall, square }) => gramianTall(team, tall, kp, tall, kp, tallRows, square),
  gramianEigen: (team, { ofItems }) => void gramianEigen(team, ofItems, items, kp, kp),
  predictionShiftValue: (team, { pair }) => void predictionShiftValue(team, pair),
  predictionShiftGradient: (team, { pair, ofUsers, ofItems, slots }) =>
    void predictionShiftGradient(team, pair, { userGradient: ofUsers, itemGradient: ofItems, slots }),
};

it.each(Object.entries(calls))('%s gives its room back, also where its kernel cannot be run', (_, call) => {
  const team = createKernelTeam('plain', () => 1);
  const given = prepared(team);
  const mark = team.memory.mark();
  team.memory.watchPeak();
  call(team, given);
  expect(team.memory.peak()).toBeGreaterThan(0);
  expect(team.memory.mark()).toBe(mark);
  team.close();
  expect(() => call(team, given)).toThrow(/^This team was closed/);
  expect(team.memory.mark()).toBe(mark);
});

it('countAbove does', () => {
  const team = createKernelTeam('plain', () => 1);
  const laidOut = layOutItems(team, new Float64Array(items * kp).fill(1), kp);
  const room = roomForUsers(team, users, kp);
  const mark = team.memory.mark();
  const call = () => countAbove(team, laidOut, room, 0, laidOut.blocks);
  call();
  expect(team.memory.mark()).toBe(mark);
  team.close();
  expect(call).toThrow(/^This team was closed/);
  expect(team.memory.mark()).toBe(mark);
});
