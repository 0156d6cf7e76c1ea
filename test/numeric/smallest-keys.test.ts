import { describe, expect, it } from 'vitest';
import { indicesOfSmallest } from '../../src-main/numeric/smallest-keys.ts';
import { dice } from '../oracle/dice.ts';

describe('the indices of the smallest keys', () => {
  it('are the first of all sorted, ties by ascending index', () => {
    const random = dice(4);
    for (let trial = 0; trial < 400; trial++) {
      const keys = Float64Array.from({ length: random.integer(40) }, () => random.integer(trial % 2 ? 6 : 1000) / 7);
      const sorted = [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
      for (const count of [0, 1, 2, random.integer(45), 100]) {
        expect([...indicesOfSmallest(keys, count)]).toEqual(sorted.slice(0, count));
      }
    }
  });

  it('order infinite keys and signed zeros', () => {
    const keys = Float64Array.of(Infinity, 0, -0, -Infinity, 0, Infinity);
    expect([...indicesOfSmallest(keys, 6)]).toEqual([3, 1, 2, 4, 0, 5]);
    expect([...indicesOfSmallest(keys, 2)]).toEqual([3, 1]);
  });
});
