import { describe, expect, it } from 'vitest';
import { plainDrawing, type FigureDrawing, type ReportPart } from '../../shared/domain/report-document.ts';
import type { Slot } from '../../shared/domain/component.ts';
import type { ReportBlock } from '../../shared/domain/report-layout.ts';
import { arrangeReport, moveBlock, placeBlocks, reportLayoutSchema } from '../../shared/domain/report-layout.ts';
import { figureCaption } from '../../shared/figures/drawing/figure-caption.ts';
import { exportReport, exportReportPdf } from '../../src-main/reports/export-report.ts';
import { exportSeries } from '../../src-main/reports/export-series.ts';
import { reportFigures } from '../../src-main/reports/sections/report-figures.ts';
import { tradeOff } from '../gallery/invented.ts';
import { reportParts } from '../../src-main/reports/report-parts.ts';
import type { ReportInput } from '../../src-main/reports/sections/report-input.ts';
import { input, report } from './report-input.ts';

const part = (id: string, shown = true): ReportBlock => ({ kind: 'part', id, shown });
const title = (text = ''): ReportBlock => ({ kind: 'title', id: 'title', shown: true, text });
const note = (text: string, shown = true): ReportBlock => ({ kind: 'note', id: 'note 1', shown, text });
const headings = (page: string) => [...page.matchAll(/<h[23]>([^<]*)<\/h[23]>/g)].map(([, words]) => words);

describe('the order of a report', () => {
  it('is the default where nothing is stored: figures with their tables behind them, then everything else', () => {
    const ids = reportParts(report).map(({ id }) => id);
    expect(ids.slice(0, 5)).toEqual(['summary', 'figure rmse-by-share', 'table rmse-by-share', 'figure target-mean-by-share', 'table target-mean-by-share']);
    expect(ids).toContain('figure convergence');
    expect(ids).not.toContain('table convergence');
    expect(placeBlocks([], reportParts(report))).toEqual([title(), ...ids.map((id) => part(id, !['claims', 'readings'].includes(id)))]);
  });

  it('keeps a stored order, drops what is gone and puts what is new behind what it follows', () => {
    const stored = [part('c'), note('words'), part('gone'), part('a', false)];
    expect(placeBlocks(stored, [{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual([title(), part('c'), note('words'), part('a', false), part('b')]);
  });

  it('leads with the targets’ mean where all runs only move targets, in figures, summary and commands', async () => {
    const pushed = (objective: Slot): ReportInput => ({ ...report, input: { ...input, runs: input.runs.map((one) => ({ ...one, run: { ...one.run, config: { ...one.run.config, objective } } })) } });
    const pushes = pushed({ id: 'integrity', config: { targets: ['478'], weight: 2 } });
    const ids = reportParts(pushes).map(({ id }) => id);
    expect(ids.slice(0, 5)).toEqual(['summary', 'figure target-mean-by-share', 'table target-mean-by-share', 'figure rmse-by-share', 'table rmse-by-share']);
    const figures = ['target-mean-by-share', 'rmse-by-share', 'users-by-target-mean', 'users-by-rmse', 'target-shift-by-detectability', 'rmse-by-detectability'];
    expect([...reportFigures(tradeOff)].map(({ figure }) => figure.id).slice(0, 6)).toEqual(figures);
    const page = await exportReport(pushes);
    expect(page.indexOf('moves the mean predicted rating')).toBeLessThan(page.indexOf('shifts predictions by'));
    expect(page.indexOf('figure target-mean-by-share --')).toBeLessThan(page.indexOf('figure rmse-by-share --'));
    const stored = placeBlocks([part('figure rmse-by-share'), part('figure target-mean-by-share')], reportParts(pushes)).map(({ id }) => id);
    expect(stored.indexOf('figure rmse-by-share')).toBeLessThan(stored.indexOf('figure target-mean-by-share'));
    const both = pushed({ id: 'hybrid', config: { availability: 1, integrity: 1, targets: ['478'], weight: 2 } });
    expect(reportParts(both)[1].id).toBe('figure rmse-by-share');
  });

  it('leaves out the paper’s claims where no run tests one, until somebody ticks them', async () => {
    expect(headings(await exportReport(report))).not.toContain('The paper’s claims');
    expect(headings(await exportReport({ ...report, layout: [part('claims')] }))).toContain('The paper’s claims');
    expect(placeBlocks([part('a', false)], [{ id: 'a' }, { id: 'b', aside: true }])).toEqual([title(), part('a', false), part('b', false)]);
    expect(placeBlocks([part('b')], [{ id: 'b', aside: true }])).toEqual([title(), part('b')]);
  });

  it('moves one block and leaves the others in order', () => {
    const blocks = ['a', 'b', 'c'].map((id) => part(id));
    expect(moveBlock(blocks, 0, 2).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(moveBlock(blocks, 2, 0).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(moveBlock(blocks, 2, 3)).toBe(blocks);
    const titled = [title(), ...blocks];
    expect(moveBlock(titled, 2, 0)).toBe(titled);
    expect(moveBlock(titled, 0, 2)).toBe(titled);
  });

  it('numbers figures and tables apart, as they are shown', () => {
    const parts: ReportPart[] = ['a', 'b', 'c'].map((id) => ({ id, kind: id === 'b' ? 'table' : 'figure', title: id.toUpperCase(), short: id, nodes: [] }));
    const arranged = arrangeReport([part('c'), part('a', false), part('b')], [...parts, { ...parts[0], id: 'd', title: 'D' }]);
    expect(arranged.map(({ title }) => title)).toEqual(['Title', 'Figure 1, C', 'Figure 2, D', 'A', 'Table 1, B']);
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

describe('two figures side by side', () => {
  const beside = (id: string, shown = true): ReportBlock => ({ kind: 'part', id, shown, beside: true });
  const arranged = (stored: readonly ReportBlock[]) => arrangeReport(stored, reportParts(report));
  const figures = (stored: readonly ReportBlock[]) => arranged(stored).flatMap(({ kind, short, nodes }) => (kind === 'figure' ? [`${short}: ${nodes.map((node) => node.kind).join(' ')}`] : []));

  it('are one figure with panels, and the figure behind them has the next number', () => {
    expect(figures([beside('figure rmse-by-share')]).slice(0, 3)).toEqual(['Figure 1 (a), RMSE: panels', 'Figure 1 (b), target: ', expect.stringMatching(/^Figure 2, .*: heading figure$/)]);
    const [first] = arranged([beside('figure rmse-by-share')]).filter(({ kind }) => kind === 'figure');
    expect(first.nodes).toMatchObject([{ number: 1, panels: [{ table: { figure: 'rmse-by-share' } }, { table: { figure: 'target-mean-by-share' } }] }]);
  });

  it('are the neighbours among those shown, each in one pair alone', () => {
    const without = figures([beside('figure rmse-by-share'), part('figure target-mean-by-share', false)]);
    expect(without[0]).toBe('Figure 1 (a), RMSE: panels');
    expect(without[1]).toBe('Figure, target: heading figure');
    expect(without[2]).toMatch(/^Figure 1 \(b\), /);
    const three = figures([beside('figure rmse-by-share'), beside('figure target-mean-by-share')]);
    expect(three[2]).toMatch(/^Figure 2, .*: heading figure$/);
    const ids = reportParts(report).filter(({ kind }) => kind === 'figure').map(({ id }) => id);
    expect(figures([...ids.slice(0, -1).map((id) => part(id)), beside(ids.at(-1)!)]).at(-1)).toMatch(/: heading figure$/);
    expect(figures([beside('figure rmse-by-share', false)])[0]).toBe('Figure, RMSE: heading figure');
  });

  it('stand under their letters, say once what both say, and keep how each is drawn', async () => {
    const layout = [{ ...beside('figure rmse-by-share'), drawing: { ...plainDrawing, title: true } } as ReportBlock];
    const page = await exportReport({ ...report, layout });
    const figure = /<figure><div class="panels">[\s\S]*?<\/figure>/.exec(page)![0];
    expect(figure.match(/<svg /g)).toHaveLength(2);
    expect([...figure.matchAll(/<p class="panel">([^<]*)<\/p>/g)].map(([, words]) => words)).toEqual(['(a)', '(b) Mean rating of target item 478']);
    const caption = /<figcaption>([\s\S]*)<\/figcaption>/.exec(figure)![1].replaceAll(/<[^>]+>/g, '');
    const plainFigures = arranged([]).flatMap(({ drawn }) => (drawn === null ? [] : [figureCaption(drawn)]));
    const shared = plainFigures[0].split(/(?<=\.) /).filter((sentence) => plainFigures[1].includes(sentence));
    expect(shared.length).toBeGreaterThan(0);
    for (const sentence of plainFigures.slice(0, 2).join(' ').split(/(?<=\.) /)) expect(caption.split(sentence).length <= 2, sentence).toBe(true);
  });

  it('leave the series of both to the archive', async () => {
    const names = async (layout: ReportBlock[]) => [...new TextDecoder('latin1').decode(await exportSeries({ ...report, layout })).matchAll(/figure-\d-[a-z-]+\.csv/g)].map(([name]) => name);
    expect(await names([beside('figure rmse-by-share')])).toEqual(await names([]));
  });
});

describe('the title of a report', () => {
  it('is the campaign’s name until it has one of its own, which stands first wherever it was stored', async () => {
    const heads = (page: string) => [/<title>([^<]*)<\/title>/, /<h1>([^<]*)<\/h1>/].map((pattern) => pattern.exec(page)?.[1]);
    expect(heads(await exportReport({ ...report, layout: [part('summary')] }))).toEqual(['first look', 'first look']);
    expect(heads(await exportReport({ ...report, layout: [part('summary'), title('  ')] }))).toEqual(['first look', 'first look']);
    const page = await exportReport({ ...report, layout: [part('summary'), title('Poisoning <ALS>')] });
    expect(heads(page)).toEqual(['Poisoning &lt;ALS&gt;', 'Poisoning &lt;ALS&gt;']);
    expect(page).toContain('Campaign first look. ml-100k');
    expect(page.indexOf('<h1>')).toBeLessThan(page.indexOf('<h2>'));
  });

  it('is the only one, and not too long', () => {
    expect(reportLayoutSchema.safeParse([title('a'), title('b')]).success).toBe(false);
    expect(reportLayoutSchema.safeParse([title('x'.repeat(201))]).success).toBe(false);
    expect(reportLayoutSchema.safeParse([{ ...title('a'), shown: false }]).success).toBe(false);
  });
});

describe('how a figure of a report is drawn', () => {
  const id = 'figure rmse-by-share';
  const drawn = (drawing?: FigureDrawing): ReportBlock => ({ kind: 'part', id, shown: true, ...(drawing && { drawing }) });
  const figureOf = async (block: ReportBlock) => {
    const others = reportParts(report).filter((one) => one.id !== id).map((one) => part(one.id, false));
    return /<main>[\s\S]*<\/main>/.exec(await exportReport({ ...report, layout: [block, ...others] }))![0];
  };

  it('is as at first where its block says nothing, in every layout that was stored before it could', async () => {
    expect(reportLayoutSchema.parse([drawn()])).toEqual([drawn()]);
    expect(await figureOf(drawn())).toBe(await figureOf(drawn(plainDrawing)));
  });

  it('has bands and labels unless they are off, and never another number', async () => {
    const [plain, without] = [await figureOf(drawn()), await figureOf(drawn({ bands: false, endLabels: false, title: false }))];
    const bands = (page: string) => page.match(/fill-opacity="0.15"/g)?.length ?? 0;
    const labels = (page: string) => page.match(/>(?:PGA exact|Uniform)<\/text>/g)?.length ?? 0;
    const points = (page: string) => page.match(/<circle|<path/g)?.length ?? 0;
    expect([bands(plain), labels(plain)]).toEqual([2, 2]);
    expect([bands(without), labels(without)]).toEqual([0, 0]);
    expect(points(plain) - points(without)).toBe(2);
  });

  it('has its title inside in place of the heading, and says nothing twice', async () => {
    const [plain, titled] = [await figureOf(drawn()), await figureOf(drawn({ ...plainDrawing, title: true }))];
    const [heading] = headings(plain);
    expect(headings(titled)).toEqual([]);
    expect(titled).toContain(`>${heading}</text>`);
    const said = /<figcaption><b>Figure 1\.<\/b> (ml-100k\. [^.]+\.)/.exec(plain)![1];
    expect(titled.match(/<figcaption>[\s\S]*<\/figcaption>/)![0]).not.toContain(said);
    expect(titled).toContain(said);
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

  it('has its equations as MathML, and those that cannot be set as they were written with the reason', async () => {
    const page = await exportReport({ ...report, layout: [note('$$ \\frac{a}{2} $$\n\n$$ \\nothing<b> $$')] });
    expect(page).toContain('<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>');
    expect(page).toContain('<p class="quiet">This equation uses \\nothing, which the lab does not know.</p> <pre>\\nothing&lt;b&gt;</pre>');
  });

  it('is written whatever stands in the equations of its notes', async () => {
    const unset = ['\\left\\constructor x\\right)', '\\big\\valueOf', 'a \\toString b', '{'.repeat(9_000), `${'\\hat'.repeat(2_000)} x`];
    for (const tex of unset) {
      const layout = [note(`$$${tex}$$\n\nand $${tex}$ too`)];
      const page = await exportReport({ ...report, layout });
      expect(page).toContain(`<pre>${tex}</pre>`);
      expect(page).toContain(`<code>$${tex}$</code> <span class="quiet">(This equation `);
      expect((await exportReportPdf({ ...report, layout })).length).toBeGreaterThan(1000);
    }
  });
});
