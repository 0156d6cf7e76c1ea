import { afterEach, describe, expect, it } from 'vitest';
import type { CheckProgress } from '../../shared/domain/check.ts';
import { realData } from '../real-data.ts';
import { findInstallation, nodeEngine } from '../../src-main/service/installation.ts';
import { importSmall, openTestService, type OpenedService } from './temp-library.ts';

let opened: OpenedService | null = null;
afterEach(async () => {
  await opened?.service.close();
  opened = null;
});
const progressOf = ({ events }: OpenedService) => events.filter(({ topic }) => topic === 'audits.progress').map(({ payload }) => payload as CheckProgress);

describe('calibration without the data', () => {
  it('says so row by row, is kept, and reopens with what it was made with', async () => {
    opened = await openTestService();
    await importSmall(opened.service);
    const { client } = opened.service;
    expect(await client.audits.calibrations({})).toEqual({ calibrations: [] });
    const { rows, calibration } = await client.audits.calibrate({ datasets: ['small'] });
    expect(new Set(rows.map(({ ok }) => ok))).toEqual(new Set(['no data', 'orientation']));
    expect(calibration).toMatchObject({ id: 1, rows, datasets: [], host: 'cli', threads: 1 });
    expect(calibration.revisions.map((revision) => revision.replace(/@\d+$/, ''))).toEqual(['learner:als', 'numeric', 'calibration']);
    const { home } = opened;
    await opened.service.close();
    opened = await openTestService({ home });
    expect(await opened.service.client.audits.calibrations({})).toEqual({ calibrations: [calibration] });
  });

  it('refuses data that is not there', async () => {
    opened = await openTestService();
    await expect(opened.service.client.audits.calibrate({ datasets: ['nothing'] })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe.skipIf(!realData('ml-100k.zip'))('calibration on ml-100k in the engine process', () => {
  const start = async () => {
    opened = await openTestService({ spawnEngine: nodeEngine(findInstallation()) });
    const { service } = opened;
    const { fileId } = service.files.admit(realData('ml-100k.zip')!);
    const { dataset } = await service.client.datasets.import({ fileId, importId: 'i', options: { name: 'hundred' } });
    return { opened, dataset };
  };

  it('tells where it stands, can be cancelled and keeps nothing then', async () => {
    const { opened: lab } = await start();
    const { client } = lab.service;
    const running = client.audits.calibrate({ jobId: 'mine' });
    const settled = running.catch((error: unknown) => error);
    await expect.poll(() => progressOf(lab).some(({ iteration }) => iteration > 0), { timeout: 60_000 }).toBe(true);
    expect((await client.audits.running({})).checks).toMatchObject([{ jobId: 'mine', kind: 'calibration', subject: '', iterations: 11 }]);
    expect(await client.audits.cancel({ jobId: 'mine' })).toEqual({ cancelled: true });
    expect(await settled).toMatchObject({ code: 'cancelled' });
    expect(progressOf(lab).at(-1)).toMatchObject({ jobId: 'mine', ended: true });
    expect(await client.audits.running({})).toEqual({ checks: [] });
    expect(await client.audits.calibrations({})).toEqual({ calibrations: [] });
  }, 120_000);

  it('names the data by fingerprint, and the seeds of every row', async () => {
    const { opened: lab, dataset } = await start();
    const { calibration } = await lab.service.client.audits.calibrate({});
    const { name, fingerprint, layout, users, items, ratings } = dataset;
    expect(calibration.datasets).toEqual([{ name, fingerprint, layout, users, items, ratings }]);
    const measured = calibration.rows.filter((row) => row.measured !== null);
    expect(measured).toHaveLength(9);
    expect(measured.every(({ release, ok }) => release === 'ml-100k' && ok === 'yes')).toBe(true);
    expect(measured.find(({ check }) => check.includes('Spark'))!.seeds).toEqual([1, 2, 3]);
    expect(measured.find(({ check }) => check === 'global mean')!.seeds).toBeUndefined();
  }, 120_000);
});
