import { describe, expect, it } from 'vitest';
import { isMeasured } from '../../../shared/figures/is-measured.ts';
import { convergence } from '../../../shared/figures/convergence.ts';
import { rmseByDetectability } from '../../../shared/figures/detectability.ts';
import { figureDefinitions } from '../../../shared/figures/list.ts';
import { parallelCoordinates } from '../../../shared/figures/parallel-coordinates.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { usersByRmse } from '../../../shared/figures/users-by-effect.ts';
import { figureBeside, figureOfKind, firstFigure, kindOf } from '../../../src-renderer/views/compare/offered-figures.ts';
import { offeredKinds } from '../../../src-renderer/views/compare/offered-kinds.ts';
import { otherReadOut } from '../../../src-renderer/views/compare/other-read-out.ts';
import { beyondLargestShare, placesOf } from '../../../src-renderer/views/compare/read-out.ts';
import { isAboutP } from '../../../src-renderer/views/compare/table-rows.ts';
import { asZoom, onOtherAxes, panned, plotWindow, zoomedBy } from '../../../src-renderer/views/compare/zoom.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { availability, manySettings, traces, tradeOff } from '../../gallery/invented.ts';

const rmse = rmseByShare.table(availability);

describe('ways of drawing', () => {
  it('hold every figure, each once', () => {
    const lines = figureDefinitions.filter(({ id }) => kindOf(id).kind === 'lines').map(({ id }) => id);
    const others = offeredKinds.flatMap(({ figures }) => figures.map(({ figure }) => figure));
    expect([...lines, ...others].sort()).toEqual(figureDefinitions.map(({ id }) => id).sort());
  });

  it('keep the number that is in front where they have it', () => {
    const [lines, users, pareto, , parallel] = offeredKinds;
    expect(figureOfKind('target-mean-by-share', users)).toBe('users-by-target-mean');
    expect(figureOfKind('users-by-target-mean', pareto)).toBe('target-shift-by-detectability');
    expect(figureOfKind('p-by-beta', users)).toBe('users-by-rmse');
    expect(figureOfKind('parallel-coordinates', lines)).toBe('rmse-by-share');
    expect(figureOfKind('rmse-by-share', parallel)).toBe('parallel-coordinates');
    expect(figureBeside('rmse-by-detectability')).toBeNull();
  });
});

describe('the figure that runs are first drawn in', () => {
  const configs = (shares: number[], betas: number[]) =>
    shares.flatMap((share) => betas.map((beta) => figureRun({ attack: 'sgld', attackConfig: { beta }, share }).run.config));
  it('is against what varies, the share of malicious users before β', () => {
    expect(firstFigure(configs([0.05], [0, 0.6, 1]))).toBe('rmse-by-beta');
    expect(firstFigure(configs([0.01, 0.05], [0, 0.6, 1]))).toBe('rmse-by-share');
    expect(firstFigure(configs([0.05], [0.6]))).toBe('rmse-by-share');
    expect(firstFigure([])).toBe('rmse-by-share');
  });

  it('is of the targets’ mean where all of them move targets and nothing else', () => {
    const push = configs([0.01, 0.05], [0.6]).map((config) => ({ ...config, objective: { id: 'integrity', config: { targets: ['1'] } } }));
    expect(firstFigure(push)).toBe('target-mean-by-share');
    expect(firstFigure(push.slice(0, 1))).toBe('target-mean-by-share');
    expect(firstFigure([...push, ...configs([0.1], [0.6])])).toBe('rmse-by-share');
    const alongBeta = configs([0.05], [0, 1]).map((config) => ({ ...config, objective: { id: 'hybrid', config: { availability: 0, integrity: 1, targets: ['1'] } } }));
    expect(firstFigure(alongBeta)).toBe('target-mean-by-beta');
  });
});

describe('the read-out of other figures', () => {
  const users = usersByRmse.table(availability);
  it('says users, their interval and share at the effect', () => {
    const [part] = otherReadOut(users, 0.1, []);
    expect(part.title).toBe('Malicious users needed for RMSE 0.1');
    const exact = part.entries.find(({ label }) => label === 'PGA exact');
    expect(exact).toMatchObject({ value: expect.stringMatching(/^\d+$/), detail: expect.stringMatching(/ %$/) });
    expect(exact?.range).toMatch(/^\d+ to \d+$/);
    expect(part.entries.find(({ label }) => label === 'Uniform')).toMatchObject({ value: '–', detail: 'not by the last share' });
    expect(isAboutP(users)).toBe(false);
  });

  it('changes no number of what stays when a series is hidden', () => {
    for (const table of [users, rmseByDetectability.table(tradeOff), convergence.table(traces)]) {
      const place = placesOf(table)[3];
      const gone = String(table.rows[0].series);
      const all = otherReadOut(table, place, []).flatMap(({ entries }) => entries);
      const rest = otherReadOut(table, place, [gone]).flatMap(({ entries }) => entries);
      expect(rest).toEqual(all.filter(({ series }) => series !== gone));
    }
  });

  it('lists the front in order of detectability, and all of a configuration', () => {
    const pareto = rmseByDetectability.table(tradeOff);
    const [, front] = otherReadOut(pareto, null, []);
    const away = front.entries.map(({ range }) => Number(range.replace(' sd', '')));
    expect(away).toEqual([...away].sort((a, b) => a - b));
    expect(front.entries).toHaveLength(pareto.rows.filter((row) => row.front === 'yes').length);
    for (const { behind, attack } of front.entries) expect(behind.series).toContain(attack);
    const [one] = otherReadOut(parallelCoordinates.table(manySettings), 7, []);
    expect(one.title).toBe('Configuration 7 of 90');
    expect(one.facts.map(({ label }) => label)).toEqual(['Runs', 'Malicious, %', 'beta', 'rank', 'RMSE, shifted units', 'Stand out, sd']);
    expect(isMeasured(pareto)).toBe(true);
  });

  it('keeps the last value of a line that has ended, and says where it did', () => {
    const runs = [1, 2].flatMap((seed) => [figureRun({ seed, rmseTrace: [0.1, 0.2, 0.3] }), figureRun({ seed, gradient: 'one-step', rmseTrace: seed === 1 ? [0.1, 0.25] : [0.1] }), figureRun({ seed, attack: 'uniform', rmseTrace: [0.05] })]);
    const at = (place: number) => otherReadOut(convergence.table({ runs }), place, [])[0].entries.map(({ label, value, detail }) => [label, value, detail]);
    expect(at(2)).toEqual([['PGA exact', '0.300', ''], ['PGA one-step', '0.175', 'ended at step 1'], ['Uniform', '0.050', 'no steps']]);
    expect(at(1)[1]).toEqual(['PGA one-step', '0.175', '1 of 2 still running']);
  });

  it('finds the lines below the largest share where there are many', () => {
    const runs = [0.01, 0.02, 0.05].flatMap((share) =>
      ['pga', 'sgld', 'uniform'].map((attack) => figureRun({ attack, share, rmseTrace: [0.1, 0.2] })),
    );
    const table = convergence.table({ runs });
    const away = beyondLargestShare(table);
    expect(away).toHaveLength(6);
    expect(table.rows.filter((row) => !away.includes(String(row.series))).every((row) => row.maliciousShare === 0.05)).toBe(true);
    expect(beyondLargestShare(rmse)).toEqual([]);
  });
});

describe('zooming', () => {
  const whole = plotWindow(rmse, {})!;

  it('comes nearer around the hairline, and back out to all of it', () => {
    expect(whole.x).toEqual([0, 5]);
    const near = zoomedBy(whole, whole, 0.5, 5)!;
    expect(near.x).toEqual([2.5, 5]);
    expect(near.y[1] - near.y[0]).toBeCloseTo((whole.y[1] - whole.y[0]) / 2, 3);
    const now = plotWindow(rmse, { zoom: near })!;
    expect([now.x, now.y]).toEqual([near.x, near.y]);
    expect(zoomedBy(now, whole, 4, null)).toBeNull();
  });

  it('moves along the axis as far as there is something, on a logarithmic one by its own measure', () => {
    const near = { ...whole, x: [2, 3] as [number, number], y: [0.1, 0.2] as [number, number] };
    expect(panned(near, whole, 1)?.x).toEqual([2.25, 3.25]);
    expect(panned({ ...near, x: [4, 5] }, whole, 1)?.x).toEqual([4, 5]);
    const logarithmic = plotWindow(rmse, { logarithmic: true, logarithmicY: true })!;
    expect(logarithmic.logarithmic).toEqual({ x: true, y: true });
    const closer = zoomedBy(logarithmic, logarithmic, 0.5, null)!;
    const middle = Math.sqrt(logarithmic.x[0] * logarithmic.x[1]);
    expect(Math.sqrt(closer.x[0] * closer.x[1])).toBeCloseTo(middle, 2);
  });

  it('keeps its part when an axis turns logarithmic, less what that cannot show', () => {
    const turned = plotWindow(rmse, { logarithmic: true })!;
    expect(onOtherAxes({ x: [2, 4], y: [0.1, 0.2] }, turned)).toEqual({ x: [2, 4], y: [0.1, 0.2] });
    const fromZero = onOtherAxes({ x: [0, 2], y: [0, 0.2] }, turned)!;
    expect(fromZero.x[0]).toBeCloseTo(turned.x[0], 3);
    expect(fromZero.x[0]).toBeGreaterThan(0);
    expect([fromZero.x[1], fromZero.y]).toEqual([2, [0, 0.2]]);
    expect(plotWindow(rmse, { logarithmic: true, zoom: fromZero })!.x).toEqual(fromZero.x);
    expect(onOtherAxes({ x: [0, turned.x[0] / 2], y: [0, 0.2] }, turned)).toBeNull();
    expect([onOtherAxes(null, turned), onOtherAxes(fromZero, null)]).toEqual([null, null]);
  });

  it('has no part without width, and none of a figure without axes of numbers', () => {
    expect(asZoom([1, 1], [0, 1], whole)).toBeNull();
    expect(plotWindow(parallelCoordinates.table(manySettings), {})).toBeNull();
  });
});
