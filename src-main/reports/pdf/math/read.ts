import { parseTex } from '../../../../shared/domain/tex/parse.ts';
import type { Box } from './box.ts';
import { equationBox } from './layout.ts';

/** Letters of equations are as high as those of the text around them, which is set in another face. */
const inlineScale = 1.12;

/** An equation on a line of its own, `em` in pt; null where it cannot be read. */
export function displayEquation(tex: string, em: number): Box | null {
  return readable(tex, em, true);
}

/** An equation among words that are set in `em` pt; null where it cannot be read. */
export function inlineEquation(tex: string, em: number): Box | null {
  return readable(tex, em * inlineScale, false);
}

function readable(tex: string, em: number, display: boolean): Box | null {
  try {
    return equationBox(parseTex(tex), em, display);
  } catch {
    return null;
  }
}
