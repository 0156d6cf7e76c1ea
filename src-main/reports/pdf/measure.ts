import { createCanvas } from '@napi-rs/canvas';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { registerFonts } from '../fonts.ts';

/** Width of a text in pt. */
export function textWidth(text: string, font: string): number {
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const { width } = measureText(text, font);
  if (widths.size > 50_000) widths.clear();
  widths.set(key, width);
  return width;
}

/** Measures of a text in pt: its advance, and its ink above, below and to the right of where its line begins. */
export function measureText(text: string, font: string): { width: number; up: number; down: number; right: number } {
  const context = measuring();
  context.font = font;
  const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down, actualBoundingBoxRight: right } = context.measureText(text);
  return { width, up, down, right };
}

const widths = new Map<string, number>();
let measurer: SKRSContext2D | undefined;

/** Kerning and ligatures as on the page. */
function measuring(): SKRSContext2D {
  if (measurer) return measurer;
  registerFonts();
  measurer = createCanvas(1, 1).getContext('2d');
  measurer.textRendering = 'optimizeSpeed';
  return measurer;
}
