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

test('what the sample costs is asked again when its runs have left the queue: some are measured then', async () => {
  const campaign = {
    ...{ schema: 1, name: 'First look', dataset: 'built-in', learner: { id: 'als', config: {} }, objective: { id: 'availability', config: {} } },
    ...{ gradient: { id: 'exact', config: {} }, attack: { id: 'pga', config: {} }, budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 }, seed: 1, sweep: [] },
  };
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
