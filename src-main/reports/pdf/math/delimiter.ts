import type { MathNode } from '../../../../shared/domain/tex/parse.ts';
import { axis, raised, sign, type AtomClass, type Box } from './box.ts';

/** Delimiters that open. */
export const opening = /^[([{⌊⌈⟨]$/u;
/** Delimiters that close. */
export const closing = /^[)\]}⌋⌉⟩]$/u;
const bars = /^[|‖]$/u;

/** Whether a node grows with the row that it stands in, as delimiters do that are not told otherwise; a slash does behind `\left` and `\big` alone. */
export function isFence({ tag, text = '', attributes }: MathNode): boolean {
  return tag === 'mo' && attributes?.stretchy !== 'false' && (opening.test(text) || closing.test(text) || bars.test(text) || (text === '/' && attributes?.stretchy === 'true'));
}

/** A delimiter that covers `up` above and `down` below the line, its middle on the axis; `opens` tells sides of a bar. */
export function stretched({ text = '', attributes }: MathNode, em: number, up: number, down: number, opens: boolean): Box {
  const side: AtomClass = opening.test(text) ? 'open' : closing.test(text) ? 'close' : text === '/' ? 'ord' : opens ? 'open' : 'close';
  const plain = sign(text, em, side);
  const high = plain.up + plain.down;
  const reach = 2 * Math.max(up - em * axis, down + em * axis);
  // A delimiter may be a little lower than what it encloses.
  const wanted = attributes?.minsize ? Number.parseFloat(attributes.minsize) * em : reach * 0.95;
  if (wanted <= high * 1.02) return plain;
  const growth = wanted / high;
  const wide = bars.test(text) ? 1 : 1 + (Math.min(growth, 3.5) - 1) * 0.22;
  const grown = sign(text, em, side, { wide, high: growth });
  return raised(grown, em * axis - (grown.up - grown.down) / 2);
}
