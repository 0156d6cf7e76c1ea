import { computed, createApp, effectScope } from 'vue';
import { expect, test, vi } from 'vitest';
import type { Api } from '../../../src-renderer/api.ts';
import { apiKey, createApi } from '../../../src-renderer/api.ts';
import { useRunDetails } from '../../../src-renderer/stores/run-details.ts';
import { readAnew } from '../../../src-renderer/stores/read-anew.ts';
import { useComparison } from '../../../src-renderer/views/compare/use-comparison.ts';
import { useItems } from '../../../src-renderer/components/items/use-items.ts';
import { useReport } from '../../../src-renderer/views/report/use-report.ts';
import { useRunEffect } from '../../../src-renderer/views/run/use-run-effect.ts';
import { useCampaignRuns } from '../../../src-renderer/runs-list/use-campaign-runs.ts';
import { openStores } from '../fake-api.ts';
import { sampleRun } from '../sample-run.ts';

const run = sampleRun('a'.repeat(64));
const dataset = { fingerprint: 'f'.repeat(64), ratings: 10 };
const campaign = computed(() => 'First look');
const away = () => {
  throw new Error('The library is away.');
};

/** What each view reads, and what it asks first. */
const views: Record<string, { asks: string; opens: (api: Api) => unknown }> = {
  Compare: { asks: 'figures.table', opens: (api) => useComparison(api, computed(() => ({ campaign: campaign.value })), computed(() => 'rmse-by-share')) },
  Report: { asks: 'reports.preview', opens: (api) => useReport(api, campaign) },
  'the effect of a run': { asks: 'effects.known', opens: () => useRunEffect(() => run) },
  'the items of a data set': { asks: 'datasets.items', opens: () => useItems(() => dataset as never, () => undefined, () => null) },
  'the runs of a campaign': { asks: 'runs.columns', opens: () => useCampaignRuns(() => campaign.value) },
};

test.each(Object.entries(views))('%s is read again when everything is to be', async (_, { asks, opens }) => {
  const fake = openStores({ [asks]: away });
  const api = createApi(fake.transport);
  const app = createApp({ render: () => null });
  app.provide(apiKey, api);
  const asked = () => fake.calls.filter(({ procedure }) => procedure === asks).length;
  const scope = effectScope();
  app.runWithContext(() => scope.run(() => opens(api)));
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(0));
  const before = asked();
  fake.push('library.replaced', {});
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(before));
  scope.stop();
});

test('of whole runs those are forgotten that may have ended meanwhile', async () => {
  let status: 'running' | 'done' = 'running';
  const fake = openStores({ 'runs.show': () => ({ run: { ...run, status }, series: null, provenance: null }) });
  const details = useRunDetails();
  await details.load(run.key);
  await vi.waitFor(() => expect(details.byKey.get(run.key)?.run.status).toBe('running'));
  status = 'done';
  fake.push('library.replaced', {});
  await details.load(run.key);
  expect(details.byKey.get(run.key)?.run.status).toBe('done');
});

test('who has gone hears of it no more', () => {
  const ended = vi.fn<() => void>();
  const scope = effectScope();
  scope.run(() => readAnew({ subscribe: () => ended }, () => undefined));
  expect(ended).not.toHaveBeenCalled();
  scope.stop();
  expect(ended).toHaveBeenCalledOnce();
});
