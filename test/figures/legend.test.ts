import { describe, expect, it } from 'vitest';
import type { FigureDrawing } from '../../shared/figures/drawing/figure-drawing.ts';
import { legendRows, legendWithin, textLeft } from '../../shared/figures/drawing/legend.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { manySeries } from '../gallery/invented.ts';
import { drawWords, isStruck } from './drawn-words.ts';
import { figureRun } from './figure-runs.ts';

const measure = { font: '', measureText: (text: string) => ({ width: text.length * 6 }) };
const drawing = rmseByShare.chart(rmseByShare.table(manySeries), 'light').data.drawing;
const named = (labels: readonly string[]): FigureDrawing => ({
  ...drawing,
  entries: labels.map((label, i) => ({ ...drawing.entries[0], series: String(i), label })),
});
/** Sixty lines whose names are longer than a narrow figure is wide. */
const sixty = {
  runs: Array.from({ length: 60 }, (_, i) =>
    [0.01, 0.05].map((share) => figureRun({ share, rmse: 0.001 * (i + 1), learner: { id: 'als', config: { rank: i, lambdaUsers: 5 + (i % 2), lambdaItems: 5 + (i % 3) } } })),
  ).flat(),
};

describe('the legend above a plot', () => {
  it('writes every name whole, a long one in several rows, and none beyond the edge', () => {
    const labels = ['PGA exact', 'PGA exact, include target items, B = 50, ALS, μ1 = 0, μ2 = 1', 'Uniform', 'SGLD exact'];
    const rows = legendRows(measure, 220, named(labels));
    const written = labels.map((_, i) => rows.flat().filter(({ entry }) => entry.series === String(i)).map(({ text }) => text).join(' '));
    expect(written).toEqual(labels);
    for (const { left, entry, text } of rows.flat()) expect(left + textLeft(entry) + text.length * 6).toBeLessThanOrEqual(220);
    expect(rows.flat().filter(({ marked }) => marked)).toHaveLength(labels.length);
    expect(rows.at(-1)!.map(({ text }) => text)).toEqual(['Uniform', 'SGLD exact']);
  });

  it('counts in words what does not fit, and cuts no name in two', () => {
    const rows = legendRows(measure, 220, named(['one', 'two, with a name that is long and goes on below', 'three', 'four']));
    expect(legendWithin(rows, rows.length)).toEqual({ rows, left: 0 });
    expect(legendWithin(rows, 3)).toEqual({ rows: rows.slice(0, 1), left: 3 });
    expect(legendWithin(rows, 1)).toEqual({ rows: [], left: 4 });
  });

  it.each([[437, 286], [620, 320], [300, 240]])('leaves the plot its room at %d × %d px, and every line is named or counted', (width, height) => {
    const figure = rmseByShare.chart(rmseByShare.table(sixty), 'light', { title: true });
    const { chart, words } = drawWords(figure, width, height);
    expect(chart.chartArea.bottom - chart.chartArea.top).toBeGreaterThanOrEqual(48);
    const count = Number(words.map(({ text }) => /^(\d+) (more )?lines/.exec(text)?.[1]).find((found) => found !== undefined));
    const above = words.filter(({ top }) => top < chart.chartArea.top);
    expect(above.filter(({ text }) => text.startsWith('PGA exact, ')).length + count).toBe(60);
    const [axis] = words.filter(({ text }) => text === 'Malicious users (% of normal users)');
    for (const { text, top } of above) expect(top + 10, text).toBeLessThan(axis.top);
    for (const { left, width: wide } of above) expect(left + wide).toBeLessThanOrEqual(width);
  });

  it('goes with bands of up to twelve lines, and of the one in front among more', () => {
    const twelve = rmseByShare.chart(rmseByShare.table(manySeries), 'light').data;
    expect(twelve.datasets.every(({ band }) => band.length > 0)).toBe(true);
    const runs = Array.from({ length: 13 }, (_, rank) => [1, 2].map((seed) => figureRun({ seed, rmse: 0.01 * (rank + seed), learner: { id: 'als', config: { rank } } }))).flat();
    const table = rmseByShare.table({ runs });
    const { series } = rmseByShare.chart(table, 'light').data.datasets[4];
    const { datasets, drawing: made } = rmseByShare.chart(table, 'light', { highlighted: series }).data;
    expect(datasets.filter(({ band }) => band.length > 0).map((one) => one.series)).toEqual([series]);
    expect(made.leftOut).toBe('More than 12 lines: the one that you point at has its band.');
  });

  it('stands in every drawing but where it stands beside several', () => {
    const table = rmseByShare.table(manySeries);
    expect(rmseByShare.chart(table, 'light').data.drawing.entryPlace).toBe('above');
    expect(rmseByShare.chart(table, 'light', { legend: false }).data.drawing.entryPlace).toBe('none');
  });
});

describe('the words of a heavy line', () => {
  it.each([[340, 290], [560, 290], [420, 200]])('lie on no line of twelve at %d × %d px', (width, height) => {
    const runs = Array.from({ length: 12 }, (_, i) =>
      [0.01, 0.05].map((share) =>
        figureRun({ share, objective: { id: 'integrity', config: { targets: ['478'] } }, learner: { id: 'als', config: { rank: i } }, before: 0.81, after: 0.81 + (i - 6) * 0.3 * share * 10 }),
      ),
    ).flat();
    const figure = targetMeanByShare.chart(targetMeanByShare.table({ runs }), 'light', { legend: false, pinned: 0.05 });
    const { chart, words } = drawWords(figure, width, height);
    const [clean] = words.filter(({ text }) => text.startsWith('clean, 0.81'));
    const at = ({ x, y }: { x: number; y: number | null }) => [chart.scales.x.getPixelForValue(x), chart.scales.y.getPixelForValue(y ?? NaN)] as const;
    for (const { label, data } of figure.data.datasets) {
      const ends = data.map((point) => at(point as { x: number; y: number }));
      ends.slice(1).forEach((end, i) => expect(isStruck(clean, ends[i], end), label).toBe(false));
    }
    for (const other of words) {
      if (other === clean) continue;
      const apart = other.left >= clean.left + clean.width || other.left + other.width <= clean.left || other.top >= clean.top + 10 || other.top + 10 <= clean.top;
      expect(apart, other.text).toBe(true);
    }
  });
});
