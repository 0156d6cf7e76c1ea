import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import { readFileSync } from 'node:fs';
import { importSmall, openTestService, smallCampaign, untilEnded, type OpenedService } from './temp-library.ts';

let opened: OpenedService;
let runs: Run[];

beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  await opened.service.client.queue.add({ campaign: smallCampaign() });
  await untilEnded(opened.service, 'small campaign');
  ({ runs } = await opened.service.client.runs.list({ campaign: 'small campaign' }));
});
afterAll(() => opened.service.close());

const told = (topic: string) => opened.events.filter((event) => event.topic === topic);

describe('writing on runs', () => {
  it('takes keys or prefixes, tells every window, and answers with what stands there then', async () => {
    const { client } = opened.service;
    const before = told('runs.annotated').length;
    const answer = await client.runs.annotate({ runs: [runs[0].run, runs[1].key], starred: true, addTags: ['  figure 1 '] });
    expect(answer.annotations).toEqual(
      [runs[0], runs[1]].map(({ key }) => ({ run: key, starred: true, tags: ['figure 1'], note: '' })),
    );
    expect(told('runs.annotated').slice(before).map(({ payload }) => payload)).toEqual([answer]);
    expect((await client.runs.annotations({})).annotations).toHaveLength(2);
  });

  it('refuses a tag of no or several lines, too long a note and an unknown run, each by its field', async () => {
    const { client } = opened.service;
    const refused = (change: object, message: RegExp) =>
      expect(client.runs.annotate({ runs: [runs[0].key], ...change })).rejects.toThrow(message);
    await refused({ addTags: ['  '] }, /addTags.*at least one character/);
    await refused({ addTags: ['a\nb'] }, /one line/);
    await refused({ addTags: ['x'.repeat(41)] }, /40 characters/);
    await refused({ note: 'x'.repeat(20_001) }, /note.*20,000/);
    await refused({ runs: ['f'.repeat(64)] }, /No run/);
  });

  it('leaves a run as cached as it was: queueing its campaign again computes nothing', async () => {
    const { client } = opened.service;
    await client.runs.annotate({ runs: runs.map(({ key }) => key), starred: true, note: 'seen' });
    const again = await client.queue.add({ campaign: smallCampaign() });
    expect(again.runs.map((run) => ({ ...run, cached: true }))).toEqual(runs);
    expect((await client.queue.state({})).entries).toEqual([]);
  });

  it('and queueing the campaign of one run alone, as its page saves it, asks for that run', async () => {
    const { client } = opened.service;
    const made = await client.reports.export({ what: 'run-campaign', run: runs[1].run });
    expect(made.name).toBe(`run-${runs[1].run}.json`);
    const { campaign } = await client.campaigns.open({ fileId: made.fileId });
    const queued = await client.queue.add({ campaign });
    expect(queued.runs.map(({ key }) => key)).toEqual([runs[1].key]);
    expect((await client.queue.state({})).entries).toEqual([]);
  });

  it('stands in the exported table of runs, and in no report', async () => {
    const { client, files } = opened.service;
    await client.runs.annotate({ runs: [runs[0].key], addTags: ['zebra stripes'], note: 'a zebra note' });
    const read = async (request: Parameters<typeof client.reports.export>[0]) =>
      readFileSync(files.find((await client.reports.export(request)).fileId).path, 'utf8');
    const table = await read({ what: 'runs', source: { campaign: 'small campaign' } });
    expect(table).toContain('zebra stripes');
    expect(table).toContain('a zebra note');
    expect(await read({ what: 'report', source: { campaign: 'small campaign' } })).not.toContain('zebra');
  });

  it('says which campaigns list a run, and what computed it', async () => {
    const { records } = await opened.service.client.runs.records({});
    const record = records.find(({ run }) => run === runs[0].key);
    expect(record?.campaigns).toEqual(['small campaign']);
    expect(record?.application).toMatch(/^poison-lab \d/);
    expect(['fma', 'plain']).toContain(record?.kernels);
  });
});

describe('saved views', () => {
  it('are saved, renamed, deleted and restored, and every window hears of it', async () => {
    const { client } = opened.service;
    await client.views.save({ name: ' Push ', query: 'q=push' });
    expect(await client.views.rename({ name: 'Push', to: 'Push 478' })).toEqual({ name: 'Push 478', query: 'q=push' });
    await client.views.delete({ name: 'Push 478' });
    expect((await client.views.list({})).views).toEqual([]);
    await client.views.restore({ name: 'Push 478' });
    expect((await client.views.list({})).views).toEqual([{ name: 'Push 478', query: 'q=push' }]);
    expect(told('views.changed')).toHaveLength(4);
    await expect(client.views.save({ name: ' ', query: '' })).rejects.toThrow(/needs a name/);
    await expect(client.views.delete({ name: 'Pushed' })).rejects.toThrow(/No view "Pushed"/);
  });
});
