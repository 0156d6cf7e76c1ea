import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSmall, openTestService, smallCampaign, untilEnded, type OpenedService } from './temp-library.ts';

const campaign = smallCampaign({
  name: 'by beta',
  attack: { id: 'sgld', config: { iterations: 2 } },
  sweep: [
    { path: 'objective.config.integrity', values: [0, 1] },
    { path: 'attack.config.beta', values: [0, 0.6] },
    { path: 'seed', values: [1, 2] },
  ],
});
let opened: OpenedService;
beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  for (const each of [campaign, smallCampaign()]) {
    await opened.service.client.queue.add({ campaign: each });
    await untilEnded(opened.service, each.name);
  }
});
afterAll(() => opened.service.close());

async function both(name: string) {
  const { client, files } = opened.service;
  const source = { campaign: name };
  const { figures } = await client.reports.preview({ source });
  const { fileId } = await client.reports.export({ what: 'report', source });
  const drawn = [...readFileSync(files.find(fileId).path, 'utf8').matchAll(/<h3>([^<]+)<\/h3>\s*<figure>/g)].map(([, title]) => title);
  return { figures, drawn };
}

describe('the preview of a report', () => {
  it('has the figures of the file in its order, those by β too; traces are in the file alone', async () => {
    const { figures, drawn } = await both('by beta');
    const titles = figures.map(({ table }) => table.title);
    expect(drawn.slice(0, titles.length)).toEqual(titles);
    expect(drawn).toHaveLength(titles.length + 1);
    const byBeta = figures.map(({ table }) => table.figure).filter((figure) => figure.endsWith('-by-beta'));
    const oneObjective = ['p-by-beta', 'rmse-by-beta', 'target-mean-by-beta'];
    expect(byBeta).toEqual([...oneObjective, ...oneObjective]);
    expect(figures.find(({ table }) => table.figure === 'p-by-beta')!.differences).toBeNull();
  });

  it('has none by β where nothing has more than one, and differences by share', async () => {
    const { figures, drawn } = await both('small campaign');
    expect(figures.map(({ table }) => table.title)).toEqual(drawn.slice(0, figures.length));
    expect(figures.some(({ table }) => table.figure.endsWith('-by-beta'))).toBe(false);
    expect(figures[0].table.figure).toBe('rmse-by-share');
    expect(figures[0].differences!.rows.length).toBeGreaterThan(0);
  });
});
