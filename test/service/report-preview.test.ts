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
  const { parts, measured } = await client.reports.preview({ source });
  const { fileId } = await client.reports.export({ what: 'report', source });
  const page = readFileSync(files.find(fileId).path, 'utf8');
  const drawn = [...page.matchAll(/<h2>([^<]+)<\/h2>\s*<figure>/g)].map(([, title]) => title);
  const tables = parts.flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'figure' ? [node.table] : [])));
  return { parts, measured, page, drawn, tables };
}

describe('the preview of a report', () => {
  it('has the figures of the file in its order, those by β too', async () => {
    const { tables, drawn, measured } = await both('by beta');
    expect(measured).toBe(true);
    expect(tables.map(({ title }) => title)).toEqual(drawn);
    const byBeta = tables.map(({ figure }) => figure).filter((figure) => figure.endsWith('-by-beta'));
    const oneObjective = ['p-by-beta', 'rmse-by-beta', 'target-mean-by-beta'];
    expect(byBeta).toEqual([...oneObjective, ...oneObjective]);
    expect(tables.at(-1)!.figure).toBe('convergence');
  });

  it('has each drawing of a figure under an id of its own', async () => {
    const { parts } = await both('by beta');
    const ids = parts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('figure p-by-beta 2');
  });

  it('offers a finished run of each attack to bundle', async () => {
    const { client, files } = opened.service;
    const { bundles } = await client.reports.preview({ source: { campaign: 'by beta' } });
    expect(bundles.map(({ label }) => label)).toEqual([expect.stringMatching(/^SGLD one-step, [\d.]+ %, seed 1$/)]);
    const { fileId } = await client.reports.export({ what: 'bundle', run: bundles[0].run });
    expect(readFileSync(files.find(fileId).path).subarray(0, 2).toString()).toBe('PK');
  });

  it('says what the file says, section by section', async () => {
    const { parts, page } = await both('small campaign');
    expect(parts.some(({ id }) => id.endsWith('-by-beta'))).toBe(false);
    const headings = parts.flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'heading' && node.level === 2 ? [String(node.text)] : [])));
    expect([...page.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title)).toEqual(headings);
    const runs = parts.find(({ id }) => id === 'runs')!.nodes.find((node) => node.kind === 'table')!;
    for (const [run] of runs.rows) expect(page).toContain(`>${String(run)}</td>`);
  });
});
