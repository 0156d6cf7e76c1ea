import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
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

async function reportText(checkStarts: boolean): Promise<string> {
  const { client, files } = opened.service;
  const made = await client.reports.export({ what: 'report', source: { campaign: 'small campaign' }, checkStarts });
  return readFileSync(files.find(made.fileId).path, 'utf8');
}

describe('the uniqueness check of a run', () => {
  it('is in no report before it is asked for', async () => {
    const text = await reportText(false);
    expect(text).toContain('<h2>Other starts</h2>');
    expect(text.match(/not checked/g)).toHaveLength(2);
  });

  it('finds the effect that the run reports, is stored, and made anew only for more starts', async () => {
    const { client } = opened.service;
    const { run, metrics } = runs[3];
    expect((await client.runs.show({ run })).uniqueness).toBeNull();
    const made = await client.audits.uniqueness({ run });
    expect(made).toMatchObject({ run, cached: false, check: { starts: 3 } });
    expect(made.check.poisoned[0]).toMatchObject({
      start: 'warm',
      predictionShiftRmse: metrics!.predictionShiftRmse,
      targetMean: metrics!.targetMeanAfter,
    });
    expect(made.check.poisoned[1].predictionShiftRmse).toBe(metrics!.predictionShiftRmseCold);
    expect((await client.runs.show({ run })).uniqueness).toEqual(made.check);
    expect(await client.audits.uniqueness({ run, starts: 2 })).toEqual({ ...made, cached: true });
    expect(await client.audits.uniqueness({ run, starts: 4 })).toMatchObject({ cached: false, check: { starts: 4 } });
  });

  it('is wanted of the first run of each configuration that has none', async () => {
    const source = { campaign: 'small campaign' };
    expect((await opened.service.client.audits.unchecked({ source })).runs).toEqual([runs[0].key]);
  });

  it('is made for one run of each configuration where a report asks for it', async () => {
    const text = await reportText(true);
    expect(text).not.toContain('not checked');
    const { client } = opened.service;
    const checks = await Promise.all(runs.map(async ({ run }) => (await client.runs.show({ run })).uniqueness));
    expect(checks.map((check) => check?.starts ?? null)).toEqual([3, null, null, 4]);
    expect((await client.audits.unchecked({ source: { campaign: 'small campaign' } })).runs).toEqual([]);
  });

  it('is refused for what is no finished run', async () => {
    const { client } = opened.service;
    await expect(client.audits.uniqueness({ run: 'fffffff' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.audits.uniqueness({ run: runs[0].run, starts: 1 })).rejects.toMatchObject({ code: 'bad-input' });
  });
});
