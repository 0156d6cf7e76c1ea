import { computed, effectScope, nextTick, shallowRef } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApi } from '../../../src-renderer/api.ts';
import { useComparison } from '../../../src-renderer/views/compare/use-comparison.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { fakeTransport } from '../fake-api.ts';

/** Two campaigns whose runs differ in how many they are and in what they measured. */
const campaigns = {
  classic: { runs: [1, 2, 3].map((seed) => figureRun({ attack: 'uniform', seed, standOut: 0.1 })) },
  stealth: { runs: [1, 2].map((seed) => figureRun({ attack: 'pga', seed, standOut: 0.2 })) },
};
type Campaign = keyof typeof campaigns;
type Asked = { figure: string; source: { campaign: Campaign } };

const scope = effectScope();
afterEach(() => vi.useRealTimers());

/** Compare over both campaigns, and what its sidebar does: campaign and remembered figure change in one tick. */
function compare(slow: (asked: string) => Promise<void> = async () => {}) {
  const opened = shallowRef<{ campaign: Campaign; figure: string }>({ campaign: 'stealth', figure: 'rmse-by-share' });
  const { transport, calls, push } = fakeTransport({
    'figures.table': async ({ figure, source }: Asked) => {
      await slow(`${source.campaign} ${figure}`);
      return findFigure(figure)?.table(campaigns[source.campaign]);
    },
    'figures.differences': ({ figure, source }: Asked) => differenceTable(campaigns[source.campaign], figure),
    'runs.list': ({ campaign }: { campaign: Campaign }) => ({ runs: campaigns[campaign].runs.map(({ run }) => run) }),
  });
  const source = computed<FigureSource>(() => ({ campaign: opened.value.campaign }));
  const comparison = scope.run(() => useComparison(createApi(transport), source, computed(() => opened.value.figure)))!;
  const open = (campaign: Campaign, figure: string) => (opened.value = { campaign, figure });
  const settled = () => vi.waitFor(() => expect([comparison.loading.value, comparison.error.value]).toEqual([false, null]));
  const shown = () => [comparison.runs.value.length, comparison.main.value?.figure, [...new Set(comparison.main.value?.rows.map(({ attack }) => attack))].join()];
  return { comparison, calls, push, open, settled, shown };
}

describe('the comparison of a campaign', () => {
  it('is of the campaign that is open, when the sidebar changes campaign and figure at once', async () => {
    const { open, settled, shown } = compare();
    await settled();
    open('stealth', 'rmse-by-detectability');
    await nextTick();
    await settled();
    open('classic', 'rmse-by-share');
    await nextTick();
    await settled();
    expect(shown()).toEqual([3, 'rmse-by-share', 'uniform']);
    open('stealth', 'rmse-by-detectability');
    await nextTick();
    await settled();
    expect(shown()).toEqual([2, 'rmse-by-detectability', 'pga']);
    open('stealth', 'rmse-by-share');
    await nextTick();
    await settled();
    expect(shown()).toEqual([2, 'rmse-by-share', 'pga']);
  });

  it('shows nothing of the campaign before while the next one is being read', async () => {
    const { comparison, open, settled, shown } = compare();
    await settled();
    expect(shown()).toEqual([2, 'rmse-by-share', 'pga']);
    open('classic', 'rmse-by-share');
    expect([comparison.runs.value, comparison.main.value, comparison.beside.value, comparison.pairs.value]).toEqual([[], null, null, []]);
    await nextTick();
    await settled();
    expect(shown()).toEqual([3, 'rmse-by-share', 'uniform']);
  });

  it('drops an answer for the campaign before that comes late', async () => {
    let release = () => {};
    const late = new Promise<void>((resolve) => (release = resolve));
    const { calls, open, settled, shown } = compare((asked) => (asked === 'classic rmse-by-share' ? late : Promise.resolve()));
    await settled();
    open('classic', 'rmse-by-share');
    await nextTick();
    open('stealth', 'rmse-by-detectability');
    await nextTick();
    await settled();
    release();
    await vi.waitFor(() => expect(calls.filter(({ procedure }) => procedure === 'runs.list')).toHaveLength(2));
    await late;
    expect(shown()).toEqual([2, 'rmse-by-detectability', 'pga']);
  });

  it('reads the runs again after one has ended, though another figure is chosen meanwhile', async () => {
    let release = () => {};
    let late = Promise.resolve();
    const { calls, push, open, settled } = compare((asked) => (asked === 'stealth rmse-by-share' ? late : Promise.resolve()));
    await settled();
    vi.useFakeTimers();
    late = new Promise<void>((resolve) => (release = resolve));
    push('runs.changed', { keys: [] } as never);
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    open('stealth', 'convergence');
    await nextTick();
    release();
    await settled();
    expect(calls.filter(({ procedure }) => procedure === 'runs.list')).toHaveLength(3);
  });
});
