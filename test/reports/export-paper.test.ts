import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { exportPaper, exportPaperPdf, type PaperReport } from '../../src-main/reports/export-paper.ts';
import { input, report } from './report-input.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPoppler) console.warn('skipped: what a PDF on the paper says, for poppler-utils is not installed');
const paper: PaperReport = {
  ...report,
  title: 'Li et al. 2016 on ml-100k',
  readings: 2,
  panels: [
    { id: 'figure-1a', title: 'Figure 1a: availability alone', figures: [rmseByShare, targetMeanByShare], input },
    { id: 'figure-1b', title: 'Figure 1b: nothing yet', figures: [rmseByShare], input: { runs: [] } },
  ],
};
const headings = [...(await exportPaper(paper)).matchAll(/<h2 id="[^"]+">([^<]+)<\/h2>/g)].map(([, title]) => title);

describe('the report on the paper', () => {
  it('leads from its contents to every section, and numbers figures with their tables through all panels', async () => {
    const page = await exportPaper(paper);
    const links = [...page.matchAll(/<a href="#([^"]+)">/g)].map(([, id]) => id);
    for (const id of links) expect(page).toContain(`<h2 id="${id}">`);
    expect(headings).toEqual(expect.arrayContaining(['Figure 1a: availability alone', 'Figure 1b: nothing yet', 'Responsible use']));
    expect(page).toContain('No run of this panel is stored yet.');
    for (const number of [1, 2]) expect(page).toMatch(new RegExp(`<b>Figure ${number}\\.</b>[\\s\\S]*<b>Table ${number}\\.</b>`));
  });

  it.skipIf(!hasPoppler)('is a PDF too, with the same sections', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'poison-lab-paper-'));
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, await exportPaperPdf(paper));
    const { stdout } = spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    // Two apostrophes share a glyph of the font.
    const words = stdout.replaceAll(/\s+/g, ' ').replaceAll('\u02BC', '’');
    for (const title of headings) expect(words).toContain(title);
    expect(words).toContain('2 panels, 12 runs, 2 of them other readings of its claims.');
    expect(words).toContain('Malicious users (% of normal users)');
  });
});
