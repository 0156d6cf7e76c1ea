import { expect, test } from 'vitest';
import { searchHelp } from '../../../src-renderer/views/help/search.ts';

test('finds sections that hold every word, titles first', () => {
  const found = searchHelp('welch');
  expect(found.length).toBeGreaterThan(1);
  expect(found).toContainEqual({ title: 'Popularity of rated items', to: '/help/components#detector-rated-items' });
  expect(searchHelp('projected ASCENT')[0]).toEqual({ title: 'Projected gradient ascent', to: '/help/components#attack-pga' });
});

test('finds nothing without a word, or where one word is missing', () => {
  expect(searchHelp('  ')).toEqual([]);
  expect(searchHelp('welch zebra')).toEqual([]);
});
