import { describe, expect, it } from 'vitest';
import type { ReportPart } from '../../shared/domain/report-document.ts';
import type { ReportBlock } from '../../shared/domain/report-layout.ts';
import { arrangeReport, moveBlock, placeBlocks, reportLayoutSchema } from '../../shared/domain/report-layout.ts';
import { exportReport } from '../../src-main/reports/export-report.ts';
import { reportParts } from '../../src-main/reports/report-parts.ts';
import { report } from './report-input.ts';

const part = (id: string, shown = true): ReportBlock => ({ kind: 'part', id, shown });
const note = (text: string, shown = true): ReportBlock => ({ kind: 'note', id: 'note 1', shown, text });
const headings = (page: string) => [...page.matchAll(/<h[23]>([^<]*)<\/h[23]>/g)].map(([, words]) => words);

describe('the order of a report', () => {
  it('is the default where nothing is stored: figures with their tables behind them, then everything else', () => {
    const ids = reportParts(report).map(({ id }) => id);
    expect(ids.slice(0, 5)).toEqual(['summary', 'figure rmse-by-share', 'table rmse-by-share', 'figure target-mean-by-share', 'table target-mean-by-share']);
    expect(ids).toContain('figure convergence');
    expect(ids).not.toContain('table convergence');
    expect(placeBlocks([], ids)).toEqual(ids.map((id) => part(id)));
  });

  it('keeps a stored order, drops what is gone and puts what is new behind what it follows', () => {
    const stored = [part('c'), note('words'), part('gone'), part('a', false)];
    expect(placeBlocks(stored, ['a', 'b', 'c'])).toEqual([part('c'), note('words'), part('a', false), part('b')]);
  });

  it('moves one block and leaves the others in order', () => {
    const blocks = ['a', 'b', 'c'].map((id) => part(id));
    expect(moveBlock(blocks, 0, 2).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(moveBlock(blocks, 2, 0).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(moveBlock(blocks, 2, 3)).toBe(blocks);
  });

  it('numbers figures and tables apart, as they are shown', () => {
    const parts: ReportPart[] = ['a', 'b', 'c'].map((id) => ({ id, kind: id === 'b' ? 'table' : 'figure', title: id.toUpperCase(), nodes: [] }));
    const arranged = arrangeReport([part('c'), part('a', false), part('b')], [...parts, { ...parts[0], id: 'd', title: 'D' }]);
    expect(arranged.map(({ title }) => title)).toEqual(['Figure 1, C', 'Figure 2, D', 'A', 'Table 1, B']);
  });

  it('names a block once', () => {
    expect(reportLayoutSchema.safeParse([part('a'), part('a')]).success).toBe(false);
    expect(reportLayoutSchema.safeParse(Array.from({ length: 11 }, (_, i) => ({ ...note('x'.repeat(20_000)), id: `note ${i}` }))).success).toBe(false);
  });

  it('orders the file and leaves out what is not ticked', async () => {
    const first = ['claims', 'figure target-mean-by-share', 'figure rmse-by-share'];
    const rest = reportParts(report).map(({ id }) => id).filter((id) => !first.includes(id));
    const layout = [...first, ...rest].map((id) => part(id, id !== 'credits'));
    const page = await exportReport({ ...report, layout });
    expect(headings(page)[0]).toBe('The paper’s claims');
    expect(headings(page)).not.toContain('Credits and terms');
    const figures = [...page.matchAll(/<h2>([^<]+)<\/h2>\s*<figure>[\s\S]*?<b>Figure (\d)\./g)].map(([, title, number]) => `${number} ${title}`);
    expect(figures[0]).toMatch(/^1 .*target/i);
    expect(figures[1]).toMatch(/^2 RMSE/);
  });
});

describe('a note in a report', () => {
  it('is printed where it stands, with every tag in it as text', async () => {
    const text = '## What we saw\n\nIt **holds** <img src=x onerror=alert(1)> & `k=8`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | <script>x</script> |';
    const page = await exportReport({ ...report, layout: [note(text), part('summary')] });
    expect(page).toContain('<h2>What we saw</h2>');
    expect(page).toContain('It <b>holds</b> &lt;img src=x onerror=alert(1)&gt; &amp; <code>k=8</code>.');
    expect(page).toContain('<li>one</li><li>two</li>');
    expect(page).toContain('>&lt;script&gt;x&lt;/script&gt;</td>');
    expect(page).not.toMatch(/<script|<img/);
    expect(await exportReport({ ...report, layout: [note(text, false)] })).not.toContain('What we saw</h2>');
  });

  it('has its equations as MathML, and those that cannot be read as they were written', async () => {
    const page = await exportReport({ ...report, layout: [note('$$ \\frac{a}{2} $$\n\n$$ \\nothing<b> $$')] });
    expect(page).toContain('<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>');
    expect(page).toContain('<pre>\\nothing&lt;b&gt;</pre>');
  });
});
