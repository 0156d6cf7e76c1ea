import { computed, effectScope, ref, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sheetOf, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { useLayout } from '../../../src-renderer/views/report/use-layout.ts';
import { fakeTransport } from '../fake-api.ts';

const part = (id: string, shown = true): ReportBlock => ({ kind: 'part', id, shown });
const note: ReportBlock = { kind: 'note', id: 'note 1', shown: true, text: 'Mine.' };
const title = (text = ''): ReportBlock => ({ kind: 'title', id: 'title', shown: true, text });
const scopes: EffectScope[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop();
  vi.useRealTimers();
});

/** The layout of a campaign `one` with parts a, b and c, over a library that has `stored` and refuses while `fails` says so. */
async function opened(stored: Record<string, readonly ReportBlock[]> = {}, fails: () => boolean = () => false) {
  const kept = new Map(Object.entries(stored));
  const { transport, calls } = fakeTransport({
    'reports.layout': ({ campaign }: { campaign: string }) => {
      if (fails()) throw new Error('The library is away.');
      return { blocks: kept.get(campaign) ?? [] };
    },
    'reports.setLayout': ({ campaign, blocks }: { campaign: string; blocks: ReportBlock[] }) => {
      if (fails()) throw new Error('The library is away.');
      kept.set(campaign, blocks);
      return {};
    },
  });
  const campaign = ref('one');
  const scope = effectScope();
  scopes.push(scope);
  const layout = scope.run(() => useLayout(createApi(transport), computed(() => campaign.value), computed(() => [{ id: 'a' }, { id: 'b' }, { id: 'c' }])))!;
  await vi.advanceTimersByTimeAsync(0);
  const ids = () => layout.blocks.value.map(({ id }) => id);
  const writes = () => calls.filter(({ procedure }) => procedure === 'reports.setLayout').length;
  return { layout, kept, campaign, ids, writes };
}

describe('the layout of a report', () => {
  it('opens one that was stored before reports had a title of their own', async () => {
    const { layout, writes } = await opened({ one: [part('c'), note, part('a', false)] });
    expect(layout.blocks.value).toEqual([title(), part('c'), note, part('a', false), part('b')]);
    expect(layout.canUndo.value).toBe(false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes()).toBe(0);
  });

  it('stores what was changed a moment later, once', async () => {
    const { layout, kept, writes } = await opened();
    layout.show('b', false);
    layout.move(3, 1);
    expect(layout.saved.value).toBe(false);
    expect(writes()).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes()).toBe(1);
    expect(kept.get('one')).toEqual([title(), part('c'), part('a'), part('b', false)]);
    expect(layout.saved.value).toBe(true);
    expect(layout.savedAt.value).not.toBeNull();
  });

  it('undoes and redoes every kind of change, a typed text as one', async () => {
    const { layout, ids } = await opened();
    const before = () => layout.blocks.value;
    for (const text of ['P', 'Po', 'Poisoning ALS']) layout.writeTitle(text);
    layout.draw('a', { bands: false });
    layout.draw('a', { title: true });
    layout.chosen.value = 'a';
    layout.addNote();
    for (const text of ['W', 'Why']) layout.writeNote('note 1', text);
    expect(ids()).toEqual(['title', 'a', 'note 1', 'b', 'c']);
    expect(before()[1]).toEqual({ ...part('a'), drawing: { bands: false, endLabels: true, title: true } });
    const changed = before();
    const steps: string[][] = [];
    while (layout.canUndo.value) {
      layout.undo();
      steps.push(ids());
    }
    // The words, the note, two switches, the title.
    expect(steps.map(({ length }) => length)).toEqual([5, 4, 4, 4, 4]);
    expect(before()).toEqual([title(), part('a'), part('b'), part('c')]);
    while (layout.canRedo.value) layout.redo();
    expect(before()).toEqual(changed);
  });

  it('keeps the paper with the title, through another title and through undo', async () => {
    const { layout, kept } = await opened();
    layout.setSheet('letter');
    layout.writeTitle('Mine');
    await vi.advanceTimersByTimeAsync(5000);
    expect(kept.get('one')?.[0]).toEqual({ ...title('Mine'), sheet: 'letter' });
    expect(sheetOf(layout.stored.value)).toBe('letter');
    layout.undo();
    layout.undo();
    expect(sheetOf(layout.stored.value)).toBe('a4');
    expect(layout.stored.value).toEqual([]);
  });

  it('keeps the title above everything, and ticked', async () => {
    const { layout, ids } = await opened();
    layout.move(1, 0);
    layout.move(0, 2);
    expect(ids()).toEqual(['title', 'a', 'b', 'c']);
    expect(layout.canUndo.value).toBe(false);
    layout.showAll(false);
    expect(layout.blocks.value).toEqual([title(), part('a', false), part('b', false), part('c', false)]);
  });

  it('begins anew with title and notes, and draws figures as at first', async () => {
    const { layout } = await opened({ one: [title('Mine'), part('c'), note, { ...part('a'), drawing: { bands: false, endLabels: true, title: false } } as ReportBlock] });
    layout.startOver();
    expect(layout.blocks.value).toEqual([title('Mine'), part('a'), part('b'), part('c'), note]);
  });

  it('puts a removed note back where it was', async () => {
    const { layout, ids } = await opened({ one: [part('a'), note, part('b'), part('c')] });
    const putBack = layout.remove('note 1');
    expect(ids()).toEqual(['title', 'a', 'b', 'c']);
    putBack();
    putBack();
    expect(ids()).toEqual(['title', 'a', 'note 1', 'b', 'c']);
    expect(layout.chosen.value).toBe('note 1');
  });

  it('stores what is open under the campaign that it is of when another one is opened', async () => {
    const { layout, kept, campaign } = await opened({ two: [part('b')] });
    layout.writeTitle('Of the first');
    campaign.value = 'two';
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.get('one')?.[0]).toEqual(title('Of the first'));
    expect(kept.get('two')).toEqual([part('b')]);
    expect(layout.blocks.value[0]).toEqual(title());
    expect(layout.canUndo.value).toBe(false);
  });

  it('says what went wrong, keeps the change, and stores it when asked again', async () => {
    let away = false;
    const { layout, kept } = await opened({}, () => away);
    away = true;
    layout.writeTitle('Kept');
    await vi.advanceTimersByTimeAsync(5000);
    expect(layout.error.value).toEqual(new Error('The library is away.'));
    expect(layout.saved.value).toBe(false);
    away = false;
    await layout.flush();
    expect(layout.error.value).toBeNull();
    expect(layout.saved.value).toBe(true);
    expect(kept.get('one')?.[0]).toEqual(title('Kept'));
  });

  it('takes no change before the stored order has arrived, and reads it again when asked', async () => {
    let away = true;
    const { layout, writes } = await opened({ one: [part('c'), part('a'), part('b')] }, () => away);
    layout.show('a', false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes()).toBe(0);
    away = false;
    await layout.flush();
    expect(layout.blocks.value.map(({ id }) => id)).toEqual(['title', 'c', 'a', 'b']);
    expect(layout.loaded.value).toBe(true);
  });
});
