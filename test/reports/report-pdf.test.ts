import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportBlock } from '../../shared/domain/report-layout.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { exportReport, exportReportPdf, reportPages } from '../../src-main/reports/export-report.ts';
import { exportFigure } from '../../src-main/reports/export-figure.ts';
import { reportParts } from '../../src-main/reports/report-parts.ts';
import { nodesMarkup } from '../../src-main/reports/html/nodes.ts';
import { pdfOf } from '../../src-main/reports/pdf/document.ts';
import { nodeSlices } from '../../src-main/reports/pdf/nodes.ts';
import { paginate } from '../../src-main/reports/pdf/paginate.ts';
import { roomOf, sheets, type Slice } from '../../src-main/reports/pdf/slice.ts';
import { typeset, widthsOf } from '../../src-main/reports/pdf/typeset.ts';
import { figureNodes } from '../../src-main/reports/sections/figures.ts';
import { component, figureRun } from '../figures/figure-runs.ts';
import { input, report } from './report-input.ts';

/** Poppler's tools: `totext`, `info`, `fonts`. */
const poppler = (tool: string, ...args: string[]) => spawnSync(`pdf${tool}`, args, { encoding: 'utf8', maxBuffer: 1e8 });
const hasPoppler = poppler('totext', '-v').error === undefined;
if (!hasPoppler) console.warn('skipped: what a PDF of a report says, for poppler-utils is not installed');

const note: ReportBlock = {
  kind: 'note',
  id: 'note 1',
  shown: true,
  text: '## What we saw\n\nThe attack **holds** for `k = 8`, <b>always</b>.\n\n- first finding\n- second finding\n\n| seed | effect |\n|---|---|\n| 1 | 0.125 |\n\n$$ \\frac{a}{2} + \\lambda_i $$',
};
/** Ticked, although no run of the report tests one. */
const claims: ReportBlock[] = ['claims', 'readings'].map((id) => ({ kind: 'part', id, shown: true }));
let folder = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poison-lab-report-'));
  path = join(folder, 'report.pdf');
  writeFileSync(path, await exportReportPdf({ ...report, layout: [note, ...claims] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasPoppler)('the PDF of a report', () => {
  // Two apostrophes share a glyph of the font, and a PDF says one of them.
  const said = (...args: string[]) => poppler('totext', ...args, path, '-').stdout.replaceAll(/\s+/g, ' ').replaceAll('\u02BC', '’');

  it('sets symbols of the paper with subscripts, and says them as one word', async () => {
    const components = [component('learner', 'als', { lambdaUsers: { title: 'Ridge on users', symbol: 'λ_U' }, lambdaItems: { title: 'Ridge on items', symbol: 'λ_V' } })];
    const runs = [5, 20].flatMap((lambdaUsers) => [1, 2].map((seed) => ({ ...figureRun({ seed, rmse: lambdaUsers / 100, learner: { id: 'als', config: { lambdaUsers, lambdaItems: 5 } } }), provenance: report.input.runs[0].provenance })));
    const one = { ...report, input: { runs, components } };
    const own = join(folder, 'symbols.pdf');
    writeFileSync(own, await exportReportPdf(one));
    const drawn = join(folder, 'symbols-figure.pdf');
    writeFileSync(drawn, await exportFigure(rmseByShare.table(one.input), 'rmse-by-share', 'pdf', { widthMm: 120, heightMm: 80, dpi: 150, theme: 'print' }));
    for (const [file, ...words] of [[own, 'PGA exact, λU = 5', 'λV = 5'], [drawn, 'PGA exact, λU = 5']]) {
      for (const args of [[], ['-layout'], ['-raw']]) {
        const told = poppler('totext', ...args, file, '-').stdout.replaceAll(/\s+/g, ' ');
        for (const word of words) expect(told, `${file} ${args.join()}`).toContain(word);
      }
    }
    const page = await exportReport(one);
    expect(page).toContain('λ<sub>V</sub> = 5');
    expect(page).toContain('PGA exact, λ<tspan dy="2.5" font-size="10">U</tspan><tspan dy="-2.5"> = 5</tspan>');
  });

  it('says title, units, labels, captions, the numbers of every table, and the notes', () => {
    const words = said('-layout');
    for (const part of [
      'first look',
      'RMSE, in shifted units (1 = 1 star)',
      'Malicious users (% of normal users)',
      'Mean predicted rating, −2 to 2 (0 = 3 stars)',
      'PGA exact',
      'Uniform',
      'clean, 0.800 (3.800 stars)',
      'Accepted iterations',
      'Figure 1. ml-100k.',
      'Table 1. RMSE of predictions against the clean model: all means',
      '0.320 ± 0.025 (n=3)',
      'What we saw',
      'The attack holds for k = 8, <b>always</b>.',
      'first finding',
      '0.125',
      'Responsible use',
    ]) {
      expect(words).toContain(part);
    }
    for (const { run } of input.runs) expect(words).toContain(run.run);
  });

  it('has every heading and every caption of its parts', () => {
    const words = said();
    for (const { nodes } of reportParts(report)) {
      for (const node of nodes) if (node.kind === 'heading') expect(words.includes(String(node.text)), String(node.text)).toBe(true);
    }
    expect(words.match(/Figure \d\. ml-100k/g)).toEqual([1, 2, 3, 4].map((number) => `Figure ${number}. ml-100k`));
  });

  it('embeds the bundled font and no other, is A4, and numbers its pages', () => {
    const fonts = poppler('fonts', path).stdout.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(2);
    for (const font of fonts) expect(font).toMatch(/(?:Inter|PoisonLabMath).*yes yes yes/);
    const info = poppler('info', path).stdout;
    expect(info).toMatch(/Title:\s+first look/);
    expect(info).toMatch(/Page size:\s+595 x 842 pts \(A4\)/);
    expect(info).not.toMatch(/CreationDate|ModDate/);
    const pages = Number(/Pages:\s+(\d+)/.exec(info)![1]);
    for (let page = 1; page <= pages; page++) expect(said('-f', String(page), '-l', String(page))).toContain(`${page} / ${pages}`);
  });

  it('sets equations alone in the middle and among words in their line, as text in the bundled face', async () => {
    const text = 'It is $\\lambda_U \\leq \\mathrm{rank}(X)$ here, not $\\oint$.\n\n$$ \\mathrm{RMSE} = \\sqrt{\\frac{1}{|\\Omega|} x} $$';
    const equations = join(folder, 'equations.pdf');
    writeFileSync(equations, await exportReportPdf({ ...report, layout: [{ ...note, text } as ReportBlock] }));
    const pages = poppler('totext', '-bbox', equations, '-').stdout;
    const words = [...pages.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)].map(([, left, top, right, bottom, word]) => ({ left: Number(left), right: Number(right), line: (Number(top) + Number(bottom)) / 2, word }));
    const find = (word: string) => words.find((one) => one.word.includes(word))!;
    expect(words.map(({ word }) => word).join('')).toMatch(/Itis𝜆𝑈≤rank\(𝑋\)here,not\$\\oint\$\(Thisequationuses\\oint,whichthelabdoesnotknow\.\)\./u);
    for (const word of ['rank', 'here,']) expect(Math.abs(find(word).line - find('It').line), word).toBeLessThan(3);
    const alone = words.filter(({ line }) => Math.abs(line - find('RMSE').line) < 20 && line > find('here,').line + 8);
    const [left, right] = [Math.min(...alone.map((one) => one.left)), Math.max(...alone.map((one) => one.right))];
    expect(Math.abs((left + right) / 2 - 595 / 2)).toBeLessThan(3);
    expect(poppler('fonts', equations).stdout).toMatch(/PoisonLabMath.*TrueType.*yes yes yes/);
  });

  it('cuts no name of a file beside its hash', async () => {
    const facts = join(folder, 'facts.pdf');
    const entries: [string, string][] = [['rmse-by-share.csv', 'a'.repeat(64)], ['target-shift-by-detectability.csv', 'b'.repeat(64)]];
    writeFileSync(facts, await pdfOf({ title: 'Facts', source: '', groups: [[{ kind: 'facts', entries }]], sheet: 'a4' }));
    const words = poppler('totext', '-layout', facts, '-').stdout.replaceAll(/\s+/g, ' ');
    for (const [name, hash] of entries) expect(words).toContain(`${name} ${hash}`);
  });

  it('is on Letter where its layout says so, with no more on a page than it holds', async () => {
    const letter = join(folder, 'letter.pdf');
    const layout: ReportBlock[] = [{ kind: 'title', id: 'title', shown: true, text: '', sheet: 'letter' }, note];
    writeFileSync(letter, await exportReportPdf({ ...report, layout }));
    const info = poppler('info', letter).stdout;
    expect(info).toMatch(/Page size:\s+612 x 792 pts \(letter\)/);
    expect((await reportPages({ ...report, layout })).pages).toBe(Number(/Pages:\s+(\d+)/.exec(info)![1]));
    const places = [...poppler('totext', '-bbox', letter, '-').stdout.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)];
    expect(places.length).toBeGreaterThan(1000);
    for (const [left, high, right, low] of places.map(([, ...numbers]) => numbers.map(Number))) {
      expect(left).toBeGreaterThanOrEqual(59);
      expect(right).toBeLessThanOrEqual(612 - 59);
      const isInFoot = high > 792 - 60;
      expect(isInFoot || low <= 792 - 62).toBe(true);
    }
  });

  it('has each block on the page that its count says', async () => {
    const { pages, blocks } = await reportPages({ ...report, layout: [note, ...claims] });
    expect(pages).toBe(Number(/Pages:\s+(\d+)/.exec(poppler('info', path).stdout)![1]));
    expect(pages).toBeGreaterThan(3);
    const page = new Map(blocks.map((block) => [block.id, block.page]));
    expect(page.get('title')).toBe(1);
    for (const { id, nodes } of reportParts(report)) {
      const [first] = nodes;
      if (first.kind !== 'heading') continue;
      const begins = page.get(id)!;
      expect(said('-f', String(begins), '-l', String(begins)), id).toContain(String(first.text));
    }
  });

  it('draws figures as vectors, with no image in it', () => {
    expect(poppler('images', '-list', path).stdout.trim().split('\n')).toHaveLength(2);
  });

  it('has a title of its own at its head, in its foot and in what readers list', async () => {
    writeFileSync(path, await exportReportPdf({ ...report, layout: [{ kind: 'title', id: 'title', shown: true, text: 'Five per cent of fakes' }] }));
    expect(poppler('info', path).stdout).toMatch(/Title:\s+Five per cent of fakes/);
    expect(said('-l', '1').match(/Five per cent of fakes/g)).toHaveLength(2);
    expect(said('-l', '1')).toContain('Campaign first look.');
  });

  it('draws a figure as its block says', async () => {
    const drawing = { bands: true, endLabels: false, title: true };
    const others = reportParts(report).map(({ id }): ReportBlock => ({ kind: 'part', id, shown: false }));
    const layout = others.map((block) => (block.id === 'figure rmse-by-share' ? { ...block, shown: true, drawing } : block)) as ReportBlock[];
    writeFileSync(path, await exportReportPdf({ ...report, layout }));
    expect(said().match(/RMSE of predictions against the clean model/g)).toHaveLength(1);
    expect(said()).not.toContain('PGA exact');
  });

  it('sets two figures that stand side by side beside each other, on one page', async () => {
    const layout: ReportBlock[] = [{ kind: 'part', id: 'figure rmse-by-share', shown: true, beside: true }];
    const panels = join(folder, 'panels.pdf');
    writeFileSync(panels, await exportReportPdf({ ...report, layout }));
    const places = (words: string) => {
      const page = poppler('totext', '-bbox-layout', panels, '-').stdout.split('<page ').findIndex((one) => one.includes(`>${words}<`));
      const [, left, top] = new RegExp(`<word xMin="([\\d.]+)" yMin="([\\d.]+)"[^>]*>${words.replaceAll(/[()]/g, '\\$&')}<`).exec(poppler('totext', '-bbox-layout', panels, '-').stdout)!.map(Number);
      return { page, left, top };
    };
    const [first, second] = [places('(a)'), places('(b)')];
    expect(second.page).toBe(first.page);
    expect(second.top).toBeCloseTo(first.top, 1);
    expect(second.left - first.left).toBeGreaterThan(493 / 2);
  });

  it('says each verdict in a word beside its sign', async () => {
    const layout = reportParts(report).map(({ id }): ReportBlock => ({ kind: 'part', id, shown: id === 'claims' }));
    writeFileSync(path, await exportReportPdf({ ...report, layout }));
    expect(said()).toContain('Not tested');
    expect(poppler('images', '-list', path).stdout.trim().split('\n')).toHaveLength(2);
  });

  it('keeps hostile text as text', async () => {
    writeFileSync(path, await exportReportPdf({ ...report, title: '<script>alert(1)</script>', layout: [{ ...note, text: '<img src=x> [a](/help/b)' } as ReportBlock] }));
    expect(said()).toContain('<script>alert(1)</script>');
    expect(said()).toContain('<img src=x> a');
  });
});

describe('a PDF of a report', () => {
  it('has the same bytes for the same input', async () => {
    const hash = async () => createHash('sha256').update(await exportReportPdf(report)).digest('hex');
    expect(await hash()).toBe(await hash());
  });

  it('is made of an empty report too, and of one that shows nothing', async () => {
    const nothing = reportParts(report).map(({ id }): ReportBlock => ({ kind: 'part', id, shown: false }));
    for (const one of [{ ...report, input: { runs: [] } }, { ...report, layout: nothing }]) {
      expect(new TextDecoder().decode((await exportReportPdf(one)).subarray(0, 5))).toBe('%PDF-');
    }
  });
});

describe('a figure with lines in plenty', () => {
  const figure = (series: number) => {
    const found = Array.from({ length: series }, (_, i) => ({ attackConfig: { iterations: i }, rmse: i / 10 })).flatMap((wish) => [0.01, 0.05].map((share) => figureRun({ ...wish, share })));
    return figureNodes(rmseByShare.table({ runs: found }), 1)[1];
  };
  const heightOf = (series: number) => [...nodeSlices(figure(series), sheets.a4)][0].height;
  const boxOf = (series: number) => /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(nodesMarkup([figure(series)]).markup)!.slice(1).map(Number);

  it('is as much higher as its legend takes, on a page and in the browser, and none with few', () => {
    expect(heightOf(8)).toBe(heightOf(2));
    expect(boxOf(8)).toEqual(boxOf(2));
    expect(heightOf(30)).toBeGreaterThan(heightOf(12));
    expect(heightOf(12)).toBeGreaterThan(heightOf(8));
    const [rows, room] = [new Set(nodesMarkup([figure(30)]).markup.match(/y="[\d.]+" font-weight="500"/g)).size, boxOf(30)[1] - boxOf(8)[1]];
    expect(rows).toBeGreaterThan(5);
    expect(room).toBeGreaterThanOrEqual(rows * 16);
  });

  it('is drawn smaller where a page would not hold it', () => {
    for (const series of [60, 200, 600]) expect(heightOf(series)).toBeLessThan(roomOf(sheets.a4) - 60);
  });
});

describe('lines of text', () => {
  const style = { size: 10, leading: 14, weight: 400, colour: '#000000' } as const;
  const textOf = (lines: ReturnType<typeof typeset>) => lines.map(({ spans }) => spans.map((span) => (span.kind === 'text' ? span.text : '')).join(''));

  it('are no wider than asked, whatever the words, and lose nothing', () => {
    const words = `one two = three ${'x'.repeat(90)} four, five; six (n = 10) seven`;
    const lines = typeset(words, style, 80);
    for (const { width } of lines) expect(width).toBeLessThanOrEqual(80.02);
    expect(textOf(lines).join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
    expect(textOf(lines).some((line) => line.includes('two = three'))).toBe(true);
  });

  it('measure as wide as they are set on one', () => {
    const words = [{ kind: 'strong', text: 'Figure 1.' } as const, { kind: 'text', text: ' and more' } as const];
    const { whole } = widthsOf(words, style);
    const [line, ...rest] = typeset(words, style, whole + 1);
    expect(rest).toEqual([]);
    expect(line.width).toBeCloseTo(whole, 6);
  });
});

describe('pages', () => {
  const slice = (height: number, more: Partial<Slice> = {}): Slice => ({ height, gap: 0, keep: false, head: null, draw: () => undefined, ...more });
  const sheet = sheets.a4;
  const room = roomOf(sheet);

  it('keep a heading with what is below it, and never run over', () => {
    const heading = slice(20, { keep: true });
    const pages = paginate([slice(room - 30), heading, slice(40), slice(room - 10)], sheet);
    expect(pages.map((page) => page.length)).toEqual([1, 2, 1]);
    for (const page of pages) for (const { slice: one, top } of page) expect(top + one.height).toBeLessThanOrEqual(sheet.height - sheet.bottom);
  });

  it('keep a table of few rows on one page, and no row of a longer one alone', () => {
    const table = (count: number) => nodeSlices({ kind: 'table', number: 1, caption: 'Rows', columns: [{ label: 'a', align: 'name' }], rows: Array.from({ length: count }, (_, at) => [`row ${at}`]) }, sheet);
    const after = (count: number, left: number) => paginate([slice(room - left), ...table(count)], sheet).map((page) => page.length);
    const [caption, head] = [1, 1];
    expect(after(12, 150)).toEqual([1, caption + head + 12]);
    const rowHeight = 8 * 1.45 + 4;
    for (const left of [40, 70, 150]) {
      const pages = paginate([slice(room - left), ...table(60)], sheet);
      const rows = pages.map((page) => page.filter(({ slice: one }) => Math.abs(one.height - rowHeight) < 0.01 && one.head !== null).length);
      expect(rows.reduce((sum, count) => sum + count), String(left)).toBe(60);
      expect(rows, String(left)).not.toContain(1);
    }
  });

  it('repeat the head of a table that goes on', () => {
    const head = slice(20, { keep: true });
    const rows = Array.from({ length: 60 }, () => slice(30, { head }));
    const pages = paginate([head, ...rows], sheet);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page.filter(({ slice: one }) => one === head)).toHaveLength(1);
    expect(pages.flat().filter(({ slice: one }) => one !== head)).toHaveLength(60);
  });
});
