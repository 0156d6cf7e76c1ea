import { expect, test } from 'vitest';
import { balancedBounds, slotCount, sweepChunks } from '../../../src-main/numeric/kernels/balanced-bounds.ts';

/** Offsets of rows of these lengths. */
function offsets(lengths: readonly number[]): Int32Array {
  const start = new Int32Array(lengths.length + 1);
  lengths.forEach((length, row) => (start[row + 1] = start[row] + length));
  return start;
}

test('ranges begin at multiples of four, cover every row once, and differ in work by a group at most', () => {
  const lengths = Array.from({ length: 1003 }, (_, row) => Math.floor(3000 / (row + 3)));
  const rowStart = offsets(lengths);
  const bounds = balancedBounds(rowStart, 8, 4);
  expect(bounds).toHaveLength(9);
  expect(bounds[0]).toBe(0);
  expect(bounds[8]).toBe(1003);
  const total = rowStart[1003] + 4 * 1003;
  for (let chunk = 0; chunk < 8; chunk++) {
    const [from, to] = [bounds[chunk], bounds[chunk + 1]];
    expect(to).toBeGreaterThanOrEqual(from);
    if (chunk > 0) expect(from % 4).toBe(0);
    const work = rowStart[to] - rowStart[from] + 4 * (to - from);
    const largestGroup = rowStart[4] + 16;
    expect(Math.abs(work - total / 8)).toBeLessThanOrEqual(largestGroup);
  }
});

test('more chunks than groups leaves empty ranges; no rows make none but empty ones', () => {
  expect([...balancedBounds(offsets([5, 5, 5, 5, 5]), 4)]).toEqual([0, 4, 4, 4, 5]);
  expect([...balancedBounds(offsets([]), 2)]).toEqual([0, 0, 0]);
});

test('fills the array that it is given', () => {
  const given = new Int32Array(3);
  expect(balancedBounds(offsets([1, 1, 1, 1, 1, 1, 1, 1]), 2, 4, given)).toBe(given);
  expect([...given]).toEqual([0, 4, 8]);
});

test('takes 16, 64 and 400 chunks for MovieLens 100K, 1M and 20M', () => {
  expect([100_000, 1_000_209, 20_000_263].map(sweepChunks)).toEqual([16, 64, 400]);
});

test('has 8 slots up to two million ratings and 16 above', () => {
  expect([100_000, 2_000_000, 2_000_001, 20_000_263].map(slotCount)).toEqual([8, 8, 16, 16]);
});
