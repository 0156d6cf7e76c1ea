import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureTableSchema, type FigureTable } from '../../shared/domain/table.ts';
import { attackStyle } from '../../shared/figures/drawing/attack-style.ts';
import { variantsOf } from '../../shared/figures/drawing/table-lines.ts';
import type { FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { findFigure, figureDefinitions } from '../../shared/figures/list.ts';
import { rmseByDetectability, targetShiftByDetectability } from '../../shared/figures/detectability.ts';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import { rmseByBeta } from '../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByBeta } from '../../shared/figures/target-mean-by-beta.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { usersByRmse } from '../../shared/figures/users-by-effect.ts';
import {
  availability,
  betaPlanned,
  betaSweep,
  integrity,
  manySeries,
  planned,
  traces,
  tradeOff,
} from '../gallery/invented.ts';
import { figureRun } from './figure-runs.ts';

const cases: [FigureDefinition, FigureInput][] = [
  [rmseByShare, availability],
  [targetMeanByShare, integrity],
  [convergence, traces],
  [rmseByShare, manySeries],
  [pByBeta, betaSweep],
  [rmseByBeta, betaSweep],
  [targetMeanByBeta, betaSweep],
  [usersByRmse, availability],
  [rmseByDetectability, tradeOff],
];

describe('hiding', () => {
  it.each(cases.map(([figure, input], i) => [`${figure.id} ${i}`, figure, input] as const))(
    'changes no number, axis or line that stays: %s',
    (_, figure, input) => {
      const table = figure.table(input);
      const series = [...new Set(table.rows.map((row) => row.series as string))];
      const all = figure.chart(table, 'light');
      const scalesOf = (chart: typeof all): unknown => {
        const { x, y } = chart.options?.scales ?? {};
        return [x?.min, x?.max, y?.min, y?.max];
      };
      fc.assert(
        fc.property(fc.subarray(series), (hidden) => {
          const before = JSON.stringify(table);
          const chart = figure.chart(table, 'light', { hidden });
          expect(JSON.stringify(table)).toBe(before);
          expect(scalesOf(chart)).toEqual(scalesOf(all));
          const kept = all.data.datasets.filter((dataset) => !hidden.includes(dataset.series));
          expect(chart.data.datasets.map(({ series: id, data, band }) => ({ id, data, band }))).toEqual(
            kept.map(({ series: id, data, band }) => ({ id, data, band })),
          );
          expect(chart.data.drawing.references).toEqual(all.data.drawing.references);
          expect(chart.data.drawing.stops).toEqual(all.data.drawing.stops);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('leaves every other row of the table alone when a whole group of runs is left out', () => {
    const ranks = new Set([4, 8]);
    const without = manySeries.runs.filter(({ run }) => ranks.has(run.config.learner.config.rank as number));
    const rows = (runs: FigureInput['runs']) =>
      new Map(
        rmseByShare
          .table({ runs })
          .rows.map((row) => [`${row.series} ${row.maliciousShare}`, { ...row, pHolm: null }]),
      );
    const all = rows(manySeries.runs);
    for (const [key, row] of rows(without)) expect(row).toEqual(all.get(key));
  });
});

describe('charts', () => {
  it('come from tables that may cross the contract', () => {
    for (const [figure, input] of [...cases, [rmseByShare, { runs: [] }] as const]) {
      const table = figure.table(input);
      expect(figureTableSchema.parse(structuredClone(table))).toEqual(table);
      for (const row of table.rows) expect(Object.keys(row)).toEqual(table.columns.map(({ key }) => key));
    }
  });

  it('draw every point of the table, and a level line from end to end where a row stands at no place', () => {
    for (const [figure, input] of cases) {
      const table = figure.table(input);
      const y = figure === pByBeta ? 'pMedian' : figure === usersByRmse ? 'needed' : 'mean';
      const scale = figure === usersByRmse ? 100 : 1;
      const points = figure
        .chart(table, 'dark')
        .data.datasets.flatMap((dataset) => dataset.data.map((point) => point.y));
      const drawn = table.rows
        .filter((row) => row[y] !== null)
        .flatMap((row) => (row.beta === null ? [row[y], row[y]] : [row[y]]));
      expect(points).toHaveLength(drawn.length);
      points.forEach((value, i) => expect(value).toBeCloseTo(scale * Number(drawn[i]), 9));
    }
  });

  it('have three to six ticks up the side that all points and bands lie between, with no empty step', () => {
    for (const [figure, input] of cases) {
      const { data, options } = figure.chart(figure.table(input), 'light');
      const axis = { ticks: [] as { value: number }[] };
      options?.scales?.y?.afterBuildTicks?.(axis as never);
      const ticks = axis.ticks.map(({ value }) => value);
      const [first, step, last] = [ticks[0], ticks[1] - ticks[0], ticks[ticks.length - 1]];
      const values = data.datasets.flatMap((dataset) => [...dataset.data.map((point) => point.y as number), ...dataset.band.flatMap(({ low, high }) => [low, high])]);
      const lowest = Math.min(...values, ...data.drawing.references.map(({ value }) => value));
      const highest = Math.max(...values, ...data.drawing.references.map(({ value }) => value));
      expect(ticks.length, figure.id).toBeGreaterThanOrEqual(3);
      expect(ticks.length, figure.id).toBeLessThanOrEqual(6);
      // A point near the outermost tick may reach beyond it.
      expect(lowest, figure.id).toBeGreaterThan(first - 0.125 * step);
      expect(highest, figure.id).toBeLessThan(last + 0.125 * step);
      if (figure === pByBeta) continue;
      expect(lowest - first, figure.id).toBeLessThan(step);
      // Points have their intervals as whiskers, which the axis has room for.
      if (figure !== rmseByDetectability) expect(last - highest, figure.id).toBeLessThan(step);
    }
  });

  it('begin an RMSE against detectability at 0, whiskers too, though an interval reaches below, but no shift of targets', () => {
    const runs = [1, 2].flatMap((seed) => [0.01, 0.05].map((share) => figureRun({ seed, share, rmse: share * 5 * seed, standOut: 0.5, before: 0, after: 2 * share * seed })));
    const drawn = (figure: typeof rmseByDetectability) => {
      const table = figure.table({ runs });
      const { data, options } = figure.chart(table, 'light');
      return { table, min: Number(options?.scales?.y?.min), low: Math.min(...data.drawing.points!.whiskers.map(({ ys }) => ys![0])) };
    };
    const lowOf = (table: FigureTable) => Math.min(...table.rows.map(({ ciLow }) => Number(ciLow)));
    const [rmse, shift] = [drawn(rmseByDetectability), drawn(targetShiftByDetectability)];
    expect(lowOf(rmse.table)).toBeLessThan(-0.1);
    expect([rmse.min, rmse.low]).toEqual([0, 0]);
    expect(shift.low).toBe(lowOf(shift.table));
    expect(shift.min).toBeLessThan(0);
    expect(rmseByDetectability.chart(rmse.table, 'light', { logarithmicY: true }).options?.scales?.y?.type).toBe('logarithmic');
  });

  it('draw attacks without β across the axis without markers, those with one at their places', () => {
    const { datasets, drawing } = rmseByBeta.chart(rmseByBeta.table(betaSweep), 'light', { pinned: 1 }).data;
    const shapes = new Map(
      datasets.map(({ label, data, pointRadius }) => [
        label,
        { x: data.map((point) => point.x), pointRadius },
      ]),
    );
    expect(shapes.get('Uniform')).toEqual({ x: [0, 1], pointRadius: [0, 0] });
    expect(shapes.get('SGLD exact')).toEqual({
      x: [0, 0.2, 0.4, 0.6, 0.8, 1],
      pointRadius: [3.5, 3.5, 3.5, 3.5, 3.5, 4.5],
    });
    expect(drawing.pin).toEqual({ x: 1, label: 'β = 1' });
  });

  it('show p from 0 to 1 with a heavy line at the level of the test', () => {
    const { data, options } = pByBeta.chart(pByBeta.table(betaSweep), 'light');
    expect([options?.scales?.y?.min, options?.scales?.y?.max]).toEqual([0, 1]);
    expect(data.drawing.references).toEqual([{ value: 0.05, label: 'p = 0.05', above: true }]);
    expect(data.drawing.subtitle).toBeNull();
    expect(data.datasets.find(({ label }) => label === 'SGLD exact')?.band).toHaveLength(6);
  });

  it('have planned places of β, and say so where no run has one', () => {
    const { drawing } = pByBeta.chart(pByBeta.table(betaPlanned), 'light').data;
    expect(drawing.places.map(({ label }) => label)).toEqual(
      ['0', '0.2', '0.4', '0.6', '0.8', '1'].map((beta) => `β = ${beta}`),
    );
    const without = pByBeta.chart(pByBeta.table(availability), 'light').data;
    expect(without.datasets).toEqual([]);
    expect(without.drawing.message).toContain('None of the runs has a β');
    expect(pByBeta.chart(pByBeta.table({ runs: [] }), 'light').data.drawing.message).toBe(
      'No runs are chosen.',
    );
  });

  it('put β = 0 at the left edge of a logarithmic axis, with its own tick', () => {
    const scaleOf = (input: FigureInput) =>
      pByBeta.chart(pByBeta.table(input), 'light', { logarithmic: true }).options?.scales?.x;
    const positive = betaSweep.runs.filter(({ run }) => run.config.attack.config.beta !== 0);
    expect(scaleOf(betaSweep)?.min).toBe(0.1);
    expect(scaleOf({ runs: positive })?.min).toBeCloseTo(0.18, 14);
  });

  it('label lines at their ends up to eight, above by a legend beyond, beside while lines are missing', () => {
    const place = (figure: FigureDefinition, input: FigureInput) =>
      figure.chart(figure.table(input), 'light').data.drawing.entryPlace;
    expect(place(rmseByShare, availability)).toBe('ends');
    expect(place(rmseByShare, manySeries)).toBe('above');
    expect(place(rmseByShare, planned)).toBe('side');
  });

  it('draw planned places, and count runs per attack, before anything is measured', () => {
    const { drawing } = rmseByShare.chart(rmseByShare.table(planned), 'light').data;
    expect(drawing.places.map(({ label }) => label)).toEqual(['9 users', '19 users', '47 users']);
    expect(drawing.entries.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'PGA exact: 0 of 6 runs',
      'PGA one-step: 0 of 6 runs',
      'SGLD exact: 0 of 6 runs',
      'Uniform: 0 of 6 runs',
    ]);
  });

  it('move the series of one attack apart by shades, counted in the order of the table', () => {
    const runs = [0, 0.6, 1].flatMap((beta) => [1, 2].map((seed) => figureRun({ attack: 'sgld', attackConfig: { beta }, seed })));
    const table = rmseByShare.table({ runs: [...runs, figureRun({ attack: 'pga' })] });
    const shades = variantsOf(table);
    expect([...shades.values()].sort()).toEqual([0, 0, 1, 2]);
    const drawn = new Map(rmseByShare.chart(table, 'light').data.drawing.entries.map(({ series, style }) => [series, style.colour]));
    for (const [series, shade] of shades) {
      const { attack } = table.rows.find((row) => row.series === series)!;
      expect(drawn.get(series)).toBe(attackStyle(String(attack), 'exact', 'light', shade).colour);
    }
    expect(new Set(drawn.values()).size).toBe(4);
  });

  it('keep hue and marker by attack, dash and filling by gradient, in every theme', () => {
    for (const theme of ['light', 'dark', 'print'] as const) {
      const [exact, oneStep, sgld, uniform] = rmseByShare.chart(rmseByShare.table(availability), theme).data
        .drawing.entries;
      expect(exact.style.colour).toBe(oneStep.style.colour);
      expect(exact.style).toMatchObject({ marker: 'circle', filled: true, dash: [] });
      expect(oneStep.style).toMatchObject({ marker: 'circle', filled: false, dash: [6, 4] });
      expect(sgld.style).toMatchObject({ marker: 'rect', filled: true });
      expect(uniform.style).toMatchObject({ marker: 'crossRot', dash: [2, 3] });
    }
  });

  it('pin a share of the table, bring a series forward, and ignore a pin that is not there', () => {
    const table = rmseByShare.table(availability);
    const series = table.rows[0].series as string;
    const { data } = rmseByShare.chart(table, 'light', { pinned: 0.04, highlighted: series });
    expect(data.drawing.pin).toEqual({ x: 4, label: '4 %' });
    expect(data.drawing.entries.map(({ colour }) => colour === data.drawing.theme.context)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(data.datasets[0].pointRadius).toEqual([3.5, 3.5, 3.5, 3.5, 4.5, 3.5]);
    expect(rmseByShare.chart(table, 'light', { pinned: 0.033 }).data.drawing.pin).toBeNull();
  });

  it('say which series differences are taken to, beside its name alone', () => {
    const table = rmseByShare.table(availability);
    const labels = (baseline: string | null) => rmseByShare.chart(table, 'light', { baseline }).data.drawing.entries.map(({ label }) => label);
    const plain = labels(null);
    expect(plain.join()).not.toContain('baseline');
    const second = rmseByShare.chart(table, 'light').data.drawing.entries[1].series;
    expect(labels(second)).toEqual(plain.with(1, `${plain[1]}, baseline`));
    expect(labels('gone')).toEqual(plain);
    for (const figure of figureDefinitions) {
      const own = figure.table(availability);
      const baseline = String(own.rows[0]?.series);
      const said = figure.chart(own, 'light', { baseline }).data.drawing.entries.filter(({ label }) => label.includes('baseline'));
      expect(said, figure.id).toHaveLength(figure.id === 'rmse-by-share' ? 1 : 0);
    }
  });

  it('are found by id', () => {
    expect(findFigure('convergence')).toBe(convergence);
    expect(findFigure('nothing')).toBeUndefined();
    expect(new Set(figureDefinitions.map((one) => one.id)).size).toBe(figureDefinitions.length);
  });
});
