import { describe, expect, it } from 'vitest';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import { exportFigure } from '../../src-main/reports/export-figure.ts';
import { exportReport } from '../../src-main/reports/export-report.ts';
import { nodesMarkup } from '../../src-main/reports/html/nodes.ts';
import { figuresByBeta } from '../../src-main/reports/sections/figures-by-beta.ts';
import { figureNodes, numbersOf } from '../../src-main/reports/sections/figures.ts';
import { figureRun } from '../figures/figure-runs.ts';
import { report } from './report-input.ts';

const sgld = (beta: number, seed: number, availability: number, integrity: number) =>
  figureRun({
    attack: 'sgld',
    attackConfig: { beta },
    seed,
    objective: { id: 'hybrid', config: { availability, integrity, targets: ['478'] } },
    rmse: 0.03 + 0.2 * beta,
    before: 0.8,
    after: 0.8 + beta / 2,
    pairedP: beta === 0 ? 0.7 : 0.01 * seed,
  });
const sweep = (availability: number, integrity: number) =>
  [0, 0.6].flatMap((beta) => [1, 2, 3].map((seed) => sgld(beta, seed, availability, integrity)));
const paper = { widthMm: 120, heightMm: 80, dpi: 96, theme: 'print' } as const;
const words = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('p by β as a file', () => {
  const table = pByBeta.table({ runs: sweep(1, 0) });
  const file = async (format: 'svg' | 'png' | 'pdf' | 'csv') =>
    new TextDecoder('latin1').decode(await exportFigure(table, 'p-by-beta', format, paper));

  it('is its table as CSV, every digit, with rejections beside the median', async () => {
    const [head, zero, more] = (await file('csv')).trim().split(/\r?\n/).map((line) => line.split(','));
    const cell = (line: string[], key: string) => line[head.indexOf(key)];
    expect(head).toEqual(table.columns.map(({ key }) => key));
    expect(['beta', 'n', 'pMedian', 'rejected'].map((key) => cell(zero, key))).toEqual(['0', '3', '0.7', '0']);
    expect(['beta', 'n', 'pMedian', 'rejected'].map((key) => cell(more, key))).toEqual(['0.6', '3', '0.02', '3']);
    expect(Number(cell(more, 'rejectLow'))).toBe(table.rows[1].rejectLow);
  });

  it('is drawn as SVG, PNG and PDF', async () => {
    const svg = new TextDecoder().decode(await exportFigure(table, 'p-by-beta', 'svg', paper));
    for (const text of ['p of the paired t by β', 'p = 0.05', 'β (larger: a stronger attack)', 'no p value']) {
      expect(svg).toContain(text);
    }
    expect((await file('png')).slice(1, 4)).toBe('PNG');
    expect((await file('pdf')).slice(0, 5)).toBe('%PDF-');
  });
});

describe('figures by β of a report', () => {
  it('are p, RMSE and rating, one panel per objective that has more than one β', () => {
    const runs = [...sweep(1, -1), ...sweep(0, 1), sgld(0.6, 1, 1, 0)];
    expect([...figuresByBeta({ runs })].map(({ table }) => table.title)).toEqual([
      'p of the paired t by β, availability 0, integrity 1',
      'RMSE of predictions by β, availability 0, integrity 1',
      'Mean rating of target item 478 by β, availability 0, integrity 1',
      'p of the paired t by β, availability 1, integrity −1',
      'RMSE of predictions by β, availability 1, integrity −1',
      'Mean rating of target item 478 by β, availability 1, integrity −1',
    ]);
    expect([...figuresByBeta({ runs: sweep(1, 0) })][0].table.title).toBe('p of the paired t by β');
  });

  it('are none where no objective has more than one β, and leave out what no run has', () => {
    expect([...figuresByBeta({ runs: [sgld(0.6, 1, 1, 0), sgld(0, 1, 0, 1)] })]).toEqual([]);
    const untargeted = [0, 1].map((beta) => figureRun({ attack: 'sgld', attackConfig: { beta } }));
    expect([...figuresByBeta({ runs: untargeted })].map(({ figure }) => figure.id)).toEqual([
      'p-by-beta',
      'rmse-by-beta',
    ]);
  });

  it('stand in the whole report, numbered on', async () => {
    const runs = sweep(1, 0).map((run, i) => ({ ...run, provenance: report.input.runs[i].provenance }));
    const text = words(await exportReport({ ...report, input: { runs } }));
    expect(text).toContain('Figure 3. ml-100k.');
    expect(text).toContain('Table 3. p of the paired t by β: all medians.');
    expect(text).toContain('Table 5. Mean rating of target item 478 by β: all means, −2 to 2 (0 = 3 stars).');
  });

  it('say the medians, how many runs reject, and that a median of p is no p', () => {
    const [p, rmse] = figuresByBeta({ runs: sweep(1, 0) });
    const section = words(nodesMarkup([...figureNodes(p.table, 4), numbersOf(p)!]).markup);
    expect(section).toContain('Figure 4. ml-100k.');
    expect(section).toContain('A median of p values is no p value.');
    // Three of three reject at β = 0.6: Wilson from 3 / (3 + z²).
    expect(section).toContain('SGLD exact 0.6 47 0.020 (n=3) 3 of 3 (0.44 to 1.00)');
    expect(section).toContain('SGLD exact 0.0 47 0.700 (n=3) 0 of 3 (0.00 to 0.56)');
    expect(words(nodesMarkup([numbersOf(rmse)!]).markup)).toContain(
      'SGLD exact 0.6 47 0.150 ± 0 (n=3)',
    );
  });
});
