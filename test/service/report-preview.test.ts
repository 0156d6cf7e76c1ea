import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportBlock } from '../../shared/domain/report-layout.ts';
import { arrangeReport } from '../../shared/domain/report-layout.ts';
import { nodesMarkup } from '../../src-main/reports/html/nodes.ts';
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
  const drawn = [...page.replaceAll(/<\/?sub>/g, '').matchAll(/<h2>([^<]+)<\/h2>\s*<figure>/g)].map(([, title]) => title);
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

  it('says what the file says to the last letter, with a layout and without one', async () => {
    const { client, files } = opened.service;
    const source = { campaign: 'small campaign' };
    const layout: ReportBlock[] = [
      { kind: 'note', id: 'note 1', shown: true, text: 'Mine **alone**.' },
      { kind: 'part', id: 'figure rmse-by-share', drawing: { bands: false, endLabels: true, title: true }, shown: true },
      { kind: 'part', id: 'figure target-mean-by-share', shown: true, beside: true },
      { sheet: 'letter', text: 'My title', shown: true, id: 'title', kind: 'title' },
      { kind: 'part', id: 'use', shown: false },
    ];
    for (const blocks of [layout, []]) {
      await client.reports.setLayout({ campaign: source.campaign, blocks });
      const { parts } = await client.reports.preview({ source });
      const previewed = arrangeReport(blocks, parts).filter(({ block }) => block.shown).flatMap(({ nodes }) => nodes);
      const { fileId } = await client.reports.export({ what: 'report', source });
      const page = readFileSync(files.find(fileId).path, 'utf8');
      expect(page).toContain(nodesMarkup(previewed).markup);
      expect(page.includes('--layout layout.json')).toBe(blocks.length > 0);
      expect(page.includes('File layout.json:')).toBe(blocks.length > 0);
    }
  });

  it('counts the pages of the PDF and knows the sizes of the files of a figure before they are made', async () => {
    const { client, files } = opened.service;
    const source = { campaign: 'by beta' };
    const { pages, blocks } = await client.reports.pages({ source });
    const pdf = await client.reports.export({ what: 'report', source, format: 'pdf' });
    const bytes = readFileSync(files.find(pdf.fileId).path, 'latin1');
    expect(bytes.match(/\/Type \/Page\b/g)).toHaveLength(pages);
    expect(blocks[0]).toEqual({ id: 'title', page: 1 });
    expect(blocks.at(-1)).toEqual({ id: 'use', page: pages });
    const fewer = await client.reports.pages({ source, layout: [{ kind: 'part', id: 'reproduce', shown: false }] });
    expect(fewer.pages).toBeLessThan(pages);
    const drawn = { figure: 'rmse-by-beta', source, options: { widthMm: 84, heightMm: 60, dpi: 150, textPt: 6 }, view: { bands: false } };
    const { rows, files: sizes } = await client.reports.figureFiles(drawn);
    expect(sizes.map(({ format }) => format)).toEqual(['svg', 'pdf', 'png', 'csv']);
    for (const { format, bytes: size } of sizes) {
      const made = await client.reports.export({ what: 'figure', ...drawn, format });
      expect(made.bytes, format).toBe(size);
      if (format === 'csv') expect(readFileSync(files.find(made.fileId).path, 'utf8').trim().split('\n')).toHaveLength(rows + 1);
    }
  });

  it('says what the file says, section by section', async () => {
    const { parts, page } = await both('small campaign');
    expect(parts.some(({ id }) => id.endsWith('-by-beta'))).toBe(false);
    const headings = parts.filter(({ aside }) => aside !== true).flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'heading' && node.level === 2 ? [String(node.text)] : [])));
    expect([...page.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title)).toEqual(headings);
    const runs = parts.find(({ id }) => id === 'runs')!.nodes.find((node) => node.kind === 'table')!;
    for (const [run] of runs.rows) expect(page).toContain(`>${String(run)}</td>`);
  });
});
