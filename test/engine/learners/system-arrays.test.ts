import { expect, it } from 'vitest';
import { loadRatings } from '../../../src-main/engine/learners/factored/resident-ratings.ts';
import { systemArrays } from '../../../src-main/engine/learners/factored/system-arrays.ts';
import { createKernelMemory } from '../../../src-main/numeric/kernels/memory.ts';
import { sparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';

const kp = 8;

it('keeps nothing of the float64 arrays where only some of them fit, and makes them once there is room', () => {
  const memory = createKernelMemory();
  let room = Infinity;
  const small = {
    ...memory,
    float64(count: number) {
      if (count > room) throw new RangeError('The data do not fit');
      room -= count;
      return memory.float64(count);
    },
  };
  const normal = sparseRatings(5, 3, [0, 1, 4], [0, 2, 1], [1, -1, 2]);
  const arrays = systemArrays(small, loadRatings(memory, normal, null), kp);
  const mark = memory.mark();
  // The users' factors, two groups of four triangles, fit; then the items' do not.
  room = 2 * 4 * ((kp * (kp + 1)) / 2) + 1;
  expect(() => arrays.wide()).toThrow('The data do not fit');
  expect(memory.mark()).toBe(mark);
  room = Infinity;
  const wide = arrays.wide();
  expect(wide.userCholesky.byteOffset).toBe(mark);
  expect(arrays.wide()).toBe(wide);
});
