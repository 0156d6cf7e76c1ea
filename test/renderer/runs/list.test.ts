import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ref } from 'vue';
import { parseQuery, stringifyQuery } from 'vue-router';
import type { RunsState } from '../../../src-renderer/runs-list/address-state.ts';
import { keptByView, plainState, queryFromState, sameView, stateFromQuery } from '../../../src-renderer/runs-list/address-state.ts';
import { relations } from '../../../src-renderer/runs-list/conditions.ts';
import { rowsOfGroups, rowsOfRuns } from '../../../src-renderer/runs-list/list-rows.ts';
import { groupRuns } from '../../../src-renderer/runs-list/grouping.ts';
import { rowWindow, scrollTo } from '../../../src-renderer/components/row-window.ts';
import { countTabs, isChanged, queryOfView, shownTabs, stateOfView } from '../../../src-renderer/views/runs/view-tabs.ts';
import { useRowKeys } from '../../../src-renderer/views/runs/use-row-keys.ts';
import { runFields } from '../../../src-renderer/runs-list/fields.ts';
import { widthOf } from '../../../src-renderer/views/runs/placed-columns.ts';
import { usualColumns } from '../../../src-renderer/views/runs/usual-columns.ts';
import { useRowSlots } from '../../../src-renderer/views/runs/use-row-slots.ts';
import { sampleRun } from '../sample-run.ts';
import { fieldAmong, listed, listedLibrary } from './listed.ts';

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.isWellFormed());
const anyState: fc.Arbitrary<RunsState> = fc
  .record({
    text: fc.string({ unit: 'grapheme' }),
    conditions: fc.array(fc.record({ field: word, relation: fc.constantFrom(...relations), values: fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }) }), { maxLength: 3 }),
    sort: fc.option(fc.record({ key: fc.constantFrom('rmse', 'attack.config.beta'), direction: fc.constantFrom('ascending' as const, 'descending' as const) })),
    group: fc.uniqueArray(word, { maxLength: 3 }),
    folds: fc.record({ all: fc.boolean(), except: fc.uniqueArray(word, { maxLength: 2 }) }),
    columns: fc.option(fc.uniqueArray(word, { maxLength: 4 })),
    pins: fc.uniqueArray(word, { maxLength: 2 }),
    rail: fc.boolean(),
    view: fc.option(word),
    bin: fc.boolean(),
  })
  .map((state) => ({ ...state, folds: state.group.length === 0 ? plainState.folds : state.folds }));

describe('the address', () => {
  const throughAddress = (state: RunsState) => stateFromQuery(parseQuery(stringifyQuery(queryFromState(state))));

  test('holds the whole state, whatever words are in it', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(throughAddress(state)).toEqual(state);
      }),
    );
  });

  test('of a plain list is empty', () => {
    expect(queryFromState(plainState)).toEqual({});
    expect(stateFromQuery({})).toEqual(plainState);
  });

  test('that cannot be read is a plain list', () => {
    expect(stateFromQuery({ where: ['a', 'a~sounds like~b', 'a~is'], sort: '', folds: '%' })).toMatchObject({ conditions: [], sort: null });
  });
});

describe('the columns of a list that nobody has arranged', () => {
  const plain = ['status', 'tags', 'attack', 'share', 'weights', 'seed', 'rmse', 'to-uniform', 'target', 'p', 'iterations', 'convergence', 'seconds'];
  const of = (campaigns: readonly string[], datasetName = 'ml-100k') => {
    const one = listed(sampleRun('a', { datasetName }));
    return { ...one, record: { run: one.run.key, campaigns: [...campaigns], application: '1', kernels: 'fma' } };
  };
  const [wide, usual] = [{ campaign: false, room: 2000 }, { campaign: false, room: 1216 }];

  test('say the campaign where runs are of several, and the data where these differ', () => {
    expect(usualColumns([], wide)).toEqual(plain);
    expect(usualColumns([of(['one']), of(['one']), of([]), listed(sampleRun('b'))], wide)).toEqual(plain);
    expect(usualColumns([of(['one']), of(['two'])], wide)).toEqual(plain.toSpliced(2, 0, 'campaign'));
    expect(usualColumns([of(['one']), of(['one', 'two'])], wide)).toEqual(plain.toSpliced(2, 0, 'campaign'));
    expect(usualColumns([of(['one']), of(['one'], 'built-in')], wide)).toEqual(plain.toSpliced(2, 0, 'data'));
  });

  test('of one campaign do not name it, whatever others its runs are of', () => {
    expect(usualColumns([of(['one']), of(['one', 'two'], 'built-in')], { ...wide, campaign: true })).toEqual(plain.toSpliced(2, 0, 'data'));
  });

  test('are together no wider than there is room, or than they are without these', () => {
    const width = (keys: readonly string[]) => widthOf(runFields.filter(({ key }) => keys.includes(key)));
    const several = [of(['one']), of(['two'])];
    const without = (...keys: string[]) => plain.toSpliced(2, 0, 'campaign').filter((key) => !keys.includes(key));
    expect(usualColumns(several, usual)).toEqual(without('tags', 'seconds'));
    const tagged = several.map((run) => ({ ...run, annotation: { ...run.annotation, tags: ['figure 1'] } }));
    expect(usualColumns(tagged, usual)).toEqual(without('seconds', 'iterations'));
    for (const [runs, room] of [[several, 1216], [[...several, of(['one'], 'built-in')], 1216], [several, 600]] as const)
      expect(width(usualColumns(runs, { campaign: false, room }))).toBeLessThanOrEqual(Math.max(room, width(plain)));
  });
});

describe('saved views', () => {
  test('come back as they were saved, without the bin, the rail and folded groups', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const again = stateOfView({ name: 'mine', query: queryOfView(state) });
        expect(again).toEqual({ ...keptByView(state), view: 'mine' });
        expect(sameView(again, state)).toBe(true);
      }),
    );
  });

  const starred = listed(sampleRun('a'), { starred: true });
  const failed = listed(sampleRun('b', { status: 'failed', metrics: null }));
  const runs = [starred, failed];
  const view = { name: 'Good', query: queryOfView({ ...plainState, conditions: [{ field: 'status', relation: 'is', values: ['done'] }] }) };
  const tabs = (state: Partial<RunsState>, binned = 0) =>
    shownTabs(countTabs([view], runs, binned, fieldAmong(runs)), { ...plainState, ...state }).map(({ label, count, active }) => `${label} ${count}${active ? ' *' : ''}`);

  test('stand between all runs and what is worth a tab, each with its count over all runs', () => {
    expect(tabs({})).toEqual(['All 2 *', 'Good 1', 'Starred 1', 'Failed 1']);
    expect(tabs({ view: 'Good' })).toEqual(['All 2', 'Good 1 *', 'Starred 1', 'Failed 1']);
    expect(tabs({ text: 'pga' })).toEqual(['All 2', 'Good 1', 'Starred 1', 'Failed 1']);
    expect(tabs({ conditions: [{ field: 'status', relation: 'is', values: ['failed'] }] })).toEqual(['All 2', 'Good 1', 'Starred 1', 'Failed 1 *']);
    expect(tabs({ bin: true }, 3)).toEqual(['All 2', 'Good 1', 'Starred 1', 'Failed 1', 'Bin 3 *']);
  });

  test('know when the list was changed since', () => {
    const followed = stateOfView(view);
    expect(isChanged(followed, [view])).toBe(false);
    expect(isChanged({ ...followed, rail: true }, [view])).toBe(false);
    expect(isChanged({ ...followed, group: ['attack'] }, [view])).toBe(true);
    expect(isChanged({ ...plainState, group: ['attack'] }, [view])).toBe(false);
  });
});

describe('the window onto the rows', () => {
  test('makes every row in sight and those to keep, each once, and leaves room for all others', () => {
    const sizes = fc.record({ count: fc.nat(6000), top: fc.nat(200_000), height: fc.integer({ min: 0, max: 2000 }), spare: fc.nat(8), kept: fc.array(fc.integer({ min: -1, max: 6000 }), { maxLength: 3 }) });
    fc.assert(
      fc.property(sizes, ({ count, top, height, spare, kept }) => {
        const stretches = rowWindow(count, top, height, 28, spare, kept);
        const order = stretches.flatMap((stretch) => ('row' in stretch ? [stretch.row] : Array.from({ length: stretch.rows }, (_, at) => stretch.from + at)));
        expect(order).toEqual(Array.from({ length: count }, (_, at) => at));
        const made = new Set(stretches.flatMap((stretch) => ('row' in stretch ? [stretch.row] : [])));
        for (let row = Math.floor(top / 28); row < Math.min(count, Math.ceil((top + height) / 28)); row++) expect(made.has(row)).toBe(true);
        for (const row of kept) if (row >= 0 && row < count) expect(made.has(row)).toBe(true);
        expect(made.size).toBeLessThanOrEqual(Math.ceil(height / 28) + 2 + 2 * spare + kept.length);
      }),
    );
  });

  test('scrolls no further than a row needs to stand whole under what sticks', () => {
    expect(scrollTo(0, 500, 300, 28, 28)).toBe(0);
    expect(scrollTo(10, 0, 300, 28, 0)).toBe(8);
    expect(scrollTo(10, 8, 300, 28, 0)).toBe(8);
    expect(scrollTo(10, 270, 300, 28, 28)).toBe(252);
  });
});

describe('elements of rows', () => {
  test('are never shared, and the row with the focus keeps its own wherever the window and the list go', () => {
    const runs = listedLibrary(Array.from({ length: 300 }, (_, at) => sampleRun(at.toString(16).padStart(8, '0'))));
    const step = fc.record({ top: fc.nat(280), height: fc.integer({ min: 1, max: 30 }), focus: fc.option(fc.nat(29)), dropped: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let rows = rowsOfRuns(runs);
        const slots = useRowSlots(() => rows, () => 40);
        for (const { top, height, focus, dropped } of steps) {
          const kept = slots.focused.value;
          const before = rows.findIndex(({ id }) => id === kept);
          const own = before === -1 ? null : slots.slotOf(before);
          rows = rowsOfRuns(runs.slice(dropped));
          const focused = rows.findIndex(({ id }) => id === kept);
          if (own !== null && focused !== -1) expect(slots.slotOf(focused)).toBe(own);
          const madeWith = (row: number) => rowWindow(rows.length, top * 28, height * 28, 28, 3, [row]).flatMap((stretch) => ('row' in stretch ? [stretch.row] : []));
          const made = madeWith(focused);
          expect(new Set(made.map(slots.slotOf)).size).toBe(made.length);
          const next = focus === null ? undefined : made[focus % Math.max(1, made.length)];
          if (next === undefined) continue;
          const had = slots.slotOf(next);
          slots.focus(next);
          expect(slots.slotOf(next)).toBe(had);
          const after = madeWith(next);
          expect(new Set(after.map(slots.slotOf)).size).toBe(after.length);
        }
      }),
    );
  });
});

describe('keys of the list', () => {
  const runs = listedLibrary([...'abcdef'].map((key, at) => sampleRun(key, { label: at < 3 ? 'PGA' : 'SGLD', config: { seed: at } })));
  function open(isGrouped: boolean) {
    const rows = isGrouped ? rowsOfGroups(groupRuns(runs, [fieldAmong(runs)('attack')!]), { all: false, except: [] }) : rowsOfRuns(runs);
    const selected = ref<ReadonlySet<string>>(new Set());
    const said: string[] = [];
    let at = 0;
    const keys = useRowKeys({
      rows: () => rows,
      focused: () => at,
      page: () => 3,
      selected,
      stand: (row) => (at = row),
      emit: (event, id) => void said.push(`${event} ${id}`),
    });
    const press = (key: string, more: Partial<KeyboardEvent> = {}) => {
      const target = new Row() as unknown as EventTarget;
      keys.onKey({ key, target, preventDefault: () => undefined, ...more } as KeyboardEvent);
      return { at, selected: [...selected.value].join(''), said };
    };
    const click = (row: number, more: Partial<MouseEvent> = {}) => {
      keys.pick(row, { shiftKey: false, ctrlKey: false, metaKey: false, ...more } as MouseEvent);
      return [...selected.value].sort().join('');
    };
    return { press, click, toggle: keys.toggle };
  }

  // The keys ask only whether the focus is on a row.
  class Row {
    isRow = true;
  }
  beforeEach(() => vi.stubGlobal('HTMLTableRowElement', Row));
  afterEach(() => vi.unstubAllGlobals());

  test('move by one, by a page, to both ends, and no further', () => {
    const { press } = open(false);
    expect(press('ArrowUp').at).toBe(0);
    expect(press('ArrowDown').at).toBe(1);
    expect(press('PageDown').at).toBe(4);
    expect(press('End').at).toBe(5);
    expect(press('PageUp').at).toBe(2);
    expect(press('Home').at).toBe(0);
  });

  test('select one, extend, select all', () => {
    const { press } = open(false);
    press('ArrowDown');
    expect(press(' ').selected).toBe('b');
    press('ArrowDown', { shiftKey: true });
    expect(press('ArrowDown', { shiftKey: true }).selected).toBe('bcd');
    press('End');
    expect(press(' ').selected).toBe('bcdf');
    expect(press(' ').selected).toBe('bcd');
    expect(press('a', { ctrlKey: true }).selected).toBe('abcdef');
  });

  test('and clicks select a run alone, one more or less, or all from the last one', () => {
    const { click, press } = open(false);
    expect(click(1)).toBe('b');
    expect(click(3)).toBe('d');
    expect(click(5, { ctrlKey: true })).toBe('df');
    expect(click(3, { metaKey: true })).toBe('f');
    expect(click(1)).toBe('b');
    expect(click(4, { shiftKey: true })).toBe('bcde');
    expect(click(0)).toBe('a');
    expect(press('Enter').said).toEqual(['open a']);
    const grouped = open(true);
    expect(grouped.click(0)).toBe('');
    expect(grouped.click(1)).toBe('a');
  });

  test('do to a run what their letters say', () => {
    const { press } = open(false);
    for (const key of ['s', 't', 'n', 'Delete', 'Enter']) press(key);
    expect(press('x').said).toEqual(['star a', 'tag a', 'note a', 'remove a', 'open a']);
    expect(press('s', { ctrlKey: true }).said).toHaveLength(5);
  });

  test('on the head of a group select its runs, fold and unfold', () => {
    const { press } = open(true);
    expect(press(' ').selected).toBe('abc');
    expect(press(' ').selected).toBe('');
    expect(press('ArrowLeft').said).toEqual(['fold ["PGA"]']);
    expect(press('ArrowRight').said).toHaveLength(1);
    expect(press('Enter').said).toHaveLength(2);
    press('ArrowDown');
    press('ArrowDown');
    expect(press('ArrowLeft').at).toBe(0);
    press('Delete');
    expect(press('s').said).toHaveLength(2);
  });
});
