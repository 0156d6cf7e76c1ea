import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { arrangeReport, type AddedFigure, type ReportBlock } from '../../shared/domain/report-layout.ts';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { withBaseline } from '../../shared/figures/to-baseline.ts';
import { tableCsv } from '../../src-main/reports/export-figure.ts';
import { exportReport, exportReportPdf, reportPages } from '../../src-main/reports/export-report.ts';
import { exportSeries } from '../../src-main/reports/export-series.ts';
import { reportParts } from '../../src-main/reports/report-parts.ts';
import { input, report } from './report-input.ts';
import { unzipped } from './unzipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'poison-lab-added-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = rmseByShare.table(input);
const [pga, uniform] = ['PGA exact', 'Uniform'].map((label) => String(whole.rows.find((row) => row.label === label)!.series));
const figure: AddedFigure = {
  kind: 'figure',
  id: 'added 1',
  shown: true,
  figure: 'rmse-by-share',
  where: [{ path: 'seed', values: [1, 2] }],
  view: { logarithmic: true, baseline: pga, hidden: [uniform] },
  caption: 'Two seeds',
};
const withAdded = (...blocks: ReportBlock[]) => ({ ...report, layout: blocks });
const narrowed = { runs: input.runs.filter(({ run }) => run.config.seed < 3) };
const table = withBaseline(rmseByShare.table(narrowed), differenceTable(narrowed, 'rmse-by-share', pga), pga);
const figuresOf = (page: string) => [...page.matchAll(/<figure>([\s\S]*?)<\/figure>/g)].map(([, markup]) => markup);

describe('a figure that was added to a report', () => {
  it('is of its runs alone, drawn and said as it was shown', async () => {
    const blocks = arrangeReport([figure], reportParts(withAdded(figure)));
    const own = blocks.find(({ block }) => block.id === 'added 1')!;
    expect(own.drawn?.table.rows).toEqual(table.rows);
    expect(own.drawn?.view).toEqual(figure.view);
    const plain = figuresOf(await exportReport(report));
    const page = figuresOf(await exportReport(withAdded(figure)));
    const anew = page.filter((markup) => markup.includes('Two seeds.'));
    expect([page.length - plain.length, anew.length]).toEqual([1, 1]);
    expect(anew[0]).toContain('Only runs with seed 1 or 2.');
    expect(anew[0]).toContain('Not drawn: Uniform.');
    expect(anew[0]).not.toContain('>Uniform</text>');
    expect(anew[0]).toContain('PGA exact');
    const bare: AddedFigure = { ...figure, view: undefined };
    expect(figuresOf(await exportReport(withAdded(bare))).find((markup) => markup.includes('Two seeds.'))).toContain('>Uniform</text>');
  });

  it('is numbered and placed as the layout says, and stands beside another one', () => {
    const parts = reportParts(withAdded(figure));
    const rest = parts.filter(({ id }) => id !== 'added 1').map(({ id }): ReportBlock => ({ kind: 'part', id, shown: true }));
    const first = arrangeReport([figure, ...rest], parts);
    expect(first[1].title).toBe('Figure 1, RMSE of predictions against the clean model');
    const pair = arrangeReport([{ ...figure, beside: true }, ...rest], parts);
    expect(pair[1].title).toMatch(/^Figure 1 \(a\), /);
    expect(arrangeReport([{ ...figure, shown: false }, ...rest], parts)[1].title).toBe('RMSE of predictions against the clean model');
    // Parts that were made before it was taken out bring it back nowhere.
    expect(arrangeReport(rest, parts).map(({ block }) => block.id)).not.toContain('added 1');
    expect(arrangeReport([figure], parts.filter(({ id }) => id !== 'added 1'))[1]).toMatchObject({ kind: 'figure', nodes: [], drawn: null });
  });

  it('leaves in the PDF too, the same bytes each time, and in the archive with its differences', async () => {
    const with1 = withAdded(figure);
    const bytes = await exportReportPdf(with1);
    expect(Buffer.from(bytes).equals(Buffer.from(await exportReportPdf(with1)))).toBe(true);
    expect(Buffer.from(bytes).equals(Buffer.from(await exportReportPdf(withAdded({ ...figure, view: {} }))))).toBe(false);
    expect((await reportPages(with1)).blocks.map(({ id }) => id)).toContain('added 1');
    const path = join(folder, 'series.zip');
    writeFileSync(path, await exportSeries(with1));
    expect([...(await unzipped(path)).values()]).toContain(tableCsv(table));
  });

  it('has its line and its hash where the report says how to do it again', async () => {
    const page = await exportReport(withAdded(figure));
    expect(page).toContain(`npx poison-lab figure rmse-by-share --campaign &#39;first look&#39; --where seed=1,2 --baseline ${pga} --to added-1.csv`);
    expect(page).toContain(createHash('sha256').update(tableCsv(table)).digest('hex'));
    expect(page).toContain('&quot;id&quot;: &quot;added 1&quot;');
  });

  it('says so where this version has no such figure, and nothing is lost of the others', async () => {
    const unknown: AddedFigure = { ...figure, figure: 'rmse-by-moon' };
    const page = await exportReport(withAdded(unknown));
    expect(page).toContain('This version of the lab has no figure rmse-by-moon.');
    expect(figuresOf(page)).toHaveLength(figuresOf(await exportReport(report)).length);
  });
});
