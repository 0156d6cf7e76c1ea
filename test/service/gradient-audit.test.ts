import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckProgress } from '../../shared/domain/check.ts';
import type { StoredAudit } from '../../shared/domain/gradient-audit.ts';
import type { Run } from '../../shared/domain/run.ts';
import { importSmall, openTestService, smallCampaign, untilEnded, type OpenedService } from './temp-library.ts';

const extent = { directions: 2, iterations: 1 };
let opened: OpenedService;
/** Uniform and PGA with seed 1, then both with seed 2. */
let runs: Run[];
let made: StoredAudit;

beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  await opened.service.client.queue.add({ campaign: smallCampaign() });
  await untilEnded(opened.service, 'small campaign');
  ({ runs } = await opened.service.client.runs.list({ campaign: 'small campaign' }));
});
afterAll(() => opened.service.close());

const ofSeed = (seed: number, attack: string) => runs.find(({ config }) => config.seed === seed && config.attack.id === attack)!;
const client = () => opened.service.client.audits;

async function reportText(): Promise<string> {
  const { files, client: all } = opened.service;
  const { fileId } = await all.reports.export({ what: 'report', source: { campaign: 'small campaign' } });
  return readFileSync(files.find(fileId).path, 'utf8');
}

describe('the gradient audit of a run', () => {
  it('is of the configuration: made once, for every attack on the same data, learner, objective, budget and seed', async () => {
    const before = await client().auditOf({ run: ofSeed(1, 'pga').run });
    expect(before.audit).toBeNull();
    expect(before.estimateSeconds).toBeGreaterThan(0);
    const first = await client().auditRun({ run: ofSeed(1, 'pga').run, ...extent });
    made = first.audit;
    expect(first.cached).toBe(false);
    expect(made).toMatchObject({ subject: before.subject, iterations: 1, datasetName: 'small', provenance: { targets: ['3'], host: 'cli' } });
    expect(made.differences).toHaveLength(2);
    expect(made.gradients.find(({ gradient }) => gradient === 'exact')!.error).toBeLessThan(1e-3);
    expect(await client().auditRun({ run: ofSeed(1, 'uniform').run, ...extent })).toEqual({ audit: made, cached: true });
    expect(await client().auditOf({ run: ofSeed(1, 'uniform').run })).toMatchObject({ audit: made });
    expect((await client().auditOf({ run: ofSeed(2, 'pga').run })).audit).toBeNull();
  });

  it('is the same that a campaign with this configuration asks for', async () => {
    const { audit, audits, cached } = await client().audit({ campaign: smallCampaign(), ...extent });
    expect([audit, cached]).toEqual([made, true]);
    expect(audits).toEqual(made.gradients);
  });

  it('is listed, and found by the beginning of its key', async () => {
    const { audits } = await client().storedAudits({});
    expect(audits.map(({ key, directions }) => [key, directions])).toEqual([[made.key, 2]]);
    expect((await client().showAudit({ audit: made.key.slice(0, 12) })).audit).toEqual(made);
    await expect(client().showAudit({ audit: 'fffffffff' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells where it stands, and nothing of it is kept when it is cancelled', async () => {
    const asked = client().auditRun({ run: ofSeed(2, 'pga').run, ...extent, jobId: 'mine' });
    await expect(client().auditRun({ run: ofSeed(2, 'pga').run, ...extent })).rejects.toMatchObject({ code: 'conflict' });
    expect((await client().running({})).checks).toMatchObject([{ jobId: 'mine', kind: 'audit' }]);
    expect((await client().cancel({ jobId: 'mine' })).cancelled).toBe(true);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect((await client().storedAudits({})).audits).toHaveLength(1);
    const told = opened.events.filter(({ topic }) => topic === 'audits.progress').map(({ payload }) => payload as CheckProgress);
    expect(told.some(({ iteration, iterations }) => iteration > 0 && iterations > 10)).toBe(true);
    expect(told.at(-1)).toMatchObject({ jobId: 'mine', ended: true });
  });

  it('stands in the report of runs of that configuration', async () => {
    const text = await reportText();
    expect(text).toContain('<h2>Gradient audits</h2>');
    expect(text).toContain('unrolled, T = 100');
    expect(text).toContain(made.key.slice(0, 12));
  });

  it('needs a malicious user', async () => {
    const budget = { maliciousShare: 0, fillerSize: 10, maxRating: 2 };
    await expect(client().audit({ campaign: smallCampaign({ budget }) })).rejects.toMatchObject({ code: 'bad-input' });
  });
});
