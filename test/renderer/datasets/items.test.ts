import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemRow } from '../../../shared/domain/dataset.ts';
import { secondsLeft } from '../../../src-renderer/views/datasets/import-time.ts';
import { filterItems, orderItems, usualOrder } from '../../../src-renderer/components/items/item-order.ts';
import { filterOf, filterQuery, sortOf, sortQuery } from '../../../src-renderer/views/datasets/items-address.ts';

const row = (item: string, title: string | null, ratings: number, predictedMean: number | null = null): ItemRow => ({ item, title, ratings, mean: 0, predictedMean });
const items = [row('10', 'Les Misérables (1998)', 3, 0.8), row('9', 'Star Wars (1977)', 583, 0.9), row('2', null, 7), row('77', 'Wars of the Roses', 5, -0.1)];
const everything = { search: '', predictedMean: null, within: 0.05 };
const ids = (rows: readonly ItemRow[]) => rows.map(({ item }) => item);

describe('the list of items', () => {
  it('sorts numbers as numbers, and rows without a value last either way', () => {
    expect(ids(orderItems(items, usualOrder))).toEqual(['9', '2', '77', '10']);
    expect(ids(orderItems(items, { key: 'item', direction: 'ascending' }))).toEqual(['2', '9', '10', '77']);
    for (const direction of ['ascending', 'descending'] as const) {
      expect(ids(orderItems(items, { key: 'predictedMean', direction })).at(-1)).toBe('2');
      expect(ids(orderItems(items, { key: 'title', direction })).at(-1)).toBe('2');
    }
  });

  it('finds words in any order, without case and accents, and whole ids', () => {
    const ordered = orderItems(items, usualOrder);
    const found = (search: string) => ids(filterItems(ordered, { ...everything, search }));
    expect(found('wars')).toEqual(['9', '77']);
    expect(found('1977 STAR')).toEqual(['9']);
    expect(found('miserab')).toEqual(['10']);
    expect(found('77')).toEqual(['9', '77']);
    expect(found('2')).toEqual(['2']);
    expect(found('nothing')).toEqual([]);
  });

  it('keeps those whose predicted mean is near enough', () => {
    const ordered = orderItems(items, usualOrder);
    expect(ids(filterItems(ordered, { ...everything, predictedMean: 0.82 }))).toEqual(['10']);
    expect(ids(filterItems(ordered, { ...everything, predictedMean: 0.85, within: 0.1 }))).toEqual(['9', '10']);
  });

  it('shows no more items with every letter more', () => {
    const ordered = orderItems(items, usualOrder);
    fc.assert(
      fc.property(fc.constantFrom('star wars', 'les miserables', 'roses of', 'zzz'), fc.nat(12), (text, length) => {
        const [shorter, longer] = [text.slice(0, length), text.slice(0, length + 1)].map((search) => ids(filterItems(ordered, { ...everything, search })));
        expect(shorter).toEqual(expect.arrayContaining(longer));
      }),
    );
  });
});

describe('the address of the list', () => {
  it('holds search and order, and nothing that is usual', () => {
    expect({ ...filterQuery(everything), ...sortQuery(usualOrder) }).toEqual({ q: undefined, mean: undefined, within: undefined, sort: undefined });
    const filter = { search: 'a  b', predictedMean: -0.5, within: 0.2 };
    const sort = { key: 'title', direction: 'ascending' as const };
    const query = { ...filterQuery(filter), ...sortQuery(sort) } as Record<string, string>;
    expect(filterOf(query)).toEqual(filter);
    expect(sortOf(query)).toEqual(sort);
  });

  it('takes what makes no sense for nothing', () => {
    expect(filterOf({ mean: 'x', within: '' })).toEqual(everything);
    expect(sortOf({ sort: 'title:sideways' })).toEqual(usualOrder);
  });
});

describe('the time an import takes yet', () => {
  it('goes by what was read, and is not told too early', () => {
    expect(secondsLeft(2, 10, 30)).toBe(6);
    expect(secondsLeft(0.1, 10, 30)).toBeNull();
    expect(secondsLeft(2, 0, 30)).toBeNull();
  });
});
