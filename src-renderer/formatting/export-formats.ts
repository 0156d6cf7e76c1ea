import type { DrawOptions } from '../../shared/contract/reports.ts';

/** How one figure leaves the lab. */
export type FigureFormat = 'svg' | 'png' | 'pdf' | 'csv';

/** The formats of a figure with what each is good for. */
export const figureFormats: readonly { format: FigureFormat; label: string; hint: string }[] = [
  { format: 'svg', label: 'SVG', hint: 'Text stays text' },
  { format: 'png', label: 'PNG', hint: '160 × 100 mm at 300 dpi' },
  { format: 'pdf', label: 'PDF', hint: '160 × 100 mm, fonts embedded' },
  { format: 'csv', label: 'CSV', hint: 'Every row, every digit' },
];

/** The paper of a figure in one column of a page of two: 84 mm wide. */
export const columnPaper: Partial<DrawOptions> = { widthMm: 84, heightMm: 63 };
