import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { importSmall, openTestService, smallCampaign, untilEnded, type OpenedService } from './temp-library.ts';

let opened: OpenedService;
const campaign = smallCampaign();
beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  await opened.service.client.queue.add({ campaign });
  await untilEnded(opened.service, campaign.name);
});
afterAll(() => opened.service.close());

describe('the stored order of a report', () => {
  it('is empty first, then what was stored, and the exported file follows it', async () => {
    const { client, files } = opened.service;
    const of = { campaign: campaign.name };
    expect(await client.reports.layout(of)).toEqual({ blocks: [] });
    const blocks = [
      { kind: 'title' as const, id: 'title' as const, shown: true as const, text: 'Mine alone' },
      { kind: 'note' as const, id: 'note 1', shown: true, text: 'Written **before** all else.' },
      { kind: 'part' as const, id: 'figure rmse-by-share', shown: true, drawing: { bands: false, endLabels: true, title: true } },
      { kind: 'part' as const, id: 'use', shown: false },
    ];
    await client.reports.setLayout({ ...of, blocks });
    expect(await client.reports.layout(of)).toEqual({ blocks });
    const { fileId, name } = await client.reports.export({ what: 'report', source: of });
    expect(name).toBe('Mine alone.html');
    const page = readFileSync(files.find(fileId).path, 'utf8');
    expect(page).toContain('<h1>Mine alone</h1>');
    expect(page).not.toContain('<h2>RMSE of predictions against the clean model</h2>');
    expect(page).toContain('<p>Written <b>before</b> all else.</p>');
    expect(page).not.toContain('<h2>Responsible use</h2>');
    const other = await client.reports.export({ what: 'report', source: of, layout: [] });
    expect(readFileSync(files.find(other.fileId).path, 'utf8')).toContain('<h2>Responsible use</h2>');
  });

  it('gives its file a name that any file system takes, also where title and campaign have none', async () => {
    const { client } = opened.service;
    const named = async (name: string, text: string) => {
      await client.campaigns.save({ campaign: { ...campaign, name } });
      const layout = [{ kind: 'title' as const, id: 'title' as const, shown: true as const, text }];
      return (await client.reports.export({ what: 'report', source: { campaign: name }, layout })).name;
    };
    expect(await named('what/now?', '??')).toBe('what now.html');
    expect(await named('???', '<>')).toBe('report.html');
    expect(Buffer.byteLength(await named('what/now?', '毒'.repeat(200)))).toBeLessThan(255);
  });

  it('goes with its campaign when that gets another name', async () => {
    const { client } = opened.service;
    const blocks = [{ kind: 'note' as const, id: 'note 1', shown: true, text: 'Mine.' }];
    await client.reports.setLayout({ campaign: campaign.name, blocks });
    await client.campaigns.save({ campaign: { ...campaign, name: 'another name' }, replaces: campaign.name });
    expect(await client.reports.layout({ campaign: 'another name' })).toEqual({ blocks });
    await client.campaigns.save({ campaign });
    expect(await client.reports.layout({ campaign: campaign.name })).toEqual({ blocks: [] });
  });

  it('is kept where this version cannot read it, also under another name, and nothing is written over it', async () => {
    const { home } = opened;
    const { client } = opened.service;
    const foreign = [{ kind: 'hologram', id: 'h', shown: true }, { kind: 'note', id: 'note 1', shown: true, text: 'Years of work.' }];
    const stored = async (name: string) => {
      const store = await openStore(home);
      const kept = store.campaigns.report(name);
      store.close();
      return kept;
    };
    const store = await openStore(home);
    store.campaigns.setReport(campaign.name, foreign);
    store.close();
    expect(await client.reports.layout({ campaign: campaign.name })).toEqual({ blocks: [] });
    const blocks = [{ kind: 'note' as const, id: 'note 1', shown: true, text: 'Mine.' }];
    await expect(client.reports.setLayout({ campaign: campaign.name, blocks })).rejects.toThrow(/cannot read the order and the notes that are stored with the report of small campaign/);
    expect(await stored(campaign.name)).toEqual(foreign);
    await client.campaigns.save({ campaign: { ...campaign, name: 'a third name' }, replaces: campaign.name });
    expect(await stored('a third name')).toEqual(foreign);
    await client.campaigns.save({ campaign });
    await client.reports.setLayout({ campaign: campaign.name, blocks });
    expect(await client.reports.layout({ campaign: campaign.name })).toEqual({ blocks });
  });

  it('stays with its campaign when another one takes the place of that, and comes back with it', async () => {
    const { client } = opened.service;
    const of = { campaign: 'replaced' };
    const note = (text: string) => [{ kind: 'note' as const, id: 'note 1', shown: true, text }];
    await client.campaigns.save({ campaign: { ...campaign, name: 'replaced' } });
    await client.reports.setLayout({ ...of, blocks: note('Of the first.') });
    const { binned } = await client.campaigns.replace({ campaign: { ...campaign, name: 'replaced', seed: 5 } });
    expect(await client.reports.layout(of)).toEqual({ blocks: [] });
    await client.reports.setLayout({ ...of, blocks: note('Of the second.') });
    await client.campaigns.takeBack({ ...of, binned });
    expect(await client.reports.layout(of)).toEqual({ blocks: note('Of the first.') });
  });

  it('is refused for a campaign that does not exist', async () => {
    await expect(opened.service.client.reports.setLayout({ campaign: 'none', blocks: [] })).rejects.toThrow(/none/);
  });
});
