import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { OptimizerState } from '../../../src-main/engine/attacks/optimize.ts';
import type { RunResult } from '../../../src-main/engine/jobs/job.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { quiet, smallData, smallRun } from '../jobs/small-run.ts';

const bits = ({ metrics, series, profiles, warnings }: RunResult) => ({ metrics, series, profiles, warnings });
const base = { iterations: 6, burnIn: 0.3 };

/** A run and the states that it checkpointed. */
function watched(attack: string, config: Record<string, unknown>) {
  const saved: Buffer[] = [];
  const change = { attack: { id: attack, config: { ...base, ...config } } };
  const result = run(smallRun(change), { ...quiet, checkpoint: (state) => saved.push(serialize(state)) });
  return { change, result, saved, states: saved.map((each) => deserialize(each) as OptimizerState) };
}

const switches = [
  { profilesFrom: 'mean' },
  { profilesFrom: 'mean', thinning: 2 },
  { decay: 1, decayPower: 0.5 },
  { preconditioned: false, stepSize: 0.05 },
  { retrainFrom: 'previous' },
  { shrinkage: 0 },
  { includeTargets: true },
];
const cases = [
  ...[...switches, { prior: 'raters' }, { support: 'fixed' }].map((config) => ({
    attack: 'sgld',
    config: 'shrinkage' in config ? { prior: 'raters', ...config } : config,
  })),
  ...switches.map((config) => ({ attack: 'template-langevin', config })),
].map((each) => ({ ...each, name: JSON.stringify(each.config) }));

describe.each(cases)('$attack with $name', ({ attack, config }) => {
  it('keeps the budget, differs from the default, and resumes to the same bits', () => {
    const { change, result, saved } = watched(attack, config);
    const { profiles } = result;
    for (let i = 0; i < profiles.users; i++) {
      expect(profiles.rowStart[i + 1] - profiles.rowStart[i]).toBeGreaterThan(0);
      expect(profiles.rowStart[i + 1] - profiles.rowStart[i]).toBeLessThanOrEqual(5);
    }
    expect(profiles.rowValue.every((value) => Math.abs(value) <= 2)).toBe(true);
    expect(result.profiles).not.toEqual(watched(attack, {}).result.profiles);
    for (const each of saved.slice(1)) expect(bits(run(smallRun(change, deserialize(each)), quiet))).toEqual(bits(result));
  });
});

describe('profiles from the mean', () => {
  it('are the projection of the mean of the kept states', () => {
    const { result, states } = watched('sgld', { profilesFrom: 'mean', thinning: 2 });
    const kept = states.filter(({ iteration }) => iteration > 1 && iteration % 2 === 0);
    expect(kept.map(({ iteration }) => iteration)).toEqual([2, 4, 6]);
    expect(result.metrics.keptSamples).toBe(3);
    const { profiles } = result;
    for (let i = 0; i < profiles.users; i++) {
      const mean = Array.from({ length: 30 }, (_, j) => kept.reduce((sum, { values }) => sum + values[i * 30 + j] / 3, 0));
      const largest = mean.map((_, j) => j).sort((a, b) => Math.abs(mean[b]) - Math.abs(mean[a])).slice(0, 5).sort((a, b) => a - b);
      expect([...profiles.rowItem.subarray(profiles.rowStart[i], profiles.rowStart[i + 1])]).toEqual(largest);
      largest.forEach((j, at) => expect(profiles.rowValue[profiles.rowStart[i] + at]).toBeCloseTo(Math.max(-2, Math.min(2, mean[j])), 12));
    }
  });
});

describe('a fixed support', () => {
  it('is the projection of the first sample, and its ratings stay within ±Λ at every step', () => {
    const dense = watched('sgld', {}).states[0].values;
    const { result, states } = watched('sgld', { support: 'fixed', stepSize: 3 });
    const { rowStart, rowItem } = result.profiles;
    for (let i = 0; i < result.profiles.users; i++) {
      const row = Array.from(dense.subarray(i * 30, (i + 1) * 30));
      const largest = row.map((_, j) => j).sort((a, b) => Math.abs(row[b]) - Math.abs(row[a])).slice(0, 5).sort((a, b) => a - b);
      expect([...rowItem.subarray(rowStart[i], rowStart[i + 1])]).toEqual(largest);
      largest.forEach((j, at) => expect(states[0].values[rowStart[i] + at]).toBe(Math.max(-2, Math.min(2, row[j]))));
    }
    const bounds = states.map(({ values }) => Math.max(...values.map(Math.abs)));
    expect(Math.max(...bounds)).toBe(2);
    expect(result.metrics).toMatchObject({ stationarityDrift: null, stationarityNoise: null });
    expect(result.metrics.stepBias).toBeGreaterThan(0.1);
  });

  it('lets the convergence curve end at the final metrics, which a projection does not', () => {
    const fixed = watched('sgld', { support: 'fixed' }).result;
    expect(fixed.series.predictionShiftRmseTrace.at(-1)!).toBeCloseTo(fixed.metrics.predictionShiftRmse, 4);
    const dense = watched('sgld', {}).result;
    expect(Math.abs(dense.series.predictionShiftRmseTrace.at(-1)! - dense.metrics.predictionShiftRmse)).toBeGreaterThan(0.01);
  });
});

describe('a configuration as printed', () => {
  it('fails before any step where its step explodes', () => {
    const input = smallRun({ attack: { id: 'sgld', config: { preconditioned: false, stepSize: 3.9 } } });
    let checkpoints = 0;
    expect(() => run(input, { ...quiet, checkpoint: () => void checkpoints++ })).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(checkpoints).toBe(0);
  });
});

describe('every target', () => {
  it('is rated when asked, with the ratings of the chain', () => {
    const { states, result } = watched('sgld', { includeTargets: true });
    const { rowStart, rowItem, rowValue } = result.profiles;
    const column = smallData.itemIds.indexOf('7');
    const last = states.at(-1)!.values;
    for (let i = 0; i < result.profiles.users; i++) {
      const at = rowItem.subarray(rowStart[i], rowStart[i + 1]).indexOf(column);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(rowValue[rowStart[i] + at]).toBe(Math.max(-2, Math.min(2, last[i * 30 + column])));
    }
  });
});
