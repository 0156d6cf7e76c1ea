import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FigureSource } from '../../shared/contract/figures.ts';
import { importSmall, openTestService, smallCampaign, untilEnded, type OpenedService } from './temp-library.ts';

let opened: OpenedService;
const campaign = smallCampaign({ sweep: [...smallCampaign().sweep, { path: 'budget.fillerSize', values: [8, 10] }] });
const of = { campaign: campaign.name };
beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  await opened.service.client.queue.add({ campaign });
  await untilEnded(opened.service, campaign.name);
});
afterAll(() => opened.service.close());

const where = [{ path: 'budget.fillerSize', values: [8] }];

describe('a source that is narrowed down', () => {
  it('gives the figure of its runs alone', async () => {
    const { client } = opened.service;
    const { runs } = await client.runs.list(of);
    const chosen = runs.filter(({ config }) => config.budget.fillerSize === 8).map(({ key }) => key);
    expect(chosen).toHaveLength(runs.length / 2);
    for (const figure of ['rmse-by-share', 'parallel-coordinates']) {
      const narrowed = await client.figures.table({ figure, source: { ...of, where } });
      const alone = await client.figures.table({ figure, source: { runs: chosen } });
      expect(narrowed).toEqual({ ...alone, subtitle: `${alone.subtitle} Only runs with B = 8.` });
      expect(narrowed.rows).not.toEqual((await client.figures.table({ figure, source: of })).rows);
    }
    expect(await client.figures.differences({ figure: 'rmse-by-share', source: { ...of, where } })).toEqual(await client.figures.differences({ figure: 'rmse-by-share', source: { runs: chosen } }));
  });

  it('refuses a path that is none, and a filter without values', async () => {
    const { client } = opened.service;
    const ask = (filter: { path: string; values: number[] }) => client.figures.table({ figure: 'rmse-by-share', source: { ...of, where: [filter] } });
    await expect(ask({ path: 'budget fillerSize', values: [8] })).rejects.toThrow();
    await expect(ask({ path: 'budget.fillerSize', values: [] })).rejects.toThrow();
  });
});

describe('a CSV relative to a chosen baseline', () => {
  it('names it in every row and has the differences to it, to those of other settings too', async () => {
    const { client, files } = opened.service;
    const { rows } = await client.figures.table({ figure: 'rmse-by-share', source: of });
    const baseline = String(rows.find(({ label }) => label === 'PGA one-step, B = 8')?.series);
    const pairs = (await client.figures.differences({ figure: 'rmse-by-share', source: of, baseline })).rows.filter(({ right }) => right === baseline);
    const csv = async (chosen: string | null) => {
      const { fileId } = await client.reports.export({ what: 'figure', figure: 'rmse-by-share', source: of, format: 'csv', view: { baseline: chosen } });
      return readFileSync(files.find(fileId).path, 'utf8').trimEnd().split('\n').map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    };
    const [[plain], [head, ...lines]] = [await csv(null), await csv(baseline)];
    expect(head.slice(0, plain.length)).toEqual(plain);
    const cell = (line: string[], key: string) => line[head.indexOf(key)];
    expect(lines.map((line) => cell(line, 'baseline'))).toEqual(lines.map(() => baseline));
    expect(pairs.length).toBe(3);
    for (const pair of pairs) {
      const line = lines.find((one) => cell(one, 'series') === pair.left)!;
      expect(['toBaseline', 'baselineP', 'baselinePHolm', 'baselineDiffers'].map((key) => cell(line, key))).toEqual(['difference', 'p', 'pHolm', 'differs'].map((key) => (pair[key] === null ? '' : String(pair[key]))));
    }
  });
});

describe('a campaign with a run in the bin', () => {
  it('says so below its figures and in its report, and no longer once the run is back', async () => {
    const { client } = opened.service;
    const { runs } = await client.runs.list(of);
    const said = async (source: FigureSource) => (await client.figures.table({ figure: 'rmse-by-share', source })).notes.join(' ');
    const [{ key, config }] = runs;
    await client.runs.delete({ runs: [key] });
    const words = `${runs.length - 1} of ${runs.length} runs are finished. 1 is in the bin, and not in the means.`;
    expect(await said(of)).toContain(words);
    expect(JSON.stringify(await client.reports.preview({ source: of }))).toContain('"1 is in the bin, and not in the means."');
    const others = [8, 10].filter((size) => size !== config.budget.fillerSize);
    expect(await said({ ...of, where: [{ path: 'budget.fillerSize', values: others }] })).not.toContain('bin');
    await client.runs.restore({ runs: [key] });
    expect(await said(of)).not.toContain('bin');
  });
});

describe('the file of a figure', () => {
  it('has its width in its name where that is not the usual one', async () => {
    const { client } = opened.service;
    const named = async (format: 'pdf' | 'csv', widthMm?: number) =>
      (await client.reports.export({ what: 'figure', figure: 'rmse-by-share', source: of, format, options: widthMm === undefined ? {} : { widthMm } })).name;
    expect(await named('pdf')).toBe(`${campaign.name} rmse-by-share.pdf`);
    expect(await named('pdf', 84)).toBe(`${campaign.name} rmse-by-share 84 mm.pdf`);
    expect(await named('csv', 84)).toBe(`${campaign.name} rmse-by-share.csv`);
  });
});
