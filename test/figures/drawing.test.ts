import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attackStyle } from '../../shared/figures/drawing/attack-style.ts';
import { readableOn } from '../../shared/figures/drawing/colour.ts';
import {
  differenceArrow,
  formatCell,
  formatCount,
  formatDifference,
  formatHeading,
  formatMean,
  formatNumber,
  formatP,
  formatPercent,
  formatPlain,
  shareUnit,
} from '../../shared/figures/drawing/format.ts';
import { placeLabels } from '../../shared/figures/drawing/place-labels.ts';
import { wrapText } from '../../shared/figures/drawing/text.ts';
import { coveringTicks, endedTicks, readableRange, roundTicks } from '../../shared/figures/drawing/ticks.ts';
import { themes } from '../../shared/figures/drawing/tokens.ts';

describe('numbers as text', () => {
  it.each([
    [formatNumber(-0.0204, 2), '−0.02'],
    [formatNumber(-0.0004, 2), '0.00'],
    [formatNumber(1234567.5, 1), '1,234,567.5'],
    [formatNumber(null), '–'],
    [formatNumber(NaN), '–'],
    [formatNumber(-Infinity), '−∞'],
    [formatCount(1284), '1,284'],
    [formatCount(943), '943'],
    [formatDifference(0.2412), '+0.241'],
    [formatDifference(-0.02, 2), '−0.02'],
    [formatDifference(0.0001), '0.000'],
    [differenceArrow(0.1), '▲'],
    [differenceArrow(-0.1), '▼'],
    [differenceArrow(0.0001), ''],
    [formatMean(0.412, { low: 0.404, high: 0.42 }, 10), '0.412 ± 0.008 (n=10)'],
    [formatMean(0.412, null, 1), '0.412 (n=1)'],
    [formatP(0.0009), '< 0.001'],
    [formatP(0.002), '0.002'],
    [formatP(null), '–'],
    [formatPercent(0.005), '0.5 %'],
    [formatPercent(0.07), '7 %'],
    [formatPlain(5), '5'],
    [formatPlain(-0.25), '−0.25'],
    [formatPlain(0.1 + 0.2), '0.3'],
    [formatPlain(12345678), '12,345,700'],
    [formatPlain(2e-7), '2e−7'],
    [
      formatCell(
        { key: 'maliciousShare', label: 'Malicious', unit: shareUnit, type: 'number', decimals: 1 },
        0.05,
      ),
      '5.0',
    ],
    [
      formatHeading({ key: 'maliciousShare', label: 'Malicious', unit: shareUnit, type: 'number' }),
      'Malicious, %',
    ],
    [formatCell({ key: 'pHolm', label: 'p', unit: '', type: 'number' }, 1e-9), '< 0.001'],
    [formatCell({ key: 'x', label: 'x', unit: '', type: 'text' }, null), '–'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('ticks', () => {
  it.each([
    [0, 0.34, [0, 0.1, 0.2, 0.3], 1],
    [0, 5, [0, 1, 2, 3, 4, 5], 0],
    [0.72, 1.33, [0.8, 1, 1.2], 1],
    [-2, 2, [-2, -1, 0, 1, 2], 0],
    [0, 0.05, [0, 0.02, 0.04], 2],
  ])('between %d and %d', (min, max, values, decimals) => {
    const wanted = max === 5 ? 5 : 4;
    expect(roundTicks(min, max, wanted)).toEqual({ values, decimals });
  });

  it('come to an end for every pair of numbers, however small, large or close', () => {
    const number = fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -1e-307, max: 1e-307, noNaN: true }));
    const close = fc.tuple(number, fc.integer({ min: 0, max: 9 })).map(([from, steps]) => [from, from + steps * Number.EPSILON * Math.abs(from)] as const);
    const range = fc.oneof(fc.tuple(number, number), close);
    fc.assert(
      fc.property(range, ([a, b]) => {
        const { values } = roundTicks(Math.min(a, b), Math.max(a, b));
        expect(values.length).toBeGreaterThanOrEqual(1);
        expect(values.length).toBeLessThanOrEqual(7);
      }),
      { examples: [[[-7e-323, -4.4e-323]], [[1e16, 1e16 + 2]], [[0, Infinity]]] },
    );
  });

  it.each([
    [0, 0.324, [0, 0.1, 0.2, 0.3, 0.4], 1],
    [0, 0.201, [0, 0.05, 0.1, 0.15, 0.2, 0.25], 2],
    [0, 0.4, [0, 0.1, 0.2, 0.3, 0.4], 1],
    [0, 1, [0, 0.25, 0.5, 0.75, 1], 2],
    [0.78, 1.33, [0.75, 1, 1.25, 1.5], 2],
    [5, 5, [4.5, 4.75, 5, 5.25, 5.5], 2],
  ])('that cover %d to %d leave as little empty as three to six can', (low, high, values, decimals) => {
    expect(coveringTicks(low, high)).toEqual({ values, decimals });
  });

  it('that cover are three to six, with less than a step to spare at either end, whatever the range', () => {
    const from = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(from, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.integer({ min: 4, max: 8 }), (low, width, most) => {
        const { values } = coveringTicks(low, low + width, most);
        const dust = width * 1e-6;
        const [first, step, last] = [values[0], values[1] - values[0], values[values.length - 1]];
        expect(values.length).toBeGreaterThanOrEqual(3);
        expect(values.length).toBeLessThanOrEqual(most);
        expect(first).toBeLessThanOrEqual(low + dust);
        expect(last).toBeGreaterThanOrEqual(low + width - dust);
        expect(low - first).toBeLessThan(step + dust);
        expect(last - low - width).toBeLessThan(step + dust);
      }),
    );
  });

  it('that cover come to an end for every pair of numbers', () => {
    for (const [low, high] of [[-7e-323, -4.4e-323], [1e16, 1e16 + 2], [0, Infinity], [-1e308, 1e308], [1e20, 1e20], [0, 0]]) {
      const { values } = coveringTicks(low, high);
      expect(values[0]).toBeLessThanOrEqual(low);
      expect(values[values.length - 1]).toBeGreaterThanOrEqual(high);
    }
  });

  it('have what lies no farther out than a point reaches beside them, not in an empty part of its own', () => {
    expect(readableRange(-0.012, 0.5)).toMatchObject({ range: [-0.012, 0.5], ticks: { values: [0, 0.1, 0.2, 0.3, 0.4, 0.5] } });
    expect(readableRange(-0.05, 0.5).ticks.values[0]).toBe(-0.25);
  });

  it('of an axis cover it but for what lies so near, however few there may be', () => {
    const width = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), width, fc.integer({ min: 4, max: 8 }), (low, room, most) => {
        const { range, ticks } = readableRange(low, low + room, most);
        expect(ticks.values.length).toBeGreaterThanOrEqual(3);
        expect(ticks.values.length).toBeLessThanOrEqual(most);
        expect(range[0]).toBeLessThanOrEqual(low);
        expect(range[1]).toBeGreaterThanOrEqual(low + room);
      }),
      { examples: [[-2178.1626635257235, 2371.3231612153655, 4]] },
    );
  });

  it('along a line have its end', () => {
    expect(endedTicks(0, 34)).toEqual([0, 10, 20, 30, 34]);
    expect(endedTicks(0, 31)).toEqual([0, 10, 20, 30]);
    // Its digits would be those of every tick.
    expect(endedTicks(0, 7.123)).toEqual([0, 2, 4, 6]);
    expect(endedTicks(0, 7.5)).toEqual([0, 2, 4, 6, 7.5]);
    expect(endedTicks(0, 5, 5)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are two to seven and inside, whatever the range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (min, width) => {
          const { values } = roundTicks(min, min + width);
          expect(values.length).toBeGreaterThanOrEqual(2);
          expect(values.length).toBeLessThanOrEqual(7);
          for (const value of values) expect(value).toBeGreaterThanOrEqual(min - width * 0.001);
          for (const value of values) expect(value).toBeLessThanOrEqual(min + width * 1.001);
        },
      ),
    );
  });
});

describe('labels at the ends of lines', () => {
  const label = fc.record({
    wanted: fc.double({ min: -50, max: 350, noNaN: true }),
    height: fc.constantFrom(15, 30),
  });

  it('never overlap, stay inside, keep their order', () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        const centres = placeLabels(labels, 0, 300);
        const order = labels.map((_, i) => i).sort((a, b) => centres[a] - centres[b]);
        order.forEach((index, i) => {
          expect(centres[index] - labels[index].height / 2).toBeGreaterThanOrEqual(-1e-6);
          expect(centres[index] + labels[index].height / 2).toBeLessThanOrEqual(300 + 1e-6);
          if (i === 0) return;
          const above = order[i - 1];
          expect(centres[index] - centres[above]).toBeGreaterThanOrEqual(
            (labels[index].height + labels[above].height) / 2 - 1e-6,
          );
          expect(labels[index].wanted).toBeGreaterThanOrEqual(labels[above].wanted);
        });
      }),
    );
  });

  it('stay where they want to be when there is room, and share the displacement when not', () => {
    expect(
      placeLabels(
        [
          { wanted: 50, height: 15 },
          { wanted: 100, height: 15 },
        ],
        0,
        300,
      ),
    ).toEqual([50, 100]);
    expect(
      placeLabels(
        [
          { wanted: 100, height: 15 },
          { wanted: 105, height: 15 },
        ],
        0,
        300,
      ),
    ).toEqual([95, 110]);
  });

  it('are spread evenly where they do not fit', () => {
    expect(
      placeLabels(
        [
          { wanted: 5, height: 20 },
          { wanted: 5, height: 20 },
        ],
        0,
        20,
      ),
    ).toEqual([5, 15]);
  });
});

describe('colours', () => {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };

  it('let the label of every variant of an attack be read, in its own colour where that can be', () => {
    for (const theme of ['light', 'dark', 'print'] as const) {
      const { background, text } = themes[theme];
      for (let variant = 0; variant < 6; variant++) {
        const { colour } = attackStyle('sgld', 'exact', theme, variant);
        const label = readableOn(background, colour, text);
        expect(contrast(label, background)).toBeGreaterThanOrEqual(4.5);
        if (contrast(colour, background) >= 4.5) expect(label).toBe(colour);
      }
    }
  });

  it('have the contrasts of the palette', () => {
    expect(contrast(themes.light.zero, themes.light.background)).toBeCloseTo(4.5, 1);
    expect(contrast(attackStyle('pga', 'exact', 'light').colour, '#FFFFFF')).toBeCloseTo(6.4, 1);
    expect(contrast(attackStyle('sgld', 'exact', 'dark').colour, '#15181B')).toBeCloseTo(7.6, 1);
  });

  it('of the classic attacks differ in hue, and are readable in every theme', () => {
    const ids = ['random', 'average', 'bandwagon', 'reverse-bandwagon', 'segment', 'love-hate', 'uniform', 'pga', 'sgld', 'template-langevin'];
    for (const theme of ['light', 'dark', 'print'] as const) {
      const hues = ids.map((id) => attackStyle(id, null, theme).colour);
      expect(new Set(hues).size).toBe(ids.length);
      for (const hue of hues) expect(contrast(hue, themes[theme].background)).toBeGreaterThan(4.5);
    }
  });

  it('of an unknown attack are its own, always the same, and readable in every theme', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `attack-${i}`);
    for (const id of ids) {
      expect(attackStyle(id, 'exact', 'light')).toEqual(attackStyle(id, 'exact', 'light'));
      for (const theme of ['light', 'dark', 'print'] as const) {
        expect(contrast(attackStyle(id, 'exact', theme).colour, themes[theme].background)).toBeGreaterThan(
          4.5,
        );
      }
      expect(attackStyle(id, 'one-step', 'light')).toMatchObject({ filled: false, dash: [6, 4] });
      expect(attackStyle(id, 'unrolled', 'light')).toMatchObject({ filled: true, dash: [10, 3, 2, 3] });
      expect(attackStyle(id, 'appendix-b', 'light')).toMatchObject({ filled: false, dash: [10, 3, 2, 3, 2, 3] });
    }
    expect(new Set(ids.map((id) => attackStyle(id, 'exact', 'light').colour)).size).toBeGreaterThan(30);
    expect(attackStyle('constructor', null, 'light').dash).toEqual([]);
  });
});

describe('text', () => {
  it('breaks at spaces and keeps long words whole', () => {
    const context = { font: '', measureText: (text: string) => ({ width: text.length * 10 }) };
    expect(wrapText(context, 'one two three', 70)).toEqual(['one two', 'three']);
    expect(wrapText(context, 'extraordinarily long', 60)).toEqual(['extraordinarily', 'long']);
    expect(wrapText(context, 'rank: k = 8', 80)).toEqual(['rank:', 'k = 8']);
    expect(wrapText(context, '', 60)).toEqual([]);
  });
});
