import type { DrawOptions } from '../../../shared/contract/reports.ts';

/** The paper of figures that are saved alone at first: 174 mm, the width of a page of text. */
export const firstPaper: DrawOptions = { widthMm: 174, heightMm: 100, dpi: 300, theme: 'print' };

/** What a PNG of this paper measures: "2055 × 1181 px". */
export function pixelsOf({ widthMm, heightMm, dpi }: DrawOptions): string {
  const [width, height] = [widthMm, heightMm].map((mm) => Math.round((mm / 25.4) * dpi));
  return `${width} × ${height} px`;
}
