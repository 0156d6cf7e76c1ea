import { describe, expect, test } from 'vitest';
import type { Curve } from '../../../src-renderer/components/charts/convergence-scale.ts';
import { convergenceScale, curvePath, halvedWordsAt, labelStart, spreadLabels } from '../../../src-renderer/components/charts/convergence-scale.ts';
import { countTicks } from '../../../src-renderer/components/charts/ticks.ts';
import { acceptedValues, halvedSteps, traceMeasure } from '../../../src-renderer/formatting/traces.ts';
import { sampleRun } from '../sample-run.ts';

const size = { width: 400, height: 200, labelWidth: 100 };
const curve = (values: (number | null)[]): Curve => ({ id: 'c', label: 'c', values, colour: '#000', main: true });

describe('the words of halved steps', () => {
  test('stand behind the last cross, and above all crosses where they would reach beyond the plot', () => {
    const plot = { left: 40, right: 300, bottom: 180 };
    expect(halvedWordsAt([60, 100], 64, plot)).toEqual({ x: 108, y: 176 });
    for (const last of [229, 250, 299]) {
      const { x, y } = halvedWordsAt([60, last], 64, plot);
      expect(x + 64).toBeLessThanOrEqual(plot.right);
      // Crosses are 6 px high, 3 px above the foot of the plot.
      expect(y).toBeLessThan(plot.bottom - 9);
    }
    expect(halvedWordsAt([50], 400, plot).x).toBe(plot.left);
  });
});

describe('ticks', () => {
  test('of counts are whole and few', () => {
    expect(countTicks(30)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(countTicks(7)).toEqual([0, 2, 4, 6]);
    expect(countTicks(1)).toEqual([0, 1]);
    expect(countTicks(50_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000]);
  });
});

describe('a convergence chart', () => {
  test('keeps curves, levels and zero inside the plot', () => {
    const scale = convergenceScale([curve([0.05, 0.2, 0.31])], [{ label: 'u', value: 0.07, look: 'baseline' }], size, 10, true);
    expect(scale.ticks[0]).toBe(0);
    expect(scale.x(0)).toBe(scale.left);
    expect(scale.x(10)).toBe(scale.right);
    for (const value of [0, 0.05, 0.31]) {
      expect(scale.y(value)).toBeGreaterThanOrEqual(scale.top);
      expect(scale.y(value)).toBeLessThanOrEqual(scale.bottom);
    }
  });

  test('leaves a gap where a value is missing', () => {
    const scale = convergenceScale([curve([0.1, null, 0.2, 0.3])], [], size, 3, true);
    expect(curvePath(curve([0.1, null, 0.2, 0.3]), scale).match(/[ML]/g)?.join('')).toBe('MML');
  });

  test('writes the label of a line right of the plot where it would run over the end of the axis, else behind its line', () => {
    expect(labelStart(100, 70, 300)).toBe(108);
    // "Seed 2, done" behind a line that ends a few steps before the axis does.
    expect(labelStart(250, 70, 300)).toBe(308);
    expect(labelStart(300, 70, 300)).toBe(308);
  });

  test('moves labels apart without leaving the plot', () => {
    const spread = spreadLabels([50, 52, 51, 190], 16, 0, 196);
    const sorted = [...spread].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(16);
    expect(sorted[sorted.length - 1]).toBeLessThanOrEqual(196);
    expect(spread[0]).toBeLessThan(spread[2]);
  });
});

describe('a trace', () => {
  const point = (iteration: number, accepted: boolean, predictionShiftRmse: number) => ({ iteration, accepted, predictionShiftRmse, utility: 0, targetMean: null, step: 1 });
  const trace = [point(0, true, 0.1), point(1, true, 0.2), point(2, false, 0.15), point(2, false, 0.19), point(2, true, 0.25)];

  test('has one value per accepted iteration', () => {
    expect(acceptedValues(trace, 'predictionShiftRmse')).toEqual([0.1, 0.2, 0.25]);
    expect(acceptedValues(trace, 'targetMean')).toEqual([null, null, null]);
  });

  test('shows halved steps between two accepted ones, side by side', () => {
    const [first, second] = halvedSteps(trace);
    expect(first).toBeGreaterThan(1);
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThan(2);
  });

  test('is about the target where nothing else is wanted', () => {
    const measure = (id: string, config: Record<string, unknown>) => traceMeasure(sampleRun('a', { config: { objective: { id, config } } }));
    expect(measure('availability', {})).toBe('predictionShiftRmse');
    expect(measure('integrity', {})).toBe('targetMean');
    expect(measure('hybrid', { availability: 0, integrity: 1 })).toBe('targetMean');
    expect(measure('hybrid', { availability: -1, integrity: 1 })).toBe('predictionShiftRmse');
  });
});
