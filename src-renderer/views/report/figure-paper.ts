import type { DrawOptions } from '../../../shared/contract/reports.ts';
import { usualTextPt } from '../../../shared/figures/drawing/text-size.ts';

/** The paper of figures that are saved alone at first: 174 mm, the width of a page of text. */
export const firstPaper: DrawOptions = { widthMm: 174, heightMm: 100, dpi: 300, theme: 'print' };

/** The paper after a change: height and size of text follow the width unless the person has typed others. */
export function resized(paper: DrawOptions, change: Partial<DrawOptions>): DrawOptions {
  const follows = change.widthMm !== undefined && paper.heightMm === heightFor(paper.widthMm);
  const { textPt, ...next } = { ...paper, ...(follows && { heightMm: heightFor(change.widthMm!) }), ...change };
  return textPt === undefined || textPt === usualTextPt(next.widthMm) ? next : { ...next, textPt };
}

/** Size in pt of the smallest text on this paper. */
export function textPtOf({ widthMm, textPt }: DrawOptions): number {
  return textPt ?? usualTextPt(widthMm);
}

/** The paper in px in which figures are drawn, where their smallest text is 12. */
export function previewSize(paper: DrawOptions): { width: number; height: number } {
  const perMm = (12 * 72) / textPtOf(paper) / 25.4;
  return { width: Math.round(paper.widthMm * perMm), height: Math.round(paper.heightMm * perMm) };
}

/** What a PNG of this paper measures: "2055 × 1181 px". */
export function pixelsOf({ widthMm, heightMm, dpi }: DrawOptions): string {
  const [width, height] = [widthMm, heightMm].map((mm) => Math.round((mm / 25.4) * dpi));
  return `${width} × ${height} px`;
}

/** Height in mm that suits a width: 100 for a page of 174, 63 for a column of 84, which has less room beside labels. */
function heightFor(widthMm: number): number {
  return Math.max(20, Math.round(widthMm < 120 ? widthMm * 0.75 : (widthMm * 100) / 174));
}
