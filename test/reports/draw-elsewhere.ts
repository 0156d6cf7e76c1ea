import { createHash } from 'node:crypto';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { exportFigure } from '../../src-main/reports/export-figure.ts';
import { input } from './report-input.ts';

/** Prints the hashes of a figure in every format: run in a process of its own, to compare with the test's. */
const paper = { widthMm: 120, heightMm: 80, dpi: 150, theme: 'print' } as const;
for (const format of ['svg', 'png', 'pdf', 'csv'] as const) {
  const bytes = await exportFigure(rmseByShare.table(input), 'rmse-by-share', format, paper);
  console.log(createHash('sha256').update(bytes).digest('hex'));
}
