import { describe, expect, it } from 'vitest';
import { formatCell, formatMean, formatSpread } from '../../shared/figures/drawing/format.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { areRoundedApart, isRoundedApart } from '../../shared/figures/rounded-apart.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { readings } from '../../src-renderer/views/compare/read-out.ts';
import { roundingNotes } from '../../src-renderer/views/compare/table-rows.ts';
import { figureRun } from './figure-runs.ts';

describe('a printed difference', () => {
  it('is called that of the numbers before rounding where it is not that of the printed ones', () => {
    // 1.195 − 0.962 = 0.233 as printed too, and 1.1956 − 0.9624 = 0.2332 beside 1.196 and 0.962.
    expect(isRoundedApart(1.195, 0.962, 1.195 - 0.962, 3)).toBe(false);
    expect(isRoundedApart(1.1956, 0.9624, 1.1956 - 0.9624, 3)).toBe(true);
    expect(isRoundedApart(0.001, -0.9996, 1.0006, 3)).toBe(false);
  });

  it('of other numbers, as of the seeds that two means share, is no matter of rounding', () => {
    expect(isRoundedApart(1.2, 0.9, 0.31, 2)).toBe(false);
    expect(isRoundedApart(1.2, null, 0.31, 2)).toBe(false);
  });

  it('is taken to the baseline at the same place, or at a level one', () => {
    const baseline = { x: 0.05, mean: 0.9624, difference: null, clean: null, toClean: null, isBaseline: true };
    const attack = { x: 0.05, mean: 1.1956, difference: 1.1956 - 0.9624, clean: null, toClean: null, isBaseline: false };
    expect(areRoundedApart([baseline, attack], 3)).toBe(true);
    expect(areRoundedApart([{ ...baseline, x: null }, attack], 3)).toBe(true);
    expect(areRoundedApart([{ ...baseline, x: 0.02 }, attack], 3)).toBe(false);
    expect(areRoundedApart([{ ...attack, clean: 0.9624, toClean: 1.1956 - 0.9624 }], 3)).toBe(true);
  });

  it('has its sentence under the table of Compare where it contradicts its means, and none where it does not', () => {
    const notes = (exact: number, uniform: number) => {
      const runs = [figureRun({ rmse: exact }), figureRun({ attack: 'uniform', rmse: uniform })];
      const table = rmseByShare.table({ runs });
      const baselines = readings(table).filter(({ attack }) => attack === 'uniform').map(({ series }) => series);
      return roundingNotes([{ table, list: readings(table) }], baselines);
    };
    expect(notes(0.1956, 0.0624)).toEqual([expect.stringMatching(/^Differences are of the numbers before rounding/)]);
    expect(notes(0.195, 0.062)).toEqual([]);
  });
});

describe('numbers of effects', () => {
  it('have three decimals, those of targets too: effects live in the third', () => {
    const decimals = [rmseByShare, targetMeanByShare].map((figure) => figure.table({ runs: [] }).columns.find(({ key }) => key === 'mean')?.decimals);
    expect(decimals).toEqual([3, 3]);
  });

  it('never have a spread of 0 where there is one', () => {
    expect([0.0123, 0.0004, 0.00049, 0, 1e-17, null].map((value) => formatSpread(value, 3))).toEqual(['0.012', '0.0004', '0.0005', '0', '0', '–']);
    expect(formatMean(0.976, { low: 0.9756, high: 0.9764 }, 3)).toBe('0.976 ± 0.0004 (n=3)');
    expect(formatCell({ key: 'sd', label: 'sd', unit: '', type: 'number', decimals: 2 }, 0.004)).toBe('0.004');
  });
});
