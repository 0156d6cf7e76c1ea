import type { SKRSContext2D } from '@napi-rs/canvas';
import { parseTex, type MathNode } from '../../../shared/domain/tex.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import type { Slice } from './slice.ts';
import { contentWidth } from './slice.ts';
import { fontOf, textWidth } from './typeset.ts';

/** A box of an equation: `up` and `down` from its line, in pt. */
interface Box {
  width: number;
  up: number;
  down: number;
  draw(page: SKRSContext2D, left: number, line: number): void;
}

const size = 11;
const inset = 14;

/** An equation on a line of its own; null where it cannot be read. */
export function equationSlices(tex: string): Slice[] | null {
  const box = readable(tex);
  if (box === null) return null;
  // What is wider than the page is drawn smaller.
  const scale = Math.min(1, (contentWidth - inset) / box.width);
  const draw: Slice['draw'] = (page, top) => {
    page.save();
    page.translate(inset, top + (box.up + 4) * scale);
    page.scale(scale, scale);
    page.fillStyle = page.strokeStyle = themes.print.text;
    box.draw(page, 0, 0);
    page.restore();
  };
  return [{ height: (box.up + box.down + 8) * scale, gap: 4, keep: false, head: null, draw }];
}

function readable(tex: string): Box | null {
  try {
    return boxOf(parseTex(tex), size);
  } catch {
    return null;
  }
}

function boxOf(node: MathNode, em: number): Box {
  const child = (at: number, scale = 1) => boxOf(node.children![at], em * scale);
  switch (node.tag) {
    case 'mrow':
      return beside(node.children!.map((one) => boxOf(one, em)));
    case 'mfrac':
      return fraction(child(0, 0.9), child(1, 0.9), em);
    case 'msqrt':
      return root(child(0), em);
    case 'msub':
      return scripts(child(0), child(1, 0.72), null, em);
    case 'msup':
      return scripts(child(0), null, child(1, 0.72), em);
    case 'msubsup':
      return scripts(child(0), child(1, 0.72), child(2, 0.72), em);
    case 'munder':
      return stacked(child(0), child(1, 0.72), false, em);
    case 'mover':
      return stacked(child(0), child(1), true, em);
    default:
      return letters(node, em);
  }
}

function letters({ tag, text = '' }: MathNode, em: number): Box {
  const font = fontOf({ size: em, weight: 400 }, tag === 'mi' && text.length === 1);
  const room = tag === 'mo' && /^[=+−<>≤≥∈∉→∼∝·×|:]$/.test(text) ? em * 0.24 : tag === 'mo' && text === ',' ? em * 0.08 : em * 0.02;
  return {
    width: textWidth(text, font) + 2 * room,
    up: em * 0.76,
    down: em * 0.24,
    draw(page, left, line) {
      page.font = font;
      page.fillText(text, left + room, line);
    },
  };
}

function beside(boxes: readonly Box[]): Box {
  return {
    width: boxes.reduce((sum, { width }) => sum + width, 0),
    up: Math.max(0, ...boxes.map(({ up }) => up)),
    down: Math.max(0, ...boxes.map(({ down }) => down)),
    draw(page, left, line) {
      let at = left;
      for (const box of boxes) {
        box.draw(page, at, line);
        at += box.width;
      }
    },
  };
}

function fraction(above: Box, below: Box, em: number): Box {
  const width = Math.max(above.width, below.width) + em * 0.3;
  const axis = em * 0.26;
  return {
    width: width + em * 0.2,
    up: axis + above.up + above.down + em * 0.16,
    down: below.up + below.down + em * 0.16 - axis,
    draw(page, left, line) {
      const from = left + em * 0.1;
      above.draw(page, from + (width - above.width) / 2, line - axis - em * 0.12 - above.down);
      below.draw(page, from + (width - below.width) / 2, line - axis + em * 0.12 + below.up);
      stroke(page, em, [from, line - axis], [from + width, line - axis]);
    },
  };
}

function root(inside: Box, em: number): Box {
  const sign = em * 0.6;
  const up = inside.up + em * 0.14;
  return {
    width: sign + inside.width + em * 0.1,
    up,
    down: inside.down,
    draw(page, left, line) {
      inside.draw(page, left + sign, line);
      stroke(page, em, [left + em * 0.06, line - em * 0.26], [left + em * 0.22, line - em * 0.34], [left + em * 0.36, line + inside.down * 0.6], [left + em * 0.54, line - up], [left + sign + inside.width, line - up]);
    },
  };
}

function scripts(base: Box, low: Box | null, high: Box | null, em: number): Box {
  return {
    width: base.width + Math.max(low?.width ?? 0, high?.width ?? 0) + em * 0.04,
    up: Math.max(base.up, (high?.up ?? 0) + em * 0.42),
    down: Math.max(base.down, (low?.down ?? 0) + em * 0.2),
    draw(page, left, line) {
      base.draw(page, left, line);
      low?.draw(page, left + base.width, line + em * 0.2);
      high?.draw(page, left + base.width, line - em * 0.42);
    },
  };
}

/** An index below, or an accent above. */
function stacked(base: Box, other: Box, above: boolean, em: number): Box {
  const width = Math.max(base.width, other.width);
  return {
    width,
    up: base.up + (above ? em * 0.12 : 0),
    down: base.down + (above ? 0 : other.up + other.down),
    draw(page, left, line) {
      base.draw(page, left + (width - base.width) / 2, line);
      other.draw(page, left + (width - other.width) / 2, above ? line - em * 0.14 : line + base.down + other.up);
    },
  };
}

function stroke(page: SKRSContext2D, em: number, [x, y]: readonly [number, number], ...rest: readonly (readonly [number, number])[]): void {
  page.lineWidth = em * 0.06;
  page.beginPath();
  page.moveTo(x, y);
  for (const [toX, toY] of rest) page.lineTo(toX, toY);
  page.stroke();
}
