import { effectScope, nextTick, ref } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMemoryHistory } from 'vue-router';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { createLabRouter } from '../../../src-renderer/router.ts';
import { useItemCommands } from '../../../src-renderer/shell/item-commands.ts';
import { useDatasets } from '../../../src-renderer/stores/datasets.ts';
import { openStores } from '../fake-api.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the palette finds items of every data set by what is typed, those with the most ratings first', async () => {
  const titles = ['Fargo (1996)', 'Far From Home (1995)', 'Farinelli (1994)', 'Faraway, So Close (1993)', 'Farmer & Chase (1995)', 'Far and Away (1992)'];
  const rows = titles.map((title, at) => ({ item: String(at), title, ratings: at === 0 ? 508 : at, mean: 1, predictedMean: null }));
  const { calls } = openStores({
    'datasets.items': ({ dataset, search }: { dataset: string; search: string }) => {
      if (dataset === 'gone') throw new Error('There is no such data set.');
      return { items: rows.filter(({ title }) => title.toLowerCase().includes(search)) };
    },
  });
  useDatasets().datasets = ['ml-100k', 'gone'].map((name) => ({ name }) as Dataset);
  const [scope, query] = [effectScope(), ref('')];
  const router = createLabRouter(createMemoryHistory());
  const found = scope.run(() => useItemCommands(router, query))!;
  const typed = async (text: string) => {
    query.value = text;
    await nextTick();
    await vi.advanceTimersByTimeAsync(1000);
    return found.value.map(({ label }) => label);
  };
  expect(await typed('fa')).toEqual([]);
  expect(calls.some(({ procedure }) => procedure === 'datasets.items')).toBe(false);
  expect(await typed('far')).toEqual(['Fargo (1996)', 'Far and Away (1992)', 'Farmer & Chase (1995)', 'Faraway, So Close (1993)', 'Farinelli (1994)']);
  expect(await typed('fargo')).toEqual(['Fargo (1996)']);
  const go = vi.spyOn(router, 'push').mockResolvedValue(undefined);
  found.value[0].run();
  expect(router.resolve(go.mock.calls[0][0] as never).fullPath).toBe('/datasets/ml-100k/items?q=Fargo+(1996)');
  scope.stop();
});
