import { beforeEach, expect, test, vi } from 'vitest';
import { createApp, nextTick } from 'vue';
import { apiKey, createApi } from '../../../src-renderer/api.ts';
import { useCampaigns } from '../../../src-renderer/stores/campaigns.ts';
import { useQueue } from '../../../src-renderer/stores/queue.ts';
import { useSample } from '../../../src-renderer/views/home/use-sample.ts';
import { openStores } from '../fake-api.ts';
import { sampleRun } from '../sample-run.ts';

vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => undefined, currentRoute: { value: { name: 'home' } } }) }));
beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0 }));

const campaign = {
  ...{ schema: 1, name: 'First look', dataset: 'built-in', learner: { id: 'als', config: {} }, objective: { id: 'availability', config: {} } },
  ...{ gradient: { id: 'exact', config: {} }, attack: { id: 'pga', config: {} }, budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 }, seed: 1, sweep: [] },
};

test('what the sample costs is asked again when its runs have left the queue: some are measured then', async () => {
  let estimateSeconds: number | null = null;
  const fake = openStores({
    'campaigns.presets': () => ({ presets: [{ id: 'first-look', title: 'First look', summary: 's', campaign }] }),
    'campaigns.check': () => ({ runs: 36, cached: 0, maliciousUsers: [], estimateSeconds, breakdown: [], errors: [], warnings: [] }),
  });
  const app = createApp({ render: () => null });
  app.provide(apiKey, createApi(fake.transport));
  const sample = app.runWithContext(useSample);
  await vi.waitFor(() => expect([sample.check.value?.estimateSeconds, sample.checkError.value, useCampaigns().presetsError]).toEqual([null, null, null]));
  const state = { finished: 0, total: 1, fromStore: 0, etaSeconds: null, threads: 1, engine: 'idle' as const, paused: false, events: [] };
  fake.push('queue.changed', { ...state, entries: [{ run: sampleRun('a'.repeat(64), { status: 'queued', metrics: null }), campaign: 'First look', paused: false, progress: null, estimateSeconds: null }] });
  expect(useQueue().state.entries).toHaveLength(1);
  await nextTick();
  estimateSeconds = 45;
  fake.push('queue.changed', { ...state, entries: [] });
  await vi.waitFor(() => expect(sample.check.value?.estimateSeconds).toBe(45));
  sample.stop();
});

test('Compare is the step that is on only when the figure shows a run', async () => {
  let rows: object[] = [{ series: 'uniform', maliciousShare: 0.05, n: 0 }];
  const saved = { name: 'First look', runs: 36, done: 0, listed: 0, datasetName: 'built-in', updatedAt: '2026-11-29T20:00:00.000Z', active: true };
  const fake = openStores({
    'campaigns.presets': () => ({ presets: [{ id: 'first-look', title: 'First look', summary: 's', campaign }] }),
    'campaigns.check': () => ({ runs: 36, cached: 0, maliciousUsers: [], estimateSeconds: null, breakdown: [], errors: [], warnings: [] }),
    'campaigns.list': () => ({ campaigns: [saved] }),
    'figures.table': () => ({ figure: 'rmse-by-share', title: 't', subtitle: 's', columns: [], rows, notes: [] }),
  });
  const app = createApp({ render: () => null });
  app.provide(apiKey, createApi(fake.transport));
  const sample = app.runWithContext(useSample);
  await useCampaigns().load();
  await vi.waitFor(() => expect(sample.table.value).not.toBeNull());
  expect(sample.step.value).toBe(1);
  rows = [{ series: 'uniform', maliciousShare: 0.05, n: 1 }];
  fake.push('runs.changed', { runs: [] });
  await vi.waitFor(() => expect(sample.step.value).toBe(2));
  sample.stop();
});
