import { expect, it } from 'vitest';
import { maliciousEntries } from '../../../src-main/engine/gradients/malicious-entries.ts';
import { kernelTeam } from '../../../src-main/numeric/kernels/team.ts';

const rank = 3;
const [users, items] = [2, 5];
const block = { kind: 'dense', users, items, values: new Float64Array(users * items) } as const;
const ofUsers = Float64Array.from({ length: users * rank }, (_, at) => at - 2);
const ofItems = Float64Array.from({ length: items * rank }, (_, at) => at / 4);

it('are inner products at every entry of a dense block', () => {
  const found = maliciousEntries(block, [{ users: ofUsers, items: ofItems }], rank);
  const expected = Array.from({ length: users * items }, (_, at) => {
    const [i, j] = [Math.floor(at / items), at % items];
    return [0, 1, 2].reduce((sum, c) => sum + (i * rank + c - 2) * ((j * rank + c) / 4), 0);
  });
  expect([...found]).toEqual(expected);
});

it('leave no kernel memory behind where factors do not fit the block', () => {
  const { memory } = kernelTeam();
  const mark = memory.mark();
  const unfit = { users: ofUsers, items: null as unknown as Float64Array };
  expect(() => maliciousEntries(block, [unfit], rank)).toThrow(TypeError);
  expect(memory.mark()).toBe(mark);
});
