import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutNames, shortMarks } from '../../../src-renderer/formatting/names.ts';

const panel = (letter: string, words: string, profile: string, data = 'ml-100k') => `Figure ${letter}: ${words} (${profile}, ${data})`;

test('names that begin alike are cut around what tells them apart', () => {
  const names = [panel('1a', 'availability alone', 'quick'), panel('1a', 'availability alone', 'claims'), panel('1c', 'pushing one item', 'quick'), 'First look'];
  const cuts = cutNames(names);
  expect(cuts.get(names[1])).toEqual({ head: 'Figure 1a: availability alone (', apart: 'claims', rest: ', ml-100k)' });
  expect([cuts.has(names[2]), cuts.has('First look')]).toEqual([false, false]);
  const [first, second] = [panel('1a', 'availability alone', 'claims', 'ml-1m'), names[1]];
  expect(cutNames([first, second]).get(first)?.apart).toBe('1m');
});

test('parts are the name, and what tells apart differs', () => {
  const words = fc.array(fc.constantFrom('Figure', '1a:', 'push', 'item', '(quick,', 'ml-100k)', '7', 'ä'), { minLength: 1, maxLength: 9 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(fc.uniqueArray(words, { maxLength: 6 }), (names) => {
      const cuts = cutNames(names);
      for (const [name, { head, apart, rest }] of cuts) expect(head + apart + rest).toBe(name);
      const shown = [...cuts.values()].map(({ head, apart, rest }) => `${head} | ${apart} | ${rest}`);
      expect(new Set(shown).size).toBe(shown.length);
      for (const name of names) expect(shortMarks(names).get(name)?.[0]).toMatch(/^\S/);
    }),
  );
});

test('a mark is a few words, and says more where two would be the same', () => {
  const names = [panel('1b', 'availability', 'quick'), panel('1b', 'availability', 'claims'), panel('2a', 'availability', 'claims'), 'First look', 'MovieLens 100K, push', 'Untitled 1', 'Untitled 2', 'Campaign number 1', 'Campaign number 2'];
  const marks = shortMarks(names);
  expect(names.map((name) => marks.get(name)?.join('/'))).toEqual([
    ...['Figure 1b/quick', 'Figure 1b/claims', 'Figure 2a', 'First look', 'MovieLens', 'Untitled 1', 'Untitled 2', 'Campaign/1', 'Campaign/2'],
  ]);
});
