import { effectScope, nextTick, ref } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMemoryHistory } from 'vue-router';
import { createLabRouter } from '../../../src-renderer/router.ts';
import { useItemCommands } from '../../../src-renderer/shell/item-commands.ts';
import { openStores } from '../fake-api.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the palette asks for items once typing stops, and says so meanwhile', async () => {
  const { calls } = openStores({
    'datasets.named': ({ text }: { text: string }) => ({ items: text === 'fargo' || text === '7' ? [{ dataset: 'ml-100k', item: '100', title: 'Fargo (1996)' }] : [] }),
  });
  const [scope, query] = [effectScope(), ref('')];
  const router = createLabRouter(createMemoryHistory());
  const { found, searching } = scope.run(() => useItemCommands(router, query))!;
  const typed = async (text: string) => {
    query.value = text;
    await nextTick();
    const during = searching.value;
    await vi.advanceTimersByTimeAsync(1000);
    return [during, searching.value, ...found.value.map(({ label, detail }) => `${label} of ${detail}`)];
  };
  expect(await typed('fa')).toEqual([false, false]);
  expect(calls.map(({ procedure }) => procedure)).not.toContain('datasets.named');
  expect(await typed('nothing')).toEqual([true, false]);
  expect(await typed('7')).toEqual([true, false, 'Fargo (1996) of ml-100k']);
  expect(await typed('fargo')).toEqual([true, false, 'Fargo (1996) of ml-100k']);
  const go = vi.spyOn(router, 'push').mockResolvedValue(undefined);
  found.value[0].run();
  expect(router.resolve(go.mock.calls[0][0] as never).fullPath).toBe('/datasets/ml-100k/items?q=Fargo+(1996)');
  scope.stop();
});
