import fc from 'fast-check';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { drawText, symbolRuns, textWidth } from '../../shared/figures/drawing/symbol-text.ts';
import { recordSvg } from '../../src-main/reports/svg-context.ts';

const below = (text: string) => symbolRuns(text).filter((run) => run.below).map((run) => run.text);

describe('symbols in a text', () => {
  it.each([
    ['ALS, k = 8, λU = 5, λV = 5. Hybrid, μ1 = 1, μ2 = −1.', ['U', 'V', '1', '2']],
    ['λU = λV', ['U', 'V']],
    ['SGLD exact, s0 = 0.1, |IS| = 20', ['0', 'S']],
    ['β = 0.6, λ = 20, B = 50, Λ = 2, Δ to uniform, σ⁺, ALS0 = 1, s0, μs, λUx, αβ1', []],
  ])('of “%s” have their subscripts', (text, expected) => {
    expect(below(text)).toEqual(expected);
  });

  it('are the text again, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('λ', 'U', '1', ' ', '=', 's', '0', '|', 'I', 'S', ',') }), (text) => symbolRuns(text).map((run) => run.text).join('') === text));
  });

  it('are drawn smaller and lower, as wide as they are measured, in every alignment', () => {
    const drawn: [string, number, number, string][] = [];
    const context = Object.assign(createCanvas(1, 1).getContext('2d'), { fillText: (text: string, x: number, y: number) => void drawn.push([text, x, y, context.font]) });
    context.font = '400 12px Inter';
    const width = textWidth(context, 'λU = 5');
    expect(width).toBeLessThan(context.measureText('λU = 5').width);
    for (const [align, from] of [['left', 100], ['center', 100 - width / 2], ['right', 100 - width]] as const) {
      drawn.length = 0;
      context.textAlign = align;
      drawText(context as unknown as CanvasRenderingContext2D, 'λU = 5', 100, 50);
      expect(drawn.map(([text, , y, font]) => [text, y, /[\d.]+px/.exec(font)?.[0]])).toEqual([['λ', 50, '12px'], ['U', 52.5, '10px'], [' = 5', 50, '12px']]);
      expect(drawn[0][1]).toBeCloseTo(from, 6);
      expect([context.font.includes('12px'), context.textAlign]).toEqual([true, align]);
    }
  });

  it('are one text element of an SVG, so that it is found as it is said', () => {
    const recording = recordSvg(createCanvas(1, 1).getContext('2d'));
    drawText(recording.context, 'λU = 5 & λV', 3, 9);
    expect(recording.body()).toBe('<text x="3" y="9" fill="#000000">λ<tspan dy="2.5" font-size="10">U</tspan><tspan dy="-2.5"> = 5 &amp; λ</tspan><tspan dy="2.5" font-size="10">V</tspan></text>');
    expect(recording.usedText()).toEqual([{ weight: 400, text: 'λU = 5 & λV' }]);
  });
});
