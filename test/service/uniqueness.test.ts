import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckProgress } from '../../shared/domain/check.ts';
import type { Run } from '../../shared/domain/run.ts';
import { findInstallation, nodeEngine } from '../../src-main/service/installation.ts';
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
    const { coreSeconds } = (await client.runs.show({ run })).provenance!;
    const estimate = await client.audits.uniquenessCost({ run });
    expect(estimate.estimateSeconds).toBeCloseTo((6 * coreSeconds!) / (metrics!.iterations + 2), 12);
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

  it('costs trainings as many as twice its starts, in the time that others took', async () => {
    const { client } = opened.service;
    const before = await client.audits.uniquenessCost({ run: runs[0].run });
    expect(before.trainings).toBe(6);
    const { coreSeconds } = (await client.runs.show({ run: runs[3].run })).uniqueness!;
    expect(before.estimateSeconds).toBeCloseTo((coreSeconds! / 8) * 6, 12);
    expect((await client.audits.uniquenessCost({ run: runs[0].run, starts: 6 })).estimateSeconds).toBeCloseTo(2 * before.estimateSeconds!, 12);
  });

  it('is wanted of the first run of each configuration that has none', async () => {
    const source = { campaign: 'small campaign' };
    const unchecked = await opened.service.client.audits.unchecked({ source });
    expect(unchecked.runs).toEqual([runs[0].key]);
    const { estimateSeconds } = await opened.service.client.audits.uniquenessCost({ run: runs[0].run });
    expect(unchecked.estimateSeconds).toBe(estimateSeconds);
    const { checks } = await opened.service.client.audits.checked({ source });
    expect(checks.map(({ run, check }) => [run.key, check.starts])).toEqual([[runs[3].key, 4]]);
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

describe('the uniqueness check in the engine process', () => {
  it('tells where it stands, stops within a sweep when it is cancelled, and keeps nothing then', async () => {
    const lab = await openTestService({ spawnEngine: nodeEngine(findInstallation()) });
    const { client } = lab.service;
    try {
      const { runs: made } = await client.queue.add({ campaign: builtInCampaign });
      await untilEnded(lab.service, builtInCampaign.name);
      const [{ key }] = made;
      const told = () => lab.events.filter(({ topic }) => topic === 'audits.progress').map(({ payload }) => payload as CheckProgress);
      const settled = client.audits.uniqueness({ run: key, starts: 20, jobId: 'mine' }).catch((error: unknown) => error);
      await expect.poll(() => told().some(({ iteration }) => iteration > 0), { timeout: 60_000 }).toBe(true);
      await expect(client.audits.uniqueness({ run: key, starts: 20 })).rejects.toMatchObject({ code: 'conflict' });
      expect(await client.audits.cancel({ jobId: 'mine' })).toEqual({ cancelled: true });
      expect(await settled).toMatchObject({ code: 'cancelled' });
      expect(told().find(({ iterations }) => iterations > 0)).toMatchObject({ jobId: 'mine', kind: 'uniqueness', subject: key, iterations: 40 });
      expect(told().at(-1)).toMatchObject({ ended: true });
      expect((await client.runs.show({ run: key })).uniqueness).toBeNull();
    } finally {
      await lab.service.close();
    }
  }, 120_000);
});

const builtInCampaign = smallCampaign({
  name: 'one run',
  dataset: 'built-in',
  objective: { id: 'availability', config: {} },
  sweep: [],
});
