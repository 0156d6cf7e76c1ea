import { computed, effectScope, ref, shallowRef, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReportBlock } from '../../../shared/domain/report-layout.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { useSheets } from '../../../src-renderer/views/report/use-sheets.ts';
import { fakeTransport } from '../fake-api.ts';

const note = (text: string): ReportBlock => ({ kind: 'note', id: 'note 1', shown: true, text });
const scopes: EffectScope[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop();
  vi.useRealTimers();
});

/** Sheets of a report that has as many pages as its notes have letters. */
function opened() {
  let fails = false;
  const { transport, calls } = fakeTransport({
    'reports.pages': ({ layout }: { layout: ReportBlock[] }) => {
      if (fails) throw new Error('The library is away.');
      const pages = layout.reduce((sum, block) => sum + (block.kind === 'note' ? block.text.length : 0), 1);
      return { pages, blocks: [{ id: 'note 1', page: pages }] };
    },
  });
  const layout = ref<readonly ReportBlock[] | null>(null);
  const parts = shallowRef<unknown>(null);
  const scope = effectScope();
  scopes.push(scope);
  const sheets = scope.run(() => useSheets(createApi(transport), computed(() => 'one'), computed(() => layout.value), parts))!;
  return { sheets, layout, parts, calls, fail: () => (fails = true) };
}

describe('the sheets of a report', () => {
  it('are counted once layout and parts are there, and a moment after a change, once', async () => {
    const { sheets, layout, parts, calls } = opened();
    await vi.advanceTimersByTimeAsync(5000);
    expect([calls.length, sheets.pages.value, sheets.counting.value]).toEqual([0, null, true]);
    layout.value = [];
    parts.value = [];
    await vi.advanceTimersByTimeAsync(10);
    expect([sheets.pages.value, sheets.counting.value]).toEqual([1, false]);
    for (const text of ['a', 'ab', 'abc']) {
      layout.value = [note(text)];
      await vi.advanceTimersByTimeAsync(100);
      expect([sheets.pages.value, sheets.counting.value]).toEqual([1, true]);
    }
    await vi.advanceTimersByTimeAsync(5000);
    expect([sheets.pages.value, sheets.counting.value, calls.length]).toEqual([4, false, 2]);
    expect(sheets.begins.value.get('note 1')).toBe(4);
  });

  it('are not told where they cannot be counted', async () => {
    const { sheets, layout, parts, fail } = opened();
    layout.value = [note('ab')];
    parts.value = [];
    await vi.advanceTimersByTimeAsync(10);
    expect(sheets.pages.value).toBe(3);
    fail();
    layout.value = [note('abc')];
    await vi.advanceTimersByTimeAsync(5000);
    expect([sheets.pages.value, sheets.begins.value.size]).toEqual([null, 0]);
  });
});
