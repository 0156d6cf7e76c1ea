import { parseTex, type MathNode } from '../../../shared/domain/tex.ts';
import { html, trusted, type Markup } from './markup.ts';

/** An equation as MathML; one that cannot be read stands as it was written. */
export function equationMarkup(tex: string): Markup {
  try {
    return html`<math display="block">${nodeMarkup(parseTex(tex))}</math> `;
  } catch {
    return html`<pre>${tex}</pre> `;
  }
}

function nodeMarkup({ tag, text, children = [] }: MathNode): Markup {
  const accent = tag === 'mover' ? ' accent="true"' : '';
  return html`${trusted(`<${tag}${accent}>`)}${text ?? children.map(nodeMarkup)}${trusted(`</${tag}>`)}`;
}
