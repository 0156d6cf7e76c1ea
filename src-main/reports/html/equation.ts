import { parseTex, type MathNode } from '../../../shared/domain/tex/parse.ts';
import { html, trusted, type Markup } from './markup.ts';

/** An equation as MathML; one that cannot be read stands as it was written. */
export function equationMarkup(tex: string): Markup {
  const node = readable(tex);
  return node ? html`<math display="block">${nodeMarkup(node)}</math> ` : html`<pre>${tex}</pre> `;
}

/** The same among words. */
export function inlineEquationMarkup(tex: string): Markup {
  const node = readable(tex);
  return node ? html`<math>${nodeMarkup(node)}</math>` : html`<code>$${tex}$</code>`;
}

function readable(tex: string): MathNode | null {
  try {
    return parseTex(tex);
  } catch {
    return null;
  }
}

function nodeMarkup({ tag, text, children = [], attributes = {} }: MathNode): Markup {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return html`${trusted(`<${tag}${written.join('')}>`)}${text ?? children.map(nodeMarkup)}${trusted(`</${tag}>`)}`;
}
