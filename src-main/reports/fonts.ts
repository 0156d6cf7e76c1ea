import { GlobalFonts } from '@napi-rs/canvas';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { figureFontFamily } from '../../shared/figures/drawing/tokens.ts';

/** Weights in which figures set text. */
export const fontWeights = [400, 500, 600] as const;

const families: Record<string, string> = {
  latin: 'Inter',
  greek: 'Inter Greek',
  'latin-ext': 'Inter Latin Ext',
  cyrillic: 'Inter Cyrillic',
  vietnamese: 'Inter Vietnamese',
};
let registered = false;

/** The face of equations, bundled too, with the fonts of figures for signs that it lacks. */
export const mathFamily = `'Poison Lab Math', ${figureFontFamily}`;

/**
 * Makes the bundled Inter and the face of equations known to the canvas, every subset of Inter under a family of its own
 * (one family with several subsets would leave the choice among them to chance). Once per process. Node reads the files, since native
 * code cannot see into a packed application.
 * @throws Error when a font file is missing from the installation.
 */
export function registerFonts(): void {
  if (registered) return;
  for (const [subset, family] of Object.entries(families)) {
    for (const weight of fontWeights) {
      register(fontPath(subset, weight), family);
    }
  }
  register(mathPath(), 'Poison Lab Math');
  registered = true;
}

/** `@font-face` rules with the fonts inside, for files that travel alone: the subsets and weights asked for. */
export function embeddedFontFaces(wanted: readonly { subset: 'latin' | 'greek'; weight: number }[]): string {
  return wanted
    .map(({ subset, weight }) => {
      const data = readFileSync(fontPath(subset, weight)).toString('base64');
      return `@font-face{font-family:'${families[subset]}';font-weight:${weight};src:url(data:font/woff2;base64,${data}) format('woff2')}`;
    })
    .join('');
}

/** The `@font-face` rule of equations with the font inside. */
export function embeddedMathFace(): string {
  return `@font-face{font-family:'Poison Lab Math';src:url(data:font/woff2;base64,${readFileSync(mathPath()).toString('base64')}) format('woff2')}`;
}

function register(path: string, family: string): void {
  if (GlobalFonts.register(readFileSync(path), family) === null) throw new Error(`cannot load the font ${path}`);
}

function mathPath(): string {
  return createRequire(import.meta.url).resolve('#fonts/poison-lab-math.woff2');
}

function fontPath(subset: string, weight: number): string {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/inter/package.json'));
  return join(folder, 'files', `inter-${subset}-${weight}-normal.woff2`);
}
