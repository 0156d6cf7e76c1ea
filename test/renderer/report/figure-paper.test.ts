import { describe, expect, it } from 'vitest';
import { firstPaper, previewSize, resized, textPtOf } from '../../../src-renderer/views/report/figure-paper.ts';

const size = ({ widthMm, heightMm }: typeof firstPaper) => [widthMm, heightMm];

describe('the height of a figure', () => {
  it('follows the width, there and back', () => {
    const column = resized(firstPaper, { widthMm: 84 });
    expect(size(column)).toEqual([84, 63]);
    expect(size(resized(column, { widthMm: 174 }))).toEqual([174, 100]);
  });

  it('follows a width that is typed figure by figure, within what paper can be', () => {
    const typed = [20, 200, 1000].reduce((paper, widthMm) => resized(paper, { widthMm }), firstPaper);
    expect(size(typed)).toEqual([1000, 575]);
    expect(size(resized(firstPaper, { widthMm: 20 }))).toEqual([20, 20]);
  });

  it('stays where the person typed one', () => {
    const typed = resized(firstPaper, { heightMm: 60 });
    expect(size(resized(typed, { widthMm: 84 }))).toEqual([84, 60]);
    expect(resized(typed, { dpi: 600 })).toEqual({ ...typed, dpi: 600 });
  });
});

describe('the smallest text of a figure', () => {
  it('follows the width until the person types a size, and again when they type the usual one', () => {
    const column = resized(firstPaper, { widthMm: 84 });
    expect([textPtOf(firstPaper), textPtOf(column)]).toEqual([9, 7.2]);
    const typed = resized(column, { textPt: 6 });
    expect(textPtOf(resized(typed, { widthMm: 174 }))).toBe(6);
    const usual = resized(typed, { textPt: 7.2 });
    expect(usual).not.toHaveProperty('textPt');
    expect(textPtOf(resized(usual, { widthMm: 174 }))).toBe(9);
  });
});

describe('the preview of a figure on its paper', () => {
  it('has the shape of the paper, and text of 12 px where the file has it in its points', () => {
    const paper = { ...firstPaper, widthMm: 84, heightMm: 63 };
    const { width, height } = previewSize(paper);
    expect(width / height).toBeCloseTo(84 / 63, 2);
    // 84 mm are 238 pt; at 7.2 pt for 12 px that is 397 px.
    expect(width).toBe(397);
    expect(previewSize({ ...paper, textPt: 14.4 }).width).toBe(198);
  });
});
