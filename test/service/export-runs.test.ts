import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importSmall, openTestService, smallCampaign, untilEnded, type OpenedService } from './temp-library.ts';

let opened: OpenedService;

beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  for (const [name, fillerSize] of [['one', 10], ['other', 5]] as const) {
    const budget = { maliciousShare: 0.1, fillerSize, maxRating: 2 };
    await opened.service.client.queue.add({ campaign: smallCampaign({ name, budget }) });
    await untilEnded(opened.service, name);
  }
});
afterAll(() => opened.service.close());

it('exports the runs of one campaign, or those of the whole library', async () => {
  const { client, files } = opened.service;
  const rowsOf = async (source?: { campaign: string }) => {
    const made = await client.reports.export({ what: 'runs', ...(source ? { source } : {}) });
    const rows = parse(readFileSync(files.find(made.fileId).path), { columns: true }) as Record<string, string>[];
    return { name: made.name, keys: rows.map(({ key }) => key).sort() };
  };
  const keysOf = async (campaign?: string) => (await client.runs.list({ campaign })).runs.map(({ key }) => key).sort();
  expect(await rowsOf({ campaign: 'one' })).toEqual({ name: 'one runs.csv', keys: await keysOf('one') });
  expect(await rowsOf()).toEqual({ name: 'runs.csv', keys: await keysOf() });
  expect((await keysOf()).length).toBeGreaterThan((await keysOf('one')).length);
});
