import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../shared/domain/markdown.ts';
import { helpPages } from '../../../src-renderer/views/help/pages.ts';
import { searchHelp } from '../../../src-renderer/views/help/search.ts';

test('finds sections that hold every word, titles first', () => {
  const found = searchHelp('welch');
  expect(found.length).toBeGreaterThan(1);
  expect(found).toContainEqual({ title: 'Popularity of rated items', to: '/help/components#detector-rated-items' });
  expect(searchHelp('projected ASCENT')[0]).toEqual({ title: 'Projected gradient ascent', to: '/help/components#attack-pga' });
});

test('leads to a section that has an address, and to each by its own', () => {
  const places = searchHelp('the').map(({ to }) => to);
  expect(places).toContain('/help/statistics#where-retraining-starts');
  for (const { source } of helpPages) {
    const headings = parseMarkdown(source).flatMap((block) => (block.kind === 'heading' && block.level > 1 ? [block.id] : []));
    expect(headings).not.toContain(undefined);
    expect(new Set(headings).size).toBe(headings.length);
  }
});

test('finds nothing without a word, or where one word is missing', () => {
  expect(searchHelp('  ')).toEqual([]);
  expect(searchHelp('welch zebra')).toEqual([]);
});
