import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnMemory, rankRows, type ColumnMemory } from '../../src-main/numeric/column-kernel/column-memory.ts';
import { withColumns } from '../../src-main/numeric/sparse-ratings.ts';
import { dice } from '../oracle/dice.ts';

interface RowForm {
  users: number;
  items: number;
  rowStart: Int32Array;
  rowItem: Int32Array;
}

/** Rows of which many are empty, a few long, and the rest short; items ascend in each. */
function rowForm(seed: number, users: number, items: number, longest: number): RowForm {
  const random = dice(seed);
  const rowStart = new Int32Array(users + 1);
  const rowItem: number[] = [];
  for (let i = 0; i < users; i++) {
    const length = Math.floor(longest * random.uniform() ** 4);
    const chosen = new Set<number>();
    for (let n = 0; n < length; n++) chosen.add(Math.floor(items * random.uniform() ** 2));
    for (const item of [...chosen].sort((a, b) => a - b)) rowItem.push(item);
    rowStart[i + 1] = rowItem.length;
  }
  return { users, items, rowStart, rowItem: Int32Array.from(rowItem) };
}

function roomFor(ratings: number, isShared = true, others?: number): ColumnMemory {
  const room = columnMemory(ratings, isShared, others);
  if (!room) throw new Error('this machine has no memory for the test');
  return room;
}

/** Sorts on both ways, with the rows in the kernel's memory and elsewhere. */
function expectSame({ users, items, rowStart, rowItem }: RowForm, spare = 0): void {
  const values = new Float64Array(rowItem.length);
  const expected = withColumns(users, items, rowStart, rowItem, values);
  for (const isInside of [false, true]) {
    const room = roomFor(rowItem.length + spare, isInside, isInside ? undefined : users + items);
    if (isInside) room.rowItem.set(rowItem);
    const given = isInside ? room.rowItem.subarray(0, rowItem.length) : rowItem;
    const sorted = withColumns(users, items, rowStart, given, values, room);
    expect(sorted.colUser.buffer).toBe(room.colUser.buffer);
    for (const form of ['rowItem', 'colStart', 'colUser', 'colEntry'] as const)
      expect(Int32Array.from(sorted[form])).toEqual(expected[form]);
  }
}

describe('the kernel that sorts ratings by column', () => {
  it('gives what the plain loop gives, whatever the rows', () => {
    const shapes = fc.record({
      seed: fc.nat(),
      users: fc.integer({ min: 1, max: 60 }),
      items: fc.integer({ min: 1, max: 700 }),
      longest: fc.nat(300),
      spare: fc.integer({ min: 800, max: 2000 }),
    });
    fc.assert(
      fc.property(shapes, ({ seed, users, items, longest, spare }) =>
        expectSame(rowForm(seed, users, items, longest), spare),
      ),
      { numRuns: 150 },
    );
  });

  it('gives it over several calls, with rows that reach from one into the next', () => {
    const form = rowForm(3, 800, 20_000, 9000);
    expect(form.rowItem.length).toBeGreaterThan(700_000);
    expectSame(form);
  });

  it('gives it for a row of 350,000 items, which need wider bands', () => {
    const items = 350_000;
    const rowItem = Int32Array.from({ length: items + 2 }, (_, at) => (at === 0 ? 5 : at <= items ? at - 1 : 7));
    expectSame({ users: 4, items, rowStart: Int32Array.of(0, 1, 1, items + 1, items + 2), rowItem });
  });

  it('leaves to the loop what it has no room for', () => {
    const rowStart = new Int32Array(2001).fill(1, 40);
    const room = roomFor(10, true, 10);
    const sorted = withColumns(2000, 3, rowStart, Int32Array.of(2), Float64Array.of(1), room);
    expect(sorted.colUser.buffer).not.toBe(room.colUser.buffer);
    expect(sorted).toEqual(withColumns(2000, 3, rowStart, Int32Array.of(2), Float64Array.of(1)));
  });

  it('has no memory for more ratings than it can address', () => {
    expect(columnMemory(2 ** 28, true)).toBeNull();
    expect(columnMemory(2 ** 29, false, 10)).toBeNull();
  });
});

describe('the kernel that ranks rows in order', () => {
  const { users, items, rowStart, rowItem } = rowForm(9, 1400, 3000, 4000);
  const full = Array.from({ length: users }, (_, i) => i).filter((i) => rowStart[i] < rowStart[i + 1]);
  const starts = Int32Array.from([...full.map((i) => rowStart[i]), rowItem.length]);
  const random = dice(4);
  /** Items are numbered in an order of their own, as those of a file are. */
  const itemRank = Int32Array.from(
    Array.from({ length: items }, (_, item) => ({ item, key: random.uniform() })).sort((a, b) => a.key - b.key),
    ({ item }) => item,
  );
  const number = new Int32Array(items);
  itemRank.forEach((rank, item) => (number[rank] = item));

  function filled(): ColumnMemory {
    const room = roomFor(rowItem.length);
    rowItem.forEach((rank, at) => (room.rowItem[at] = number[rank]));
    for (let u = 0; u < full.length; u++) room.colUser.fill(u, starts[u], starts[u + 1]);
    return room;
  }

  it('gives each its rank and finds where users start', () => {
    expect(rowItem.length).toBeGreaterThan(600_000);
    const room = filled();
    expect(rankRows(room, rowItem.length, full.length, itemRank)).toEqual({ rowStart: starts });
    expect(room.rowItem).toEqual(new Int32Array(new SharedArrayBuffer(rowItem.byteLength)).map((_, at) => rowItem[at]));
  });

  it.each([1, 2, 299_999, 300_000, 300_001, 600_000, rowItem.length - 1])(
    'stops at row %i where that is the first out of order',
    (at) => {
      for (const spoil of [
        (room: ColumnMemory) => (room.rowItem[at] = room.rowItem[at - 1]),
        (room: ColumnMemory) => (room.colUser[at] = room.colUser[at - 1] + 2),
        (room: ColumnMemory) => (room.colUser[at] = room.colUser[at - 1] - 1),
      ]) {
        const room = filled();
        // Within one user's rows, where an item that comes again is out of order.
        room.colUser[at] = room.colUser[at - 1];
        room.rowItem[at] = number[itemRank[room.rowItem[at - 1]] + 1] ?? room.rowItem[at - 1];
        const before = room.rowItem.slice();
        spoil(room);
        const last = room.rowItem.slice(at);
        const ranked = rankRows(room, rowItem.length, full.length, itemRank);
        expect(ranked).toEqual({ outOfOrder: at });
        expect([...room.rowItem.subarray(0, at)]).toEqual(Array.from(before.subarray(0, at), (item) => itemRank[item]));
        expect([...room.rowItem.subarray(at)]).toEqual([...last]);
      }
    },
  );
});
