import { errorToData } from '../../../shared/domain/errors.ts';
import { parseTex, type MathNode } from '../../../shared/domain/tex/parse.ts';
import { html, trusted, type Markup } from './markup.ts';

/** An equation as MathML; one that cannot be set stands as it was written, under the reason. */
export function equationMarkup(tex: string): Markup {
  try {
    return html`<math display="block">${nodeMarkup(parseTex(tex))}</math> `;
  } catch (error) {
    return html`<p class="quiet">${errorToData(error).message}</p> <pre>${tex}</pre> `;
  }
}

/** The same among words, the reason behind it. */
export function inlineEquationMarkup(tex: string): Markup {
  try {
    return html`<math>${nodeMarkup(parseTex(tex))}</math>`;
  } catch (error) {
    return html`<code>$${tex}$</code> <span class="quiet">(${errorToData(error).message})</span>`;
  }
}

function nodeMarkup({ tag, text, children = [], attributes = {} }: MathNode): Markup {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return html`${trusted(`<${tag}${written.join('')}>`)}${text ?? children.map(nodeMarkup)}${trusted(`</${tag}>`)}`;
}
