import { errorToData } from '../../../../shared/domain/errors.ts';
import { parseTex } from '../../../../shared/domain/tex/parse.ts';
import type { Box } from './box.ts';
import { equationBox } from './layout.ts';

/** Why an equation cannot be set, in one sentence. */
export interface Unset {
  reason: string;
}

/** Letters of equations are as high as those of the text around them, which is set in another face. */
const inlineScale = 1.12;

/** An equation on a line of its own, `em` in pt; the reason where it cannot be set. */
export function displayEquation(tex: string, em: number): Box | Unset {
  return set(tex, em, true);
}

/** An equation among words that are set in `em` pt; the reason where it cannot be set. */
export function inlineEquation(tex: string, em: number): Box | Unset {
  return set(tex, em * inlineScale, false);
}

function set(tex: string, em: number, display: boolean): Box | Unset {
  try {
    const box = equationBox(parseTex(tex), em, display);
    // Of nothing but room taken away a line keeps what it has.
    return { ...box, width: Math.max(0, box.width) };
  } catch (error) {
    return { reason: errorToData(error).message };
  }
}
