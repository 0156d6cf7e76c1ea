import { readdirSync, readFileSync } from 'node:fs';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../shared/domain/markdown.ts';
import { equationSlices } from '../../src-main/reports/pdf/equation.ts';
import type { Box } from '../../src-main/reports/pdf/math/box.ts';
import { displayEquation, inlineEquation } from '../../src-main/reports/pdf/math/read.ts';
import { measureText } from '../../src-main/reports/pdf/measure.ts';

/** Ink on a page: of a text, or of a bar, which has none. */
interface Ink {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const folder = new URL('../../resources/help/', import.meta.url);
const ofHelp = readdirSync(folder).flatMap((file) => parseMarkdown(readFileSync(new URL(file, folder), 'utf8')).flatMap((block) => (block.kind === 'equation' ? [block.tex] : [])));
const ofPapers = [
  '\\text{RMSE} = \\sqrt{\\frac{1}{|\\Omega|}\\sum_{(i,j) \\in \\Omega} (\\hat M_{ij} - M_{ij})^2}',
  '\\mathrm{RMSE} \\leq \\left( \\frac{a_0}{b} \\right)^2 \\cdot \\mathbf{x}^{\\top} \\mathcal{N}(0, \\sigma^2) \\in \\mathbb{R}^{n \\times m}',
  'x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}, \\quad \\bar{x} \\neq \\tilde{y}, \\overline{x + y} \\geq \\hat{U}',
  "\\sum_{i=1}^{n} \\prod_{k} \\left\\| \\frac{\\partial f_i'}{\\partial x_k} \\right\\|^2 = \\int_0^\\infty e^{-t^2/2} \\, dt",
  '\\operatorname*{argmin}_{x} f \\mid \\log \\Big[ 1 + \\exp(-\\beta x) \\Big] \\to \\sqrt[3]{x + 1} \\overset{n}{\\to} \\lim_{n \\to \\infty} a_n',
];

describe('an equation of a PDF', () => {
  it.each([...ofHelp, ...ofPapers])('draws no sign over another and stays in its box: %s', (tex) => {
    for (const read of [displayEquation, inlineEquation]) {
      const box = boxOf(tex, read);
      const inks = inksOf(tex, read);
      for (const ink of inks) {
        expect([ink.top >= -box.up - 0.2, ink.bottom <= box.down + 0.2, ink.right <= box.width + 2], ink.text).toEqual([true, true, true]);
        const over = inks.filter((other) => other !== ink && overlap(ink, other));
        expect(over.map(({ text }) => `${ink.text} ${text}`)).toEqual([]);
      }
    }
  });

  it('puts a hat above its letter, bounds under and over a sum, and both parts of a fraction clear of its bar', () => {
    const one = (inks: Ink[], text: string) => inks.find((ink) => ink.text === text)!;
    const hat = inksOf('\\hat{M}', displayEquation);
    expect(one(hat, 'ˆ').bottom).toBeLessThan(one(hat, '𝑀').top);
    expect(Math.abs(middle(one(hat, 'ˆ')) - middle(one(hat, '𝑀')))).toBeLessThan(2.5);
    const sum = inksOf('\\sum_i^n x', displayEquation);
    expect(one(sum, '𝑖').top).toBeGreaterThan(one(sum, '∑').bottom + 1);
    expect(one(sum, '𝑛').bottom).toBeLessThan(one(sum, '∑').top - 1);
    for (const text of ['𝑖', '𝑛']) expect(Math.abs(middle(one(sum, text)) - middle(one(sum, '∑')))).toBeLessThan(1);
    const fraction = inksOf('\\frac{1}{|g|}', displayEquation);
    const bar = one(fraction, 'bar');
    expect(one(fraction, '1').bottom).toBeLessThan(bar.top - 1);
    for (const text of ['|', '𝑔']) expect(one(fraction, text).top).toBeGreaterThan(bar.bottom + 1);
  });

  it('keeps bounds beside a sum among words', () => {
    const inks = inksOf('\\sum_i x', inlineEquation);
    expect(inks.find(({ text }) => text === '𝑖')!.left).toBeGreaterThan(inks.find(({ text }) => text === '∑')!.right - 0.5);
  });

  it('makes delimiters as high as what they enclose, those of one pair alike', () => {
    const inks = inksOf('\\left( \\frac{a}{b} \\right] + (x)', displayEquation);
    const [open, close, plain] = ['(', ']', '('].map((text, at) => inks.filter((ink) => ink.text === text)[at === 2 ? 1 : 0]);
    const fraction = inks.filter(({ text }) => text === '𝑎' || text === '𝑏');
    expect(open.top).toBeLessThan(Math.min(...fraction.map(({ top }) => top)) + 1);
    expect(open.bottom).toBeGreaterThan(Math.max(...fraction.map(({ bottom }) => bottom)) - 1);
    expect([close.top, close.bottom].map(Math.round)).toEqual([open.top, open.bottom].map(Math.round));
    expect(open.bottom - open.top).toBeGreaterThan(1.4 * (plain.bottom - plain.top));
  });

  it('leaves room around relations and signs, less in scripts, and none after a minus that stands alone', () => {
    const width = (tex: string) => boxOf(tex, displayEquation, 18).width;
    expect(width('a = b') - width('a') - width('b') - width('{=}')).toBeCloseTo(10, 0);
    expect(width('a - b') - width('a') - width('b') - width('{-}')).toBeCloseTo(8, 0);
    expect(width('-b') - width('b') - width('{-}')).toBeCloseTo(0, 0);
    expect(width('\\log x') - width('{\\log}') - width('x')).toBeCloseTo(3, 0);
  });

  it.each(['\\!', '\\!\\!\\!', 'x \\!\\!\\!\\!\\!\\!\\!\\!', '{}'])('takes room below what is before it, whatever room it takes away: %s', (tex) => {
    const slices = equationSlices(tex);
    if ('reason' in slices) throw new Error(slices.reason);
    for (const { height } of slices) expect(height).toBeGreaterThan(0);
    for (const read of [displayEquation, inlineEquation]) expect(boxOf(tex, read).width).toBeGreaterThanOrEqual(0);
  });

  it('has the reason where it cannot be set', () => {
    expect(displayEquation('\\oint x', 12)).toEqual({ reason: 'This equation uses \\oint, which the lab does not know.' });
    expect(inlineEquation('{x', 12)).toEqual({ reason: 'This equation leaves a brace open.' });
  });
});

function boxOf(tex: string, read: typeof displayEquation, em = 12): Box {
  const set = read(tex, em);
  if ('reason' in set) throw new Error(set.reason);
  return set;
}

function middle({ left, right }: Ink): number {
  return (left + right) / 2;
}

/** Whether frames of ink lie over each other by more than those of letters that lean and their indices do. */
function overlap(one: Ink, other: Ink): boolean {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 2.2 && high > 0.8;
}

/** What an equation draws, by a page that notes where ink would lie. */
function inksOf(tex: string, read: typeof displayEquation): Ink[] {
  const inks: Ink[] = [];
  const stack: { x: number; y: number; wide: number; high: number; font: string }[] = [];
  let at = { x: 0, y: 0, wide: 1, high: 1, font: '' };
  const page = {
    set font(font: string) {
      at.font = font;
    },
    save: () => stack.push({ ...at }),
    restore: () => (at = stack.pop()!),
    translate: (x: number, y: number) => (at = { ...at, x: at.x + x * at.wide, y: at.y + y * at.high }),
    scale: (wide: number, high: number) => (at = { ...at, wide: at.wide * wide, high: at.high * high }),
    fillText(text: string) {
      const { up, down, right } = measureText(text, at.font);
      if (text.trim() !== '') inks.push({ text, left: at.x, right: at.x + right * at.wide, top: at.y - up * at.high, bottom: at.y + down * at.high });
    },
    fillRect: (left: number, top: number, width: number, height: number) => inks.push({ text: 'bar', left, right: left + width, top, bottom: top + height }),
    ...Object.fromEntries(['beginPath', 'moveTo', 'lineTo', 'stroke', 'fill'].map((name) => [name, () => undefined])),
  };
  boxOf(tex, read).draw(page as unknown as SKRSContext2D, 0, 0);
  return inks;
}
