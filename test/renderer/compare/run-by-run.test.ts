import { describe, expect, it } from 'vitest';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { runByRun } from '../../../src-renderer/views/compare/run-by-run.ts';
import { sampleRun } from '../sample-run.ts';

const components = describeComponents();
const first = sampleRun('a'.repeat(64));
const metrics = (part: object) => ({ ...first.metrics!, ...part });

function rowsOf(...runs: Parameters<typeof runByRun>[0]) {
  return runByRun(runs, components).map(({ title, values, change }) => [title, values, change]);
}

describe('chosen runs side by side', () => {
  it('have the settings in which they differ first, then the metrics, and nothing that they share', () => {
    const second = sampleRun('b'.repeat(64), { config: { seed: 2 }, metrics: metrics({ predictionShiftRmse: 0.3011, utility: 9 }) });
    expect(rowsOf(first, second)).toEqual([
      ['Seed', ['1', '2'], null],
      ['RMSE of predictions', ['0.3', '0.3011'], '+0.0011'],
      ['Utility', ['10', '9'], '−1'],
    ]);
  });

  it('have no difference of p, nor of more than two', () => {
    const second = sampleRun('b'.repeat(64), { metrics: metrics({ welchP: 0.001 }) });
    expect(rowsOf(first, second)).toEqual([['p, Welch', ['0.2', '0.001'], null]]);
    const third = sampleRun('c'.repeat(64), { metrics: metrics({ utility: 12 }) });
    expect(rowsOf(first, second, third)).toEqual([
      ['Utility', ['10', '10', '12'], null],
      ['p, Welch', ['0.2', '0.001', '0.2'], null],
    ]);
  });

  it('name components shortly, say a gradient once, and have a dash where a run has no such thing', () => {
    const uniform = sampleRun('b'.repeat(64), { config: { attack: { id: 'uniform', config: {} }, gradient: null }, status: 'failed', seconds: null, metrics: null });
    const rows = rowsOf(first, uniform);
    expect(rows).toContainEqual(['Attack', ['PGA', 'Uniform'], null]);
    expect(rows.filter(([title]) => title === 'Gradient')).toEqual([['Gradient', ['exact', '–'], null]]);
    expect(rows).toContainEqual(['Status', ['Done', 'Failed'], null]);
    expect(rows).toContainEqual(['RMSE of predictions', ['0.3', '–'], null]);
    expect(rows).toContainEqual(['Time, s', ['2.0', '–'], null]);
  });
});
