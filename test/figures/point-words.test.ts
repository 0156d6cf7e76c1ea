import { describe, expect, it } from 'vitest';
import { rmseByDetectability } from '../../shared/figures/detectability.ts';
import { tradeOff } from '../gallery/invented.ts';
import { drawWords, isStruck } from './drawn-words.ts';
import { figureRun } from './figure-runs.ts';

/** Points so close to one another that all their whiskers cross, as of an attack whose settings change nothing. */
const crowd = {
  runs: ['exact', 'one-step'].flatMap((gradient, g) =>
    [0, 0.3, 0.6, 1].flatMap((beta) =>
      [1, 2, 3, 4, 5].map((seed) =>
        figureRun({ attack: 'sgld', gradient, attackConfig: { beta }, seed, rmse: 0.02 + 0.003 * ((seed % 3) - 1) + 0.0001 * g, standOut: 1.42 + 0.03 * ((seed % 3) - 1) + beta / 200 }),
      ),
    ),
  ),
};
/** One point far above and to the right of all others: the last step of the front is short. */
const corner = {
  runs: [
    ...[0, 0.5, 1].flatMap((beta) => [1, 2, 3].map((seed) => figureRun({ attack: 'sgld', attackConfig: { beta }, seed, rmse: 0.01 + beta / 500, standOut: 3.5 + beta + seed / 20 }))),
    ...[1, 2, 3].map((seed) => figureRun({ seed, rmse: 0.18 + seed / 1000, standOut: 13.3 + seed / 20 })),
    ...[1, 2, 3].map((seed) => figureRun({ attack: 'uniform', seed, rmse: 0.07 + seed / 1000, standOut: 13.3 + seed / 20 })),
  ],
};

describe('labels of a Pareto plot', () => {
  it.each([
    ['a crowd', crowd, null],
    ['a corner', corner, null],
    ['a corner, pinned', corner, 13.4],
    ['a trade-off', tradeOff, null],
  ] as const)('are struck through by no whisker, front, thread, hairline or other label: %s', (_, input, near) => {
    const table = rmseByDetectability.table(input);
    const stops = rmseByDetectability.chart(table, 'light').data.drawing.stops.map(({ value }) => value);
    const pinned = near === null ? null : stops.reduce((best, value) => (Math.abs(value - near) < Math.abs(best - near) ? value : best));
    const figure = rmseByDetectability.chart(table, 'light', { pinned });
    const { chart, words } = drawWords(figure, 880, 380);
    const { points, entries, pin } = figure.data.drawing;
    const x = (value: number) => chart.scales.x.getPixelForValue(value);
    const y = (value: number) => chart.scales.y.getPixelForValue(value);
    const labels = words.filter(({ text }) => text === 'Pareto front' || entries.some(({ label }) => label === text));
    expect(labels).toHaveLength(entries.length + 1);
    const strokes = [
      ...points!.whiskers.flatMap(({ x: at, y: up, xs, ys }) => [
        ...(xs === null ? [] : [[[x(xs[0]), y(up)], [x(xs[1]), y(up)]] as const]),
        ...(ys === null ? [] : [[[x(at), y(ys[0])], [x(at), y(ys[1])]] as const]),
      ]),
      ...points!.fronts.flatMap((front) => front.slice(1).map((end, i) => [[x(front[i].x), y(front[i].y)], [x(end.x), y(end.y)]] as const)),
      ...figure.data.datasets.flatMap(({ data }) => data.slice(1).map((end, i) => [[x(data[i].x!), y(data[i].y!)], [x(end.x!), y(end.y!)]] as const)),
      ...(pin === null ? [] : [[[x(pin.x), chart.chartArea.top], [x(pin.x), chart.chartArea.bottom]] as const]),
    ];
    for (const label of labels) for (const [a, b] of strokes) expect(isStruck(label, a, b), `${label.text} by ${a} to ${b}`).toBe(false);
    for (const one of labels)
      for (const other of labels)
        if (one !== other) expect(one.left + one.width <= other.left || other.left + other.width <= one.left || one.top + 10 <= other.top || other.top + 10 <= one.top, `${one.text} on ${other.text}`).toBe(true);
  });
});
