import { effectScope, ref, shallowRef, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { firstPaper } from '../../../src-renderer/views/report/figure-paper.ts';
import { useFigureFiles } from '../../../src-renderer/views/report/use-figure-files.ts';
import { fakeTransport } from '../fake-api.ts';

const scopes: EffectScope[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop();
  vi.useRealTimers();
});

describe('the files of a figure', () => {
  it('are measured a moment after the last change, anew for another table, and of no figure but the one that is shown', async () => {
    const { transport, calls } = fakeTransport({
      'reports.figureFiles': ({ options }: { options: { widthMm: number } }) => ({ rows: 24, files: [{ format: 'svg', bytes: options.widthMm * 100 }] }),
    });
    const [figure, paper, table] = [ref('rmse-by-share'), ref(firstPaper), shallowRef(rmseByShare.table({ runs: [] }))];
    const scope = effectScope();
    scopes.push(scope);
    const drawn = () => ({ figure: figure.value, source: { campaign: 'one' }, options: paper.value, view: { bands: true } });
    const files = scope.run(() => useFigureFiles(createApi(transport), drawn, () => table.value))!;
    expect([files.rows.value, files.measuring.value]).toEqual([null, true]);
    await vi.advanceTimersByTimeAsync(1000);
    expect([files.rows.value, files.bytes.value.get('svg'), files.measuring.value]).toEqual([24, 17_400, false]);
    paper.value = { ...firstPaper };
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toHaveLength(1);
    for (const widthMm of [8, 84]) {
      paper.value = { ...firstPaper, widthMm };
      await vi.advanceTimersByTimeAsync(100);
    }
    expect([files.bytes.value.get('svg'), files.measuring.value]).toEqual([17_400, true]);
    await vi.advanceTimersByTimeAsync(1000);
    expect([files.bytes.value.get('svg'), calls.length]).toEqual([8400, 2]);
    table.value = rmseByShare.table({ runs: [] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toHaveLength(3);
    figure.value = 'convergence';
    await vi.advanceTimersByTimeAsync(0);
    expect([files.rows.value, files.bytes.value.size]).toEqual([null, 0]);
  });
});
