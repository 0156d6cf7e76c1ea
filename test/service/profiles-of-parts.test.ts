import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importSmall, openTestService, temporaryFolder, type OpenedService } from './temp-library.ts';

let opened: OpenedService;
beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
});
afterAll(() => opened.service.close());

it('keeps profiles that attack a part of a data set apart from those that attack the whole', async () => {
  const { client, files } = opened.service;
  const path = join(temporaryFolder(), 'foreign.csv');
  writeFileSync(path, 'f1,1,5\nf1,2,1\n');
  const part = { of: 'small', topUsers: 30 };
  const before = (await client.datasets.list({})).datasets.length;
  expect(await client.profiles.list({ dataset: part })).toEqual({ profiles: [] });
  expect((await client.datasets.list({})).datasets).toHaveLength(before);
  opened.events.length = 0;
  const { profiles } = await client.profiles.import({ fileId: files.admit(path).fileId, dataset: part });
  expect(opened.events.map(({ topic }) => topic)).toContain('datasets.changed');
  expect((await client.datasets.list({})).datasets).toHaveLength(before + 1);
  expect(await client.profiles.list({ dataset: part })).toEqual({ profiles: [profiles] });
  expect(await client.profiles.list({ dataset: profiles.dataset })).toEqual({ profiles: [profiles] });
  expect(await client.profiles.list({ dataset: 'small' })).toEqual({ profiles: [] });
});
