import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convergence } from '../../shared/figures/convergence.ts';
import { textWidth } from '../../shared/figures/drawing/symbol-text.ts';
import { figureFontFamily } from '../../shared/figures/drawing/tokens.ts';
import { figureDefinitions } from '../../shared/figures/list.ts';
import { notesOnEnds } from '../../shared/figures/line-ends.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { runConvergence } from '../../shared/figures/run/run-convergence.ts';
import { runFigures } from '../../shared/figures/run/list.ts';
import { ratedItems } from '../../shared/figures/run/rated-items.ts';
import { ratingShares } from '../../shared/figures/run/rating-shares.ts';
import { targetPredictions } from '../../shared/figures/run/target-predictions.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { exportFigure } from '../../src-main/reports/export-figure.ts';
import { writeAtomically } from '../../src-main/reports/write-file.ts';
import { figureRun } from '../figures/figure-runs.ts';
import { availability, betaSweep, integrity, manySettings, tradeOff, traces } from '../gallery/invented.ts';
import { runFacts } from '../figures/run-facts.ts';
import { input } from './report-input.ts';

const paper = { widthMm: 120, heightMm: 80, dpi: 150, theme: 'print' } as const;
/** Poppler's tools: `totext`, `info`, `fonts`. */
const poppler = (tool: string, ...args: string[]) => spawnSync(`pdf${tool}`, args, { encoding: 'utf8' });
const hasPoppler = poppler('totext', '-v').error === undefined;
const hasLatex = hasPoppler && spawnSync('pdflatex', ['--version']).error === undefined;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The text elements of an SVG: what they say, and where they begin and end, in px. */
const textsOf = (svg: string) => {
  const context = createCanvas(1, 1).getContext('2d');
  return [...svg.matchAll(/<text x="([-\d.]+)" ([^>]*)>(.*?)<\/text>/g)].map(([, x, attributes, markup]) => {
    const of = (name: string, usual: string) => new RegExp(`${name}="([^"]+)"`).exec(attributes)?.[1] ?? usual;
    context.font = `${of('font-weight', '400')} ${of('font-size', '12')}px ${figureFontFamily}`;
    const words = markup.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
    const width = textWidth(context, words);
    const left = Number(x) - width * { start: 0, middle: 0.5, end: 1 }[of('text-anchor', 'start') as 'start' | 'middle' | 'end'];
    return { words, left, right: left + width };
  });
};
const widthOf = (svg: string): number => Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1]);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'poison-lab-figure-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('SVG', () => {
  it('has the words of the figure as text, fonts inside, no scripts and nothing from outside', async () => {
    const svg = text(
      await exportFigure(targetMeanByShare.table(input), 'target-mean-by-share', 'svg', paper),
    );
    for (const words of [
      'Mean rating of target item 478',
      '−2 to 2 (0 = 3 stars)',
      'PGA exact',
      'Uniform',
      'Malicious users (% of normal users)',
      'clean, 0.800 (3.800 stars)',
    ]) {
      expect(svg.includes(`>${words}<`) || svg.includes(`${words}</text>`)).toBe(true);
    }
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="120mm" height="80mm"/);
    expect(/<script|javascript:|href=|onload/.test(svg)).toBe(false);
    expect(svg.match(/url\((?!data:font\/woff2)/)).toBeNull();
    expect(svg.match(/@font-face/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('has no text below the size that is asked for, and some of it, in every figure', async () => {
    for (const [widthMm, textPt, expected] of [[174, undefined, 9], [84, undefined, 7.2], [84, 6, 6], [174, 7, 7]] as const) {
      for (const { id, table } of figureDefinitions) {
        const svg = text(await exportFigure(table(input), id, 'svg', { ...paper, widthMm, textPt, chart: { title: true } }));
        const ptPerPx = ((widthMm / 25.4) * 72) / Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1]);
        const sizes = [...svg.matchAll(/<text ([^>]*)>/g)].map(([, attributes]) => Number(/font-size="([\d.]+)"/.exec(attributes)?.[1] ?? 12) * ptPerPx);
        expect(Math.min(...sizes), `${id} at ${widthMm} mm`).toBeCloseTo(expected, 2);
      }
    }
  });

  it('has all text whole within the paper in the column of a journal, in every figure', async () => {
    const cases = [input, availability, integrity, betaSweep, tradeOff, manySettings, traces].flatMap((runs) => figureDefinitions.map((figure) => ({ figure, table: figure.table(runs) })));
    const ofOneRun = runFigures.map((figure) => ({ figure, table: figure.table(runFacts({ items: 300, users: 12 })) }));
    for (const { figure, table } of [...cases, ...ofOneRun]) {
      const svg = text(await exportFigure(table, figure.id, 'svg', { ...paper, widthMm: 84 }));
      for (const { words, left, right } of textsOf(svg)) {
        expect(left, `${figure.id}: ${words}`).toBeGreaterThanOrEqual(0);
        expect(right, `${figure.id}: ${words}`).toBeLessThanOrEqual(widthOf(svg));
      }
    }
  });

  it('marks the place that is pinned, and says which series is the baseline', async () => {
    const table = rmseByShare.table(input);
    const { stops, entries } = rmseByShare.chart(table, 'print').data.drawing;
    const [{ series, label }] = entries;
    const drawn = async (format: 'svg' | 'png' | 'pdf', chart: object) => exportFigure(table, 'rmse-by-share', format, { ...paper, widthMm: 200, chart: { title: true, ...chart } });
    const marks = { pinned: stops[0].value, baseline: series };
    const [plain, marked] = [text(await drawn('svg', {})), text(await drawn('svg', marks))];
    expect(plain).not.toContain('baseline</text>');
    expect(marked).toContain(`${label}, baseline</text>`);
    const tags = (svg: string) => svg.split(`>${stops[0].x} %</text>`).length - 1;
    expect(tags(marked)).toBe(tags(plain) + 1);
    for (const format of ['png', 'pdf'] as const) expect(await drawn(format, marks)).not.toEqual(await drawn(format, {}));
  });

  it('writes the means of a target below the hairline at the top, not across it', async () => {
    const svg = text(await exportFigure(targetPredictions.table(runFacts({ items: 300, users: 12 })), 'target-predictions', 'svg', paper));
    const numbers = (pattern: RegExp) => [...svg.matchAll(pattern)].map(([, y]) => Number(y));
    const rules = numbers(/<path d="M[\d.]+ ([\d.]+)h[\d.]+"/g);
    const words = numbers(/<text x="[\d.]+" y="([\d.]+)"[^>]*>(?:clean|poisoned) [^<]*</g);
    expect(words).toHaveLength(2);
    expect(rules.length).toBeGreaterThan(2);
    // Letters of 12 px are 9 px high.
    for (const y of words) expect(rules.filter((rule) => rule > y - 10 && rule < y + 1)).toEqual([]);
  });

  it.each([ratedItems, ratingShares])('names the areas of $id by squares, with no line through them', async (figure) => {
    const table = figure.table(runFacts({ items: 300, users: 12 }));
    const svg = text(await exportFigure(table, figure.id, 'svg', paper));
    const labels = figure.chart(table, 'print').data.drawing.entries.map(({ label }) => label);
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) {
      const [mark] = new RegExp(`<[^<]*>\\n<text[^>]*>${label.replace('+', '\\+')}</text>`).exec(svg) ?? [''];
      expect(mark, label).toMatch(/^<rect x="[\d.]+" y="[\d.]+" width="8" height="8" fill="#/);
    }
  });

  it('says of traces why their lines end beside other values, unless it has no title', async () => {
    const { table, id } = convergence;
    const sampled = table({ runs: [figureRun({ attack: 'sgld', rmseTrace: [0, 0.1] })] });
    const words = async (title: boolean) => textsOf(text(await exportFigure(sampled, id, 'svg', { ...paper, chart: { title } }))).map((one) => one.words).join(' ');
    const [note] = notesOnEnds(sampled);
    expect((await words(true)).split(note)).toHaveLength(2);
    expect(await words(false)).not.toContain('dense');
    const facts = runFacts({ items: 300, users: 12 });
    const ofOne = runConvergence.table({ ...facts, run: { ...facts.run, config: { ...facts.run.config, attack: { id: 'sgld', config: {} } } } });
    expect(runConvergence.chart(ofOne, 'print', { title: true }).data.drawing.subtitle).toBe(`${ofOne.subtitle} ${note}`);
  });

  it('is well-formed though labels are hostile', async () => {
    const hostile = {
      runs: [1, 2].map((seed) => figureRun({ seed, datasetName: '</svg><script>alert(1)</script>&"' })),
    };
    const svg = text(await exportFigure(rmseByShare.table(hostile), 'rmse-by-share', 'svg', paper));
    expect(svg.includes('<script')).toBe(false);
    expect(svg.includes('&lt;script&gt;')).toBe(true);
  });

  it('stays below 200 KB for 10 series of 500 points, without markers', async () => {
    const runs = Array.from({ length: 10 }, (_, rank) =>
      [1, 2, 3].map((seed) =>
        figureRun({
          seed,
          learner: { id: 'als', config: { rank } },
          rmseTrace: Array.from(
            { length: 500 },
            (_, i) => (Math.sqrt(i * (rank + 1)) * (1 + seed / 20)) / 100,
          ),
        }),
      ),
    ).flat();
    const svg = await exportFigure(convergence.table({ runs }), 'convergence', 'svg', paper);
    expect(svg.length).toBeLessThan(200_000);
    // Each of ten lines has its marker in the legend and nowhere else.
    expect(text(svg).match(/<circle/g)).toHaveLength(10);
  });
});

describe('PDF', () => {
  it.skipIf(!hasPoppler)('has the titles of axes whole in the column of a journal, in every figure', async () => {
    const path = join(folder, 'column.pdf');
    for (const runs of [input, betaSweep, tradeOff]) {
      for (const { id, table, chart } of figureDefinitions) {
        const { xTitle, yTitle } = chart(table(runs), 'print').data.drawing;
        writeFileSync(path, await exportFigure(table(runs), id, 'pdf', { ...paper, widthMm: 84 }));
        // The font draws both apostrophes by one sign.
        const words = poppler('totext', path, '-').stdout.replace(/\s+/g, ' ').replaceAll('ʼ', '’');
        for (const title of [xTitle, yTitle]) expect(words, id).toContain(title);
      }
    }
  });

  it.skipIf(!hasPoppler)('says title, units and labels, and has its size', async () => {
    const path = join(folder, 'figure.pdf');
    writeFileSync(
      path,
      await exportFigure(targetMeanByShare.table(input), 'target-mean-by-share', 'pdf', paper),
    );
    const words = poppler('totext', '-layout', path, '-').stdout;
    for (const word of [
      'Mean rating of target item 478',
      '−2 to 2',
      '3 stars',
      'PGA exact',
      'Uniform',
      'Malicious users',
    ]) {
      expect(words).toContain(word);
    }
    const info = poppler('info', path).stdout;
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [];
    expect(Math.abs(Number(width) - (120 / 25.4) * 72)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(Number(height) - (80 / 25.4) * 72)).toBeLessThanOrEqual(0.5);
    expect(info).not.toMatch(/CreationDate|ModDate/);
    const fonts = poppler('fonts', path).stdout.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/Inter.*yes yes yes/);
  });

  it.skipIf(!hasLatex)('is taken by LaTeX at its size, with its words and fonts', async () => {
    const drawn = await exportFigure(targetMeanByShare.table(input), 'target-mean-by-share', 'pdf', paper);
    writeFileSync(join(folder, 'figure.pdf'), drawn);
    const lines = ['\\documentclass{article}', '\\usepackage{graphicx}', '\\newsavebox{\\drawn}', '\\begin{document}', '\\sbox{\\drawn}{\\includegraphics{figure.pdf}}', '\\typeout{drawn \\the\\wd\\drawn}', '\\usebox{\\drawn}', '\\end{document}'];
    writeFileSync(join(folder, 'paper.tex'), lines.join('\n'));
    const latex = spawnSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'paper.tex'], { cwd: folder, encoding: 'utf8' });
    expect(latex.status, latex.stdout).toBe(0);
    expect(latex.stdout).not.toMatch(/warning/i);
    const [, points] = /drawn ([\d.]+)pt/.exec(latex.stdout) ?? [];
    expect(Math.abs(Number(points) - (120 / 25.4) * 72.27)).toBeLessThanOrEqual(0.5);
    const paged = join(folder, 'paper.pdf');
    expect(poppler('totext', '-layout', paged, '-').stdout).toContain('Mean rating of target item 478');
    expect(poppler('fonts', paged).stdout).toMatch(/Inter.*yes yes yes/);
  });
});

describe('every format', () => {
  it.each(['svg', 'png', 'pdf', 'csv'] as const)(
    '%s has the same bytes each time, whatever the order of the runs',
    async (format) => {
      const hash = async (runs: typeof input.runs): Promise<string> =>
        createHash('sha256')
          .update(await exportFigure(rmseByShare.table({ runs }), 'rmse-by-share', format, paper))
          .digest('hex');
      expect(await hash([...input.runs].reverse())).toBe(await hash(input.runs));
    },
  );

  it('has the same bytes from another process', async () => {
    const script = fileURLToPath(new URL('./draw-elsewhere.ts', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    const own = [];
    for (const format of ['svg', 'png', 'pdf', 'csv'] as const) {
      const bytes = await exportFigure(rmseByShare.table(input), 'rmse-by-share', format, paper);
      own.push(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(stdout.trim().split('\n'), stderr).toEqual(own);
  });

  it('PNG has the pixels that mm and dpi ask for, on the ground of its theme', async () => {
    for (const [theme, ground] of [
      ['light', 255],
      ['dark', 21],
    ] as const) {
      const bytes = await exportFigure(rmseByShare.table(input), 'rmse-by-share', 'png', { ...paper, theme });
      const image = await loadImage(Buffer.from(bytes));
      expect([image.width, image.height]).toEqual([
        Math.round((120 / 25.4) * 150),
        Math.round((80 / 25.4) * 150),
      ]);
      const context = createCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      expect(context.getImageData(image.width - 1, image.height - 1, 1, 1).data[0]).toBe(ground);
    }
  });

  it('refuses a figure that does not exist, naming those that do', async () => {
    await expect(exportFigure(rmseByShare.table(input), 'rmse', 'csv', paper)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('rmse-by-share'),
    });
  });
});

describe('writing', () => {
  it('replaces a file whole and answers with its hash', () => {
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'old and longer than the new one');
    const sha256 = writeAtomically(path, new TextEncoder().encode('new'));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(sha256).toBe(createHash('sha256').update('new').digest('hex'));
  });

  it('fails where there is no folder', () => {
    expect(() => writeAtomically(join(folder, 'nowhere', 'x'), new Uint8Array())).toThrow(/ENOENT/);
  });
});
