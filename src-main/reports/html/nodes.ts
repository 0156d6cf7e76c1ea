import { createCanvas } from '@napi-rs/canvas';
import { optionsOf, type Mark, type Panel, type Piece, type ReportNode, type ReportTable, type Words } from '../../../shared/domain/report-document.ts';
import type { Verdict } from '../../../shared/domain/claim.ts';
import { panelTitle } from '../../../shared/figures/drawing/figure-caption.ts';
import { markWidth } from '../../../shared/figures/drawing/legend.ts';
import { drawMark } from '../../../shared/figures/drawing/mark.ts';
import { symbolRuns } from '../../../shared/figures/drawing/symbol-text.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { isQuiet, signLine, signSize, verdictSigns, verdictWord } from '../../../shared/figures/drawing/verdict-signs.ts';
import { findDrawn } from '../../../shared/figures/list.ts';
import { drawSvg, paperWithLegend, type PaperOptions } from '../draw-figure.ts';
import { captionOf } from '../sections/caption.ts';
import { recordSvg } from '../svg-context.ts';
import { equationMarkup, inlineEquationMarkup } from './equation.ts';
import { html, trusted, type Markup } from './markup.ts';

const paper = { widthMm: 207, heightMm: 100, dpi: 96, theme: 'print', margin: 0 } as const;
const panelPaper = { ...paper, widthMm: 100, heightMm: 72 };

/** Nodes of a report as HTML: figures as inline SVG, equations as MathML, everything else escaped. */
export function nodesMarkup(nodes: readonly ReportNode[]): Markup {
  return html`${nodes.map(nodeMarkup)}`;
}

/** One of them. */
export function nodeMarkup(node: ReportNode): Markup {
  switch (node.kind) {
    case 'heading':
      return node.level === 2 ? html`<h2>${wordsMarkup(node.text)}</h2> ` : html`<h3>${wordsMarkup(node.text)}</h3> `;
    case 'paragraph':
      return html`<p>${wordsMarkup(node.text)}</p> `;
    case 'quote':
      return html`<blockquote>${wordsMarkup(node.text)}</blockquote> `;
    case 'list': {
      const items = node.items.map((item) => html`<li>${wordsMarkup(item)}</li>`);
      return node.ordered ? html`<ol>${items}</ol> ` : html`<ul>${items}</ul> `;
    }
    case 'equation':
      return equationMarkup(node.tex);
    case 'code':
      return html`${node.file === null ? null : html`<p class="quiet">File ${node.file}:</p> `}<pre>${node.text}</pre> `;
    case 'facts':
      return html`<dl>${node.entries.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl> `;
    case 'table':
      return tableMarkup(node);
    case 'figure':
      return html`<figure>${regionMarkup('drawing', `Figure ${node.number}`, drawingMarkup(node, paper))}<figcaption>${wordsMarkup(captionOf(node))}</figcaption></figure> `;
    case 'panels': {
      const panels = node.panels.map((panel, at) => html`<div><p class="panel">${textMarkup(panelTitle(panel, at))}</p>${drawingMarkup(panel, panelPaper)}</div>`);
      return html`<figure><div class="panels">${panels}</div><figcaption>${wordsMarkup(captionOf(node))}</figcaption></figure> `;
    }
  }
}

function drawingMarkup(panel: Panel, on: PaperOptions): Markup | null {
  const { table } = panel;
  const figure = findDrawn(table.figure);
  const drawn = figure && { figure, table, options: optionsOf(panel) };
  return drawn ? trusted(drawSvg(drawn, paperWithLegend(drawn, on), false)) : null;
}

/** What scrolls on its own where it is wider than the page, by keys too. */
function regionMarkup(kind: 'drawing' | 'scroll', name: string, content: Markup | null): Markup {
  return html`<div class="${kind}" role="region" aria-label="${name}" tabindex="0">${content}</div>`;
}

function tableMarkup({ caption, number, columns, rows }: ReportTable): Markup {
  const label = number === null ? null : html`<b>Table ${number}.</b> `;
  const head = columns.map((column) => html`<th scope="col" class="${column.align}">${textMarkup(column.label)}</th>`);
  const body = rows.map((row) => {
    return html`<tr>${row.map((cell, at) => html`<td class="${columns[at].align}">${wordsMarkup(cell)}</td> `)}</tr> `;
  });
  const table = html`<table>${number === null && caption.length === 0 ? null : html`<caption>${label}${wordsMarkup(caption)}</caption>`}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  return html`${regionMarkup('scroll', tableName(number, caption), table)} `;
}

/** By its number, else by the first words of its caption, which are its name. */
function tableName(number: number | null, caption: Words): string {
  if (number !== null) return `Table ${number}`;
  const [first] = typeof caption === 'string' ? [caption] : caption.flatMap((piece) => ('text' in piece ? [piece.text] : []));
  return first?.replace(/\.$/, '') || 'Table';
}

function wordsMarkup(words: Words): Markup {
  return typeof words === 'string' ? textMarkup(words) : html`${words.map(pieceMarkup)}`;
}

/** Text with the subscripts of the paper’s symbols. */
function textMarkup(text: string): Markup {
  return html`${symbolRuns(text).map((run) => (run.below ? html`<sub>${run.text}</sub>` : run.text))}`;
}

function pieceMarkup(piece: Piece): Markup {
  switch (piece.kind) {
    case 'text':
      return textMarkup(piece.text);
    case 'strong':
      return html`<b>${textMarkup(piece.text)}</b>`;
    case 'emphasis':
      return html`<em>${textMarkup(piece.text)}</em>`;
    case 'code':
      return html`<code>${piece.text}</code>`;
    case 'math':
      return inlineEquationMarkup(piece.text);
    case 'quiet':
      return html`<span class="quiet">${textMarkup(piece.text)}</span>`;
    case 'link':
      return /^https:\/\//.test(piece.to) ? html`<a href="${piece.to}">${textMarkup(piece.text)}</a>` : textMarkup(piece.text);
    case 'line':
      return html`<br />`;
    case 'mark':
      return markMarkup(piece);
    case 'verdict':
      return verdictMarkup(piece.verdict);
  }
}

function verdictMarkup(verdict: Verdict): Markup {
  const { filled, lines, cut, dash } = verdictSigns[verdict];
  const line = (colour: string, d: string) => html`<path d="${d}" fill="none" stroke="${colour}"${dash.length > 0 && html` stroke-dasharray="${dash.join(' ')}"`}/>`;
  const { text, background } = themes.print;
  const sign = html`<svg width="${signSize}" height="${signSize}" viewBox="0 0 ${signSize} ${signSize}" stroke-width="${signLine}" aria-hidden="true">${filled.map((d) => html`<path d="${d}" fill="${text}"/>`)}${lines.map((d) => line(text, d))}${cut.map((d) => line(background, d))}</svg>`;
  return html`<span class="verdict${isQuiet(verdict) && ' quiet'}">${sign}${verdictWord(verdict)}</span>`;
}

function markMarkup({ colour, marker, filled, dash }: Mark): Markup {
  const recording = recordSvg(createCanvas(1, 1).getContext('2d'));
  drawMark(recording.context, themes.print, { colour, style: { marker, filled, dash } }, 0, 6);
  return trusted(
    `<svg width="${markWidth}" height="12" viewBox="0 0 ${markWidth} 12" aria-hidden="true">${recording.body()}</svg>`,
  );
}
