import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Calibration } from '../../../shared/domain/calibration.ts';
import type { CheckProgress } from '../../../shared/domain/check.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { useCalibrations } from '../../../src-renderer/stores/calibrations.ts';
import { useChecks } from '../../../src-renderer/stores/checks.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { openStores } from '../fake-api.ts';

const progress: CheckProgress = {
  ...{ jobId: 'a', kind: 'calibration', subject: '', phase: 'item mean', iteration: 3, iterations: 11 },
  ...{ elapsedSeconds: 2, etaSeconds: 5, ended: false },
};
const calibration: Calibration = {
  ...{ id: 4, rows: [], datasets: [], application: 'poison-lab', revisions: [], precision: 'mixed', kernels: 'fma', wasmHash: null },
  ...{ arithmeticProbe: '', node: '', v8: '', os: '', arch: '', host: 'cli', threads: 1, startedAt: '', finishedAt: '', seconds: 1 },
};

beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined }));

describe('checks under way', () => {
  test('are those that the lab tells of, until it tells that they ended', async () => {
    const other = { ...progress, jobId: 'b', kind: 'uniqueness' as const, subject: 'key' };
    const { push, calls } = openStores({ 'audits.running': () => ({ checks: [other] }), 'audits.cancel': () => ({ cancelled: true }) });
    const checks = useChecks();
    await checks.load();
    push('audits.progress', progress);
    push('audits.progress', { ...progress, iteration: 4 });
    expect(checks.find('calibration', '')?.iteration).toBe(4);
    expect(checks.find('uniqueness', 'key')).toEqual(other);
    expect(checks.find('uniqueness', 'another')).toBeUndefined();
    await checks.cancel(progress);
    expect(calls.at(-1)).toEqual({ procedure: 'audits.cancel', input: { jobId: 'a' } });
    push('audits.progress', { ...progress, ended: true });
    expect(checks.running).toEqual([other]);
  });
});

describe('calibrations', () => {
  test('are read again whenever one ends, in whichever window it was begun', async () => {
    let kept: Calibration[] = [];
    const { push } = openStores({ 'audits.calibrations': () => ({ calibrations: kept }) });
    const store = useCalibrations();
    await store.load();
    push('audits.progress', progress);
    expect(store.running?.phase).toBe('item mean');
    kept = [calibration];
    push('audits.progress', { ...progress, ended: true });
    await expect.poll(() => store.calibrations).toEqual([calibration]);
    expect(store.running).toBeUndefined();
  });

  test('are made on the data chosen; a cancelled one is told, and nothing is shown of it', async () => {
    const answers = { 'audits.calibrations': () => ({ calibrations: [] }), 'audits.calibrate': (): unknown => ({ rows: [], calibration }) };
    const { calls } = openStores(answers);
    const store = useCalibrations();
    expect(await store.start(['f1'])).toEqual(calibration);
    expect(calls[0]).toEqual({ procedure: 'audits.calibrate', input: { datasets: ['f1'] } });
    answers['audits.calibrate'] = () => {
      throw new LabError('cancelled', 'Calibration was cancelled.');
    };
    expect(await store.start()).toBeNull();
    expect(useToasts().toasts).toMatchObject([{ tone: 'plain', message: 'Calibration was cancelled; nothing of it is kept.' }]);
  });
});
