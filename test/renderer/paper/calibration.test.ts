import { describe, expect, it } from 'vitest';
import type { CalibrationRow } from '../../../shared/domain/audit.ts';
import { releaseOf } from '../../../shared/domain/calibration.ts';
import { verdictSentence } from '../../../src-renderer/views/paper/calibration-columns.ts';
import { dataChoices, missingReleases } from '../../../src-renderer/views/paper/calibration-data.ts';
import { sampleDataset } from '../../store/sample-runs.ts';

const hundred = sampleDataset('hundred');
const million = sampleDataset('million', { layout: 'ml-1m', ratings: 1_000_209 });
const part = sampleDataset('part', { ratings: 99_999 });
const row = (status: CalibrationRow['status'], release = 'ml-100k'): CalibrationRow => ({
  ...{ check: status, protocol: 'p', published: '1', measured: null, band: null, release, status },
  ok: status === 'ok' ? 'yes' : status === 'off' ? 'no' : status,
});

describe('the data of a calibration', () => {
  it('is a release as a whole, never a part of one or other data', () => {
    expect(releaseOf(hundred)?.title).toBe('MovieLens 100K');
    expect(releaseOf(part)).toBeUndefined();
    expect(releaseOf({ ...hundred, layout: 'table' })).toBeUndefined();
  });

  it('is chosen where there is a choice', () => {
    expect(dataChoices([part]).map(({ label }) => label)).toEqual(['no data yet']);
    expect(dataChoices([part, hundred]).map(({ label }) => label)).toEqual(['hundred']);
    expect(dataChoices([part, hundred, million]).map(({ value, label }) => [value, label])).toEqual([
      ['all', 'every release here'],
      [hundred.fingerprint, 'hundred'],
      [million.fingerprint, 'million'],
    ]);
  });
});

describe('what a calibration says', () => {
  it('counts the rows that are judged, and those without data', () => {
    expect(verdictSentence([row('ok'), row('off'), row('orientation')])).toBe('1 of 2 measured values lie within their bands.');
    expect(verdictSentence([row('ok'), row('no data', 'ml-1m')])).toBe('1 of 1 measured values lie within their bands; 1 had no data.');
    expect(verdictSentence([row('no data'), row('orientation')])).toBe('Nothing could be measured: the data is not here.');
  });

  it('names the releases that are missing, each once', () => {
    expect(missingReleases([row('ok'), row('no data', 'ml-10m'), row('no data', 'ml-1m'), row('no data', 'ml-1m')])).toEqual(['MovieLens 1M', 'MovieLens 10M']);
  });
});
