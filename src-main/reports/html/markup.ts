import { escapeAttribute } from '../escape.ts';

/** Markup that is safe as it stands; made by {@link html} and {@link trusted} only. */
export interface Markup {
  markup: string;
}

/** What can stand in a template: text is escaped, markup is not, lists are joined, null and false are nothing. */
export type Part = string | number | Markup | null | false | readonly Part[];

/** A template of HTML in which every value is escaped, in text and in double-quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: strings.map((text, i) => text + (i < parts.length ? render(parts[i]) : '')).join('') };
}

/** Markup from our own drawing code that is escaped already. */
export function trusted(markup: string): Markup {
  return { markup };
}

function render(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string') return escapeAttribute(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(render).join('');
}
