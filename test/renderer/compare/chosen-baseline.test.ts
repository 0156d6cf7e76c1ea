import { computed, ref } from 'vue';
import { describe, expect, it } from 'vitest';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../../shared/figures/target-mean-by-share.ts';
import { plainState } from '../../../src-renderer/views/compare/address-state.ts';
import { pairReadings, seriesOf } from '../../../src-renderer/views/compare/read-out.ts';
import type { Comparison } from '../../../src-renderer/views/compare/use-comparison.ts';
import { useReadOut } from '../../../src-renderer/views/compare/use-read-out.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { openStores } from '../fake-api.ts';

const input = {
  runs: [1, 2, 3].flatMap((seed) => [
    figureRun({ seed, rmse: 0.3 + seed / 100, before: 0.9, after: 1.2 }),
    figureRun({ gradient: 'one-step', seed, rmse: 0.2, before: 0.9, after: 1.1 }),
    figureRun({ attack: 'uniform', seed, rmse: 0.1, before: 0.9, after: 1 }),
  ]),
};
const main = targetMeanByShare.table(input);
const exact = seriesOf(main).find(({ label }) => label === 'PGA exact')!.series;

/** The read-out with the targets’ mean in front, the RMSE beside it, and a baseline. */
function readOutTo(baseline: string | null, of = input) {
  const [main, beside] = [targetMeanByShare.table(of), rmseByShare.table(of)];
  const comparison = { main: ref(main), beside: ref(beside), pairs: ref(pairReadings(differenceTable(of, main.figure))), runs: ref([]) };
  const differences = (figure: string) =>
    computed(() => {
      const table = differenceTable(of, figure, baseline);
      return baseline === null ? null : { table, pairs: pairReadings(table) };
    });
  return useReadOut(comparison as unknown as Comparison, computed(() => ({ ...plainState, figure: main.figure, baseline })), ref(null), differences(main.figure), differences(beside.figure));
}

describe('a chosen baseline', () => {
  it('is that of the figure beside as well: an RMSE of the one in front less that of the baseline', () => {
    openStores({});
    const differencesOf = (baseline: string | null) =>
      [readOutTo(baseline).besideReadings.value, readOutTo(baseline).besideShown.value].map((list) => Object.fromEntries(list.map(({ label, difference }) => [label, difference === null ? null : Number(difference.toFixed(12))])));
    expect(differencesOf(null)).toEqual(Array(2).fill({ 'PGA exact': 0.22, 'PGA one-step': 0.1, Uniform: null }));
    expect(differencesOf(exact)).toEqual(Array(2).fill({ 'PGA exact': null, 'PGA one-step': -0.12, Uniform: -0.22 }));
  });

  it('has no ratio of mean ratings, whichever it is', () => {
    openStores({});
    for (const baseline of [null, exact]) expect(readOutTo(baseline).readings.value.map(({ ratio }) => ratio)).toEqual([null, null, null]);
  });

  it('that is one of several uniform lines leaves no second p beside it, to another uniform line', () => {
    openStores({});
    const two = { runs: [25, 50].flatMap((fillerSize) => [1, 2, 3].flatMap((seed) => ['pga', 'sgld', 'uniform'].map((attack, at) => figureRun({ attack, seed, fillerSize, before: 0.9, after: 1.2 - at / 10 + seed / 100 })))) };
    const series = seriesOf(targetMeanByShare.table(two));
    const labels = (baseline: string | null) => readOutTo(baseline, two).pairs.value.map(({ leftLabel, rightLabel }) => `${leftLabel} ${rightLabel}`);
    const uniform = series.find(({ attack }) => attack === 'uniform')!.series;
    expect(labels(uniform)).toHaveLength(2);
    expect(labels(uniform).join()).not.toContain('Uniform');
    expect(labels(series.find(({ attack }) => attack === 'pga')!.series).join()).toContain('Uniform');
    expect(targetMeanByShare.table(two).notes.join(' ')).toContain('Differences to uniform, each to that of its own settings, are paired by seed and targets; p is');
  });
});
