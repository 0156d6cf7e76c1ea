import type { Verdict } from '../../../shared/domain/claim.ts';
import type { Mark, Piece, Words } from '../../../shared/domain/report-document.ts';
import { markWidth } from '../../../shared/figures/drawing/legend.ts';
import { subscriptDrop, subscriptSize, symbolRuns } from '../../../shared/figures/drawing/symbol-text.ts';
import { figureFontFamily, themes } from '../../../shared/figures/drawing/tokens.ts';
import { isQuiet, verdictWord } from '../../../shared/figures/drawing/verdict-signs.ts';
import type { Box } from './math/box.ts';
import { inlineEquation } from './math/read.ts';
import { textWidth } from './measure.ts';

/** How a text is set; lengths in pt. */
export interface TextStyle {
  size: number;
  leading: number;
  weight: 400 | 500 | 600;
  colour: string;
}

/** Something on a line, `left` and `width` in pt from where the line begins. */
export type Span = { left: number; width: number } & (
  | { kind: 'text'; text: string; font: string; colour: string; link: string | null; /** How far below its line a subscript stands, in pt. */ drop?: number }
  | { kind: 'mark'; mark: Mark }
  /** The sign of a verdict; `side` in pt. */
  | { kind: 'sign'; verdict: Verdict; side: number }
  /** An equation among words. */
  | { kind: 'math'; box: Box; colour: string }
  /** A difference's arrow, for which the bundled font has no glyph. */
  | { kind: 'arrow'; up: boolean; colour: string }
);

/** A line of text. */
export interface Line {
  spans: Span[];
  width: number;
}

/** Marks are drawn in px of figures, 96 to the inch. */
export const markScale = 0.75;
const arrowWidth = 5;
const markGap = 5;
/** Side of a sign, and the room behind it, as shares of the size of the text. */
const signSide = 1.05;
const signGap = 0.45;

/** What stands between two places at which a line may end. */
interface Word {
  atoms: Atom[];
  width: number;
  /** Ends its line. */
  last: boolean;
}

type Atom = { [K in Span['kind']]: Omit<Extract<Span, { kind: K }>, 'left'> }[Span['kind']];

/** Words in lines of at most `width` pt, broken at spaces but not around `=`; a word that is wider still is broken inside. */
export function typeset(words: Words, style: TextStyle, width: number): Line[] {
  const lines: Line[] = [];
  let line: Line = { spans: [], width: 0 };
  const space = textWidth(' ', fontOf(style));
  const end = () => {
    lines.push(line);
    line = { spans: [], width: 0 };
  };
  for (const whole of wordsOf(words, style)) {
    for (const word of whole.width > width ? brokenInside(whole, width) : [whole]) {
      const gap = line.width === 0 ? 0 : space;
      if (line.width > 0 && line.width + gap + word.width > width + 0.01) end();
      append(line, word, line.width === 0 ? 0 : space);
    }
    if (whole.last) end();
  }
  if (line.spans.length > 0 || lines.length === 0) end();
  return lines;
}

/** Width of the words on one line, and of their widest word, in pt. */
export function widthsOf(words: Words, style: TextStyle): { whole: number; word: number } {
  const space = textWidth(' ', fontOf(style));
  let [line, whole, widest] = [0, 0, 0];
  for (const { width, last } of wordsOf(words, style)) {
    line += (line === 0 ? 0 : space) + width;
    whole = Math.max(whole, line);
    widest = Math.max(widest, width);
    if (last) line = 0;
  }
  return { whole, word: widest };
}

/** The CSS font of a style. */
export function fontOf({ size, weight }: Pick<TextStyle, 'size' | 'weight'>, italic = false): string {
  return `${italic ? 'italic ' : ''}${weight} ${size}px ${figureFontFamily}`;
}

function wordsOf(words: Words, style: TextStyle): Word[] {
  const pieces: readonly Piece[] = typeof words === 'string' ? [{ kind: 'text', text: words }] : words;
  const found: Word[] = [];
  let open: Word | null = null;
  const add = (atom: Atom) => {
    open ??= { atoms: [], width: 0, last: false };
    open.atoms.push(atom);
    open.width += atom.width;
  };
  const close = (last = false) => {
    if (open) found.push({ ...open, last });
    else if (last) found.push({ atoms: [], width: 0, last });
    open = null;
  };
  const addText = (piece: Extract<Piece, { text: string }>) => {
    // A line of the source, as in a cell of JSON, is a space here.
    piece.text.split(/(?<!=)\s+(?!=)/).forEach((text, at) => {
      if (at > 0) close();
      if (text !== '') atomsOf(text.replaceAll(/\s+/g, ' '), piece, style).forEach(add);
    });
  };
  for (const piece of pieces) {
    if (piece.kind === 'line') close(true);
    else if (piece.kind === 'mark') add({ kind: 'mark', mark: piece, width: markWidth * markScale + markGap });
    else if (piece.kind === 'verdict') verdictAtoms(piece.verdict, style).forEach(add);
    else if (piece.text === '▲' || piece.text === '▼') add({ kind: 'arrow', up: piece.text === '▲', colour: themes.print.caption, width: arrowWidth });
    else if (piece.kind === 'math') {
      const set = inlineEquation(piece.text, style.size);
      if ('reason' in set) unsetPieces(piece.text, set.reason).forEach(addText);
      else add({ kind: 'math', box: set, colour: style.colour, width: set.width });
    } else addText(piece);
  }
  close();
  return found;
}

/** An equation among words that cannot be set, as it was written, and the reason. */
function unsetPieces(tex: string, reason: string): Extract<Piece, { text: string }>[] {
  return [{ kind: 'code', text: `$${tex}$` }, { kind: 'quiet', text: ` (${reason})` }];
}

/** A sign and its word, however many words that is, with no place between them at which a line may end. */
function verdictAtoms(verdict: Verdict, style: TextStyle): Atom[] {
  const sign: Atom = { kind: 'sign', verdict, side: style.size * signSide, width: style.size * (signSide + signGap) };
  const [weight, colour] = isQuiet(verdict) ? ([400, themes.print.caption] as const) : ([500, themes.print.text] as const);
  const font = fontOf({ size: style.size, weight });
  const text = verdictWord(verdict);
  return [sign, { kind: 'text', text, font, colour, link: null, width: textWidth(text, font) }];
}

function atomsOf(text: string, piece: Extract<Piece, { text: string }>, style: TextStyle): Atom[] {
  const weight = piece.kind === 'strong' ? 600 : piece.kind === 'code' ? 500 : style.weight;
  const font = fontOf({ size: style.size, weight }, piece.kind === 'emphasis');
  const link = piece.kind === 'link' && piece.to.startsWith('https://') ? piece.to : null;
  const colour = link ? themes.print.accent : piece.kind === 'quiet' ? themes.print.caption : piece.kind === 'strong' ? themes.print.text : style.colour;
  // Lines of a file stand as they are.
  const runs = piece.kind === 'code' ? [{ text, below: false }] : symbolRuns(text);
  return runs.map((run): Atom => {
    const own = run.below ? fontOf({ size: style.size * subscriptSize, weight }, piece.kind === 'emphasis') : font;
    return { kind: 'text', text: run.text, font: own, colour, link, width: textWidth(run.text, own), ...(run.below ? { drop: style.size * subscriptDrop } : {}) };
  });
}

/** A word that is wider than a line, in pieces that are not. */
function brokenInside({ atoms }: Word, width: number): Word[] {
  const parts: Word[] = [];
  let part: Word = { atoms: [], width: 0, last: false };
  const put = (atom: Atom) => {
    if (part.width > 0 && part.width + atom.width > width) {
      parts.push(part);
      part = { atoms: [], width: 0, last: false };
    }
    const before = part.atoms.at(-1);
    if (atom.kind === 'text' && before?.kind === 'text' && before.font === atom.font && before.colour === atom.colour) {
      part.atoms[part.atoms.length - 1] = { ...before, text: before.text + atom.text, width: before.width + atom.width };
    } else part.atoms.push(atom);
    part.width += atom.width;
  };
  for (const atom of atoms) {
    if (atom.kind !== 'text') put(atom);
    else for (const character of atom.text) put({ ...atom, text: character, width: textWidth(character, atom.font) });
  }
  return [...parts, part];
}

/** Neighbours that look alike become one span, so that a copied line has its spaces. */
function append(line: Line, word: Word, gap: number): void {
  let left = line.width + gap;
  for (const [at, atom] of word.atoms.entries()) {
    const before = line.spans.at(-1);
    const alike = atom.kind === 'text' && before?.kind === 'text' && before.font === atom.font && before.colour === atom.colour && before.link === atom.link;
    if (alike && (at > 0 || gap > 0)) {
      before.text += (at === 0 ? ' ' : '') + atom.text;
      before.width = left + atom.width - before.left;
    } else line.spans.push({ ...atom, left });
    left += atom.width;
  }
  line.width = left;
}
