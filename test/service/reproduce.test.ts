import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { importSmall, openTestService, smallCampaign, type OpenedService } from './temp-library.ts';

let opened: OpenedService;
beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  await opened.service.client.queue.pause({});
});
afterAll(() => opened.service.close());

it('puts a panel of the paper that was edited into the bin and queues its own, and leaves one that was not', async () => {
  const { client } = opened.service;
  const edited = smallCampaign({ name: 'Figure 1a: availability alone (quick, small)', sweep: [], seed: 77 });
  await client.campaigns.save({ campaign: edited });
  const binned = async () => {
    const store = await openStore(opened.home);
    const listed = store.campaigns.list({ deleted: true }).map(({ campaign }) => campaign);
    store.close();
    return listed;
  };
  for (let time = 0; time < 2; time++) {
    const { panels } = await client.claims.reproduce({ dataset: 'small', figures: [1], profile: 'quick' });
    expect(panels.find(({ campaign }) => campaign === edited.name)?.runs).toBeGreaterThan(0);
    expect(await binned()).toEqual([edited]);
  }
});
