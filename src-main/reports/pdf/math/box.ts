import type { SKRSContext2D } from '@napi-rs/canvas';
import { mathFamily } from '../../fonts.ts';
import { measureText } from '../measure.ts';

/** What an atom is among its neighbours, in the classes of TeX. */
export type AtomClass = 'ord' | 'op' | 'bin' | 'rel' | 'open' | 'close' | 'punct' | 'inner' | 'space';

/** A box of an equation; lengths in pt. */
export interface Box {
  width: number;
  /** From its line to the top and the bottom of its ink. */
  up: number;
  down: number;
  /** How far ink leans over the right edge. */
  lean: number;
  /** Of its left and of its right side. */
  sides: readonly [AtomClass, AtomClass];
  /** A single sign: scripts keep their own height beside it. */
  isSign: boolean;
  draw(page: SKRSContext2D, left: number, line: number): void;
}

/** Height of the line through minus signs, fraction rules and the middles of delimiters, as shares of the em. */
export const axis = 0.25;
/** Of fraction rules, roots and bars. */
export const ruleThickness = 0.04;

/** A text in the face of equations; `wide` and `high` scale its ink about the left end of its line. */
export function sign(text: string, em: number, side: AtomClass, { wide = 1, high = 1 }: { wide?: number; high?: number } = {}): Box {
  const font = mathFont(em);
  const { width, up, down, right } = measureText(text, font);
  return {
    width: width * wide,
    up: up * high,
    down: down * high,
    lean: Math.max(0, right - width) * wide,
    sides: [side, side],
    isSign: true,
    draw(page, left, line) {
      page.save();
      page.font = font;
      page.translate(left, line);
      page.scale(wide, high);
      page.fillText(text, 0, 0);
      page.restore();
    },
  };
}

/** The CSS font of equations. */
export function mathFont(em: number): string {
  return `${em}px ${mathFamily}`;
}

/** Nothing but room. */
export function space(width: number): Box {
  return { width, up: 0, down: 0, lean: 0, sides: ['space', 'space'], isSign: false, draw: () => undefined };
}

/** The same box elsewhere: `shift` pt higher than its line. */
export function raised(box: Box, shift: number): Box {
  return { ...box, up: box.up + shift, down: box.down - shift, isSign: false, draw: (page, left, line) => box.draw(page, left, line - shift) };
}

/** The same box as another kind of atom. */
export function as(box: Box, side: AtomClass): Box {
  return { ...box, sides: [side, side] };
}

/** A filled bar from `left`, its middle `height` pt above the line. */
export function drawRule(page: SKRSContext2D, em: number, left: number, line: number, width: number, height: number): void {
  const thickness = em * ruleThickness;
  page.fillRect(left, line - height - thickness / 2, width, thickness);
}
