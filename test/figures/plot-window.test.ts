import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartOptions, FigureDefinition } from '../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../shared/figures/figure-run.ts';
import type { FigureChart } from '../../shared/figures/drawing/figure-drawing.ts';
import { clipLine } from '../../shared/figures/drawing/clip-line.ts';
import { leaderFrom } from '../../shared/figures/drawing/entries.ts';
import { readingStart } from '../../shared/figures/drawing/level.ts';
import { placePointLabels } from '../../shared/figures/drawing/point-labels.ts';
import { filledTicks, levelText, logarithmicTicks } from '../../shared/figures/drawing/scales.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import { rmseByBeta } from '../../shared/figures/rmse-by-beta.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { usersByTargetMean } from '../../shared/figures/users-by-effect.ts';
import { availability, betaSweep, integrity } from '../gallery/invented.ts';
import { drawWords, isStruck } from './drawn-words.ts';
import { figureRun } from './figure-runs.ts';

const rmse = rmseByShare.table(availability);
const ends = ({ options }: FigureChart) => {
  const { x, y } = options?.scales ?? {};
  return { x: [x?.type, x?.min, x?.max], y: [y?.type, y?.min, y?.max] };
};

describe('a zoomed figure', () => {
  const zoom = { x: [0.7, 3.2], y: [0.05, 0.2] } as const;

  it('has the asked-for axes, and nothing outside them', () => {
    const chart = rmseByShare.chart(rmse, 'light', { zoom });
    expect(ends(chart)).toEqual({ x: ['linear', 0.7, 3.2], y: ['linear', 0.05, 0.2] });
    for (const { data } of chart.data.datasets) {
      for (const { x, y } of data) {
        if (x === null || y === null) continue;
        expect(x >= 0.7 - 1e-9 && x <= 3.2 + 1e-9 && y >= 0.05 - 1e-9 && y <= 0.2 + 1e-9).toBe(true);
      }
    }
    expect(chart.data.drawing.stops.map(({ x }) => x)).toEqual([1, 2, 3]);
    expect(chart.data.drawing.references).toEqual([]);
  });

  it('draws markers where something was measured, none where a line meets the edge', () => {
    const { datasets } = rmseByShare.chart(rmse, 'light', { zoom }).data;
    const whole = rmseByShare.chart(rmse, 'light').data.datasets;
    for (const [i, { data, pointRadius }] of datasets.entries()) {
      const measured = new Set(whole[i].data.map(({ x, y }) => `${x} ${y}`));
      const radii = pointRadius as number[];
      data.forEach(({ x, y }, at) => expect(radii[at] > 0).toBe(measured.has(`${x} ${y}`)));
    }
  });

  it('is the whole figure where the part is all of it, but for the cut', () => {
    const whole = rmseByShare.chart(rmse, 'light');
    const { x, y } = whole.options?.scales ?? {};
    const all = { x: [Number(x?.min), Number(x?.max)], y: [Number(y?.min), Number(y?.max)] } as const;
    const zoomed = rmseByShare.chart(rmse, 'light', { zoom: all });
    expect(zoomed.data.datasets.map(({ data }) => data)).toEqual(whole.data.datasets.map(({ data }) => data));
  });

  it('drops a pin that is outside, and hides no number of the table', () => {
    const before = JSON.stringify(rmse);
    expect(rmseByShare.chart(rmse, 'light', { zoom, pinned: 0.05 }).data.drawing.pin).toBeNull();
    expect(rmseByShare.chart(rmse, 'light', { zoom, pinned: 0.02 }).data.drawing.pin?.x).toBe(2);
    expect(JSON.stringify(rmse)).toBe(before);
  });
});

describe('a logarithmic y axis', () => {
  it('starts below the smallest number, has no zero line, and keeps bands above its foot', () => {
    const chart = rmseByShare.chart(rmse, 'light', { logarithmicY: true });
    const smallest = Math.min(...rmse.rows.map((row) => Number(row.mean)));
    const { y } = ends(chart);
    expect(y[0]).toBe('logarithmic');
    expect(y[1]).toBeCloseTo(0.8 * smallest, 12);
    expect(chart.data.drawing.references).toEqual([]);
    for (const { band } of chart.data.datasets)
      for (const { low } of band) expect(low).toBeGreaterThanOrEqual(Number(y[1]));
  });

  it('is refused by a mean rating, which may be below 0, and taken by p', () => {
    const ratings = targetMeanByShare.table(integrity);
    expect(ends(targetMeanByShare.chart(ratings, 'light', { logarithmicY: true })).y[0]).toBe('linear');
    const p = pByBeta.chart(pByBeta.table(betaSweep), 'light', { logarithmicY: true });
    expect(ends(p).y[0]).toBe('logarithmic');
    expect(p.data.drawing.references.map(({ value }) => value)).toEqual([0.05]);
  });

  it.each([
    [0.01, 1, [0.01, 0.1, 1]],
    [1e-12, 1, [1e-12, 1e-9, 1e-6, 0.001, 1]],
    [0.012, 0.34, [0.02, 0.05, 0.1, 0.2]],
    [0.012, 0.1, [0.02, 0.03, 0.05, 0.1]],
    [0.11, 0.14, [0.11, 0.12, 0.13, 0.14]],
  ])('from %d to %d has round ticks', (min, max, ticks) => {
    expect(logarithmicTicks(min, max)).toEqual(ticks);
  });

  it.each([
    [[1, 5], [1, 2, 3, 5]],
    [[1, 2, 5], [1, 2, 3, 5]],
    [[0.5, 1.1, 10], [0.5, 1.1, 2, 3, 5, 10]],
    [[0.001, 1000], [0.001, 0.01, 0.1, 1, 10, 100, 1000]],
    [[1e-9, 1], [1e-9, 1]],
    [[1, 1.3, 1.7, 2.3, 7], [1, 1.3, 1.7, 2.3, 7]],
    [[3], [3]],
    [[], []],
  ])('with places at %j has ticks at %j', (places, ticks) => {
    expect(filledTicks(places)).toEqual(ticks);
  });

  it('says in the titles of its axes that it is logarithmic', () => {
    const titles = (options: ChartOptions) => {
      const { xTitle, yTitle } = rmseByShare.chart(rmseByShare.table(availability), 'light', options).data.drawing;
      return [xTitle, yTitle].map((title) => title.endsWith(', log scale'));
    };
    expect([titles({}), titles({ logarithmic: true }), titles({ logarithmicY: true })]).toEqual([[false, false], [true, false], [false, true]]);
  });

  it('names a level with the digits that it needs, up to one more than its ticks', () => {
    const texts = [
      levelText(0.1, 0, 0.34),
      levelText(0.1234, 0, 0.34),
      levelText(0.1234, 0.1, 0.15),
      levelText(1, -2, 2),
    ];
    expect(texts).toEqual(['0.10', '0.12', '0.123', '1.00']);
  });
});

describe('lines cut to a box', () => {
  const place = fc.record({ x: fc.integer({ min: -20, max: 20 }), y: fc.integer({ min: -20, max: 20 }) });
  const low = { x: -7.5, y: -5.5 };
  const high = { x: 8.5, y: 6.5 };
  const inside = ({ x, y }: { x: number; y: number }, room: number) =>
    x >= low.x - room && x <= high.x + room && y >= low.y - room && y <= high.y + room;

  it('keep what is inside of every segment and nothing else', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (line) => {
        const pieces = clipLine(line, low, high);
        for (const piece of pieces) for (const point of piece) expect(inside(point, 1e-9)).toBe(true);
        const kept = pieces.flat().flatMap(({ index }) => index ?? []);
        expect([...new Set(kept)]).toEqual(line.flatMap((point, i) => (inside(point, 0) ? [i] : [])));
        const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
        expect(Math.abs(length - sampledLength(line, (point) => inside(point, 0)))).toBeLessThan(
          0.02 * (1 + lengthOf(line)),
        );
      }),
    );
  });
});

describe('labels beside points', () => {
  it('take the first free side, and stay in the plot', () => {
    const area = { left: 0, top: 0, width: 200, height: 100 };
    const label = { x: 190, y: 50, width: 60, height: 15 };
    const [at] = placePointLabels([label], [], area);
    expect(at.left + label.width).toBeLessThanOrEqual(190);
    const [first, second] = placePointLabels(
      [
        { ...label, x: 50 },
        { ...label, x: 50, y: 52 },
      ],
      [],
      area,
    );
    expect(first.left).toBe(60);
    const apart =
      Math.abs(first.top - second.top) >= 15 ||
      second.left + 60 <= first.left ||
      second.left >= first.left + 60;
    expect(apart).toBe(true);
  });
});

function lengthOf(line: readonly { x: number; y: number }[]): number {
  return line.reduce(
    (sum, { x, y }, i) => sum + (i === 0 ? 0 : Math.hypot(x - line[i - 1].x, y - line[i - 1].y)),
    0,
  );
}

function sampledLength(
  line: readonly { x: number; y: number }[],
  keep: (point: { x: number; y: number }) => boolean,
): number {
  const steps = 2000;
  let total = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const way = Math.hypot(b.x - a.x, b.y - a.y);
    for (let k = 0; k < steps; k++) {
      const share = (k + 0.5) / steps;
      if (keep({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) })) total += way / steps;
    }
  }
  return total;
}

describe('words of a figure', () => {
  const struckBy = (chart: FigureChart, width: number) => {
    const { words, strokes, chart: drawn } = drawWords(chart, width, 292);
    const x = drawn.scales.x.getPixelForValue(chart.data.drawing.pin?.x ?? NaN);
    const hairline = strokes.filter(([from, to]) => from[0] === x && to[0] === x && Math.abs(to[1] - from[1]) > 50);
    expect(hairline.length).toBeGreaterThan(0);
    return words.filter((one) => hairline.some(([from, to]) => isStruck(one, from, to))).map(({ text }) => text);
  };

  it('are not crossed by the hairline: neither the title of the axis nor the users that an effect takes', () => {
    const shares = [...new Set(rmse.rows.map((row) => Number(row.maliciousShare)))];
    for (const width of [340, 520]) {
      for (const pinned of shares) {
        for (const effect of [null, 0.06, 0.1, 0.15, 0.19]) expect(struckBy(rmseByShare.chart(rmse, 'light', { pinned, effect }), width)).toEqual([]);
      }
    }
  });

  it('of what is read off stand right of their drop, or left of it at the edge and beside the hairline', () => {
    const plot = { left: 40, right: 300 };
    expect(readingStart(100, 60, plot, null)).toBe(102);
    expect(readingStart(200, 60, plot, 230)).toBe(138);
    expect(readingStart(290, 60, plot, null)).toBe(228);
    // Left of the drop is no room.
    expect(readingStart(60, 60, plot, 90)).toBe(92);
  });

  it('under the axis have the same decimals', () => {
    const texts = (figure: FigureDefinition, input: FigureInput) => {
      const { words, chart } = drawWords(figure.chart(figure.table(input), 'light'), 700, 380);
      const ticks = chart.scales.x.ticks.map(({ label }) => String(label));
      return ticks.filter((text) => words.some((one) => one.text === text));
    };
    const decimals = (all: string[]) => new Set(all.map((text) => text.split('.')[1]?.length ?? 0));
    expect([...decimals(texts(usersByTargetMean, integrity))]).toHaveLength(1);
    expect([...decimals(texts(rmseByBeta, betaSweep))]).toEqual([1]);
    expect(texts(rmseByShare, availability)).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});

describe('labels at the right of a plot', () => {
  it('are led to from lines that end before, and from no other ones', () => {
    expect(leaderFrom(100, 400)).toEqual({ from: 108, to: 408 });
    expect([leaderFrom(400, 400), leaderFrom(380, 400), leaderFrom(NaN, 400)]).toEqual([null, null, null]);
  });

  it('are of an attack that ended early too: its line has its own end', () => {
    const table = convergence.table({ runs: [figureRun({ rmseTrace: [0, 0.1] }), figureRun({ attack: 'sgld', rmseTrace: [0, 0.1, 0.2, 0.3] })] });
    const { entries, entryPlace } = convergence.chart(table, 'light').data.drawing;
    expect(entryPlace).toBe('ends');
    expect(entries.map(({ label, endX }) => [label, endX])).toEqual([['PGA exact', 1], ['SGLD exact', 3]]);
  });
});
