import { GlobalFonts } from '@napi-rs/canvas';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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

/**
 * Makes the bundled Inter known to the canvas, every subset under a family of its own (one family with several
 * subsets would leave the choice among them to chance). Once per process. Node reads the files, since native
 * code cannot see into a packed application.
 * @throws Error when a font file is missing from the installation.
 */
export function registerFonts(): void {
  if (registered) return;
  for (const [subset, family] of Object.entries(families)) {
    for (const weight of fontWeights) {
      const path = fontPath(subset, weight);
      const font = GlobalFonts.register(readFileSync(path), family);
      if (font === null) throw new Error(`cannot load the font ${path}`);
    }
  }
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

function fontPath(subset: string, weight: number): string {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/inter/package.json'));
  return join(folder, 'files', `inter-${subset}-${weight}-normal.woff2`);
}
