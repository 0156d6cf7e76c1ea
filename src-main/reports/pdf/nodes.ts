import { optionsOf, type Panel, type ReportNode, type Words } from '../../../shared/domain/report-document.ts';
import { panelTitle } from '../../../shared/figures/drawing/figure-caption.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { findDrawn } from '../../../shared/figures/list.ts';
import { drawOnPage, paperWithLegend } from '../draw-figure.ts';
import { captionOf } from '../sections/caption.ts';
import { strong, words as wordsWith } from '../sections/words.ts';
import { equationSlices } from './equation.ts';
import type { Sheet, Slice } from './slice.ts';
import { baseline, contentWidth, drawLine, lineBase, lineSlices, roomOf } from './slice.ts';
import { tableSlices } from './table.ts';
import type { TextStyle } from './typeset.ts';
import { typeset, widthsOf } from './typeset.ts';

const { text, secondary, caption, rule } = themes.print;
/** How each kind of text is set; lengths in pt. */
const styles = {
  title: { size: 16, leading: 22, weight: 600, colour: text },
  section: { size: 12, leading: 17, weight: 600, colour: text },
  subsection: { size: 10, leading: 14, weight: 600, colour: text },
  body: { size: 9.5, leading: 14, weight: 400, colour: text },
  quote: { size: 9, leading: 13, weight: 400, colour: secondary },
  caption: { size: 8, leading: 11.5, weight: 400, colour: caption },
  facts: { size: 8.5, leading: 13, weight: 400, colour: text },
  code: { size: 8, leading: 12, weight: 500, colour: text },
} as const satisfies Record<string, TextStyle>;
const shade = '#F1F3F5';
const indent = 14;
/** Of the terms of facts, wider where one of them is. */
const termWidth = 110;
const widestTerm = 180;
/** 174 mm, so that text of 12 px is set in 9 pt. */
const figurePaper = { widthMm: mmOf(contentWidth), heightMm: 84, dpi: 96, theme: 'print', margin: 0 } as const;
const panelGap = 17;
const panelWidth = (contentWidth - panelGap) / 2;
/** 84 mm, the column of a journal. */
const panelPaper = { ...figurePaper, widthMm: mmOf(panelWidth), heightMm: 62 };
/** Height in mm that a figure leaves to a heading and a caption on its page. */
const besideFigure = 36;
/** Above this many characters a line is hard to follow. */
const longestLine = 440;

/** The heading of the report and what it is made from. */
export function titleSlices(title: string, source: string): Slice[] {
  return [
    ...lineSlices(typeset(title, styles.title, contentWidth), styles.title, { keep: true }),
    ...lineSlices(typeset(source, styles.caption, contentWidth), styles.caption, { gap: 2 }),
  ];
}

/** A node of a report as slices of a page; long ones are made as they are asked for. */
export function* nodeSlices(node: ReportNode, sheet: Sheet): Generator<Slice, void> {
  yield* slicesOf(node, sheet);
}

function slicesOf(node: ReportNode, sheet: Sheet): Iterable<Slice> {
  switch (node.kind) {
    case 'heading': {
      const style = node.level === 2 ? styles.section : styles.subsection;
      return lineSlices(typeset(node.text, style, contentWidth), style, { gap: node.level === 2 ? 22 : 14, keep: true });
    }
    case 'paragraph':
      return lineSlices(typeset(node.text, styles.body, longestLine), styles.body, { gap: 6 });
    case 'quote':
      return lineSlices(typeset(node.text, styles.quote, longestLine - indent), styles.quote, { gap: 6, left: indent }).map(withBar);
    case 'list':
      return node.items.flatMap((item, at) => itemSlices(item, node.ordered ? `${at + 1}.` : '–'));
    case 'equation': {
      const set = equationSlices(node.tex);
      return 'reason' in set ? chained(captionSlices(set.reason, 10, true), codeSlices(node.tex)) : set;
    }
    case 'code':
      return chained(node.file === null ? [] : captionSlices(`File ${node.file}:`, 10, true), codeSlices(node.text));
    case 'facts':
      return factsSlices(node.entries);
    case 'table': {
      const label = node.number === null ? node.caption : wordsWith`${strong(`Table ${node.number}.`)} ${node.caption}`;
      return chained(label.length === 0 ? [] : captionSlices(label, 12, true), tableSlices(node));
    }
    case 'figure':
      return [...figureSlices(node, sheet), ...captionSlices(captionOf(node), 4, false)];
    case 'panels':
      return [panelsSlice(node.panels, sheet), ...captionSlices(captionOf(node), 4, false)];
  }
}

function figureSlices(panel: Panel, sheet: Sheet): Slice[] {
  const { table } = panel;
  const figure = findDrawn(table.figure);
  if (!figure) return [];
  const drawn = { figure, table, options: optionsOf(panel) };
  const paper = paperWithLegend(drawn, figurePaper, mmOf(roomOf(sheet)) - besideFigure);
  return [
    {
      height: (paper.heightMm / 25.4) * 72,
      gap: 6,
      keep: true,
      head: null,
      draw: (page, top) => drawOnPage(page, drawn, paper, 0, top),
    },
  ];
}

/** Both panels beside each other, what is under their titles ending on one line. */
function panelsSlice(panels: readonly Panel[], sheet: Sheet): Slice {
  const highestMm = mmOf(roomOf(sheet)) - besideFigure;
  const set = panels.map((panel, at) => {
    const figure = findDrawn(panel.table.figure);
    const drawn = figure && { figure, table: panel.table, options: optionsOf(panel) };
    const paper = drawn && paperWithLegend(drawn, panelPaper, highestMm);
    return { title: typeset(panelTitle(panel, at), styles.subsection, panelWidth), drawn, paper, height: ((paper?.heightMm ?? 0) / 25.4) * 72 };
  });
  const head = Math.max(...set.map(({ title }) => title.length)) * styles.subsection.leading + 6;
  const body = Math.max(...set.map(({ height }) => height));
  return {
    height: head + body,
    gap: 22,
    keep: true,
    head: null,
    draw(page, top) {
      for (const [at, { title, drawn, paper, height }] of set.entries()) {
        const left = at * (panelWidth + panelGap);
        title.forEach((line, place) => drawLine(page, line, left, baseline(styles.subsection, top + place * styles.subsection.leading)));
        if (drawn && paper) drawOnPage(page, drawn, paper, left, top + head + body - height);
      }
    },
  };
}

function captionSlices(words: Words, gap: number, keep: boolean): Slice[] {
  return lineSlices(typeset(words, styles.caption, contentWidth), styles.caption, { gap, keep });
}

function itemSlices(item: Words, sign: string): Slice[] {
  const lines = typeset(item, styles.body, longestLine - indent);
  const [first, ...rest] = lineSlices(lines, styles.body, { gap: 3, left: indent });
  const [mark] = typeset(sign, styles.body, indent);
  const draw: Slice['draw'] = (page, top) => {
    drawLine(page, mark, 2, lineBase(lines[0], styles.body, top));
    first.draw(page, top);
  };
  return [{ ...first, draw }, ...rest];
}

function factsSlices(entries: readonly (readonly [string, string])[]): Slice[] {
  const widest = Math.max(...entries.map(([term]) => widthsOf(term, styles.facts).whole + 8));
  const width = Math.min(widestTerm, Math.max(termWidth, widest));
  return entries.flatMap(([term, value], at) => factSlices(term, value, width, at === 0 ? 6 : 1));
}

function factSlices(term: string, value: string, width: number, gap: number): Slice[] {
  const [label] = typeset(term, { ...styles.facts, colour: caption }, width - 8);
  const [first, ...rest] = lineSlices(typeset(value, styles.facts, contentWidth - width), styles.facts, { gap, left: width });
  const draw: Slice['draw'] = (page, top) => {
    drawLine(page, label, 0, baseline(styles.facts, top));
    first.draw(page, top);
  };
  return [{ ...first, draw }, ...rest];
}

/** Lines as they are, on a ground of their own; what is indented stays so where a line goes on. */
function* codeSlices(source: string): Generator<Slice, void> {
  const padding = 8;
  const goesOn = 12;
  const written = source.replace(/\n$/, '').split('\n');
  let isFirst = true;
  for (const [place, line] of written.entries()) {
    const shift = padding + (/^ */.exec(line)?.[0].length ?? 0) * 4;
    // Where a line goes on it is indented further.
    const set = typeset([{ kind: 'code', text: line.trim() }], styles.code, contentWidth - shift - padding - goesOn);
    for (const [at, one] of set.entries()) {
      const isLast = place === written.length - 1 && at === set.length - 1;
      yield {
        height: styles.code.leading,
        gap: isFirst ? 6 : 0,
        keep: isFirst && !isLast,
        head: null,
        draw(page, top) {
          page.fillStyle = shade;
          page.fillRect(0, top, contentWidth, styles.code.leading + (isLast ? 0 : 0.5));
          drawLine(page, one, shift + (at > 0 ? goesOn : 0), baseline(styles.code, top));
        },
      };
      isFirst = false;
    }
  }
}

function* chained(first: Iterable<Slice>, then: Iterable<Slice>): Generator<Slice, void> {
  yield* first;
  yield* then;
}

/** The bar at the left of what others said. */
function withBar(slice: Slice): Slice {
  return {
    ...slice,
    draw(page, top) {
      page.fillStyle = rule;
      page.fillRect(0, top, 1.5, slice.height);
      slice.draw(page, top);
    },
  };
}

function mmOf(pt: number): number {
  return (pt / 72) * 25.4;
}
