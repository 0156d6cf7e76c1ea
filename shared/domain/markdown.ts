/** Text inside a block. Links go to other pages of the lab only; addresses elsewhere stay text. */
export type Inline =
  | { kind: 'text'; text: string }
  /** What of `math` is the text, is TeX. */
  | { kind: 'strong' | 'emphasis' | 'code' | 'math'; text: string }
  | { kind: 'link'; text: string; to: string };

/** What a page of help, or a note, is made of. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; content: Inline[]; id?: string }
  | { kind: 'equation'; tex: string }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

/**
 * Parses the part of Markdown that help pages and notes use: headings, paragraphs, flat lists, tables, fenced code,
 * equations in TeX (`$$ … $$` on lines of their own, `$…$` among words), names of headings to link to (`## Title {#name}`),
 * `code`, *emphasis*, **strong** and links within the lab (`[words](/help/page)`). Nothing becomes HTML.
 */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const marked = markedLines(lines);
  let at = 0;
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at])) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const equation = equationAt(lines, at, marked);
    const heading = /^(#{1,3}) +(.+?)(?: +\{#([a-z0-9-]+)\})?$/.exec(line);
    if (line.trim() === '') at++;
    else if (heading) {
      at++;
      blocks.push({ kind: 'heading', level: heading[1].length as 1 | 2 | 3, content: parseInline(heading[2]), id: heading[3] });
    } else if (equation) {
      at += equation.length;
      blocks.push({ kind: 'equation', tex: equation.tex });
    } else if (line.startsWith('```')) {
      at++;
      blocks.push({ kind: 'code', text: take((next) => !next.startsWith('```')).join('\n') });
      at++;
    } else if (line.startsWith('|')) blocks.push(tableOf(take((next) => next.startsWith('|'))));
    else if (isItem(line)) blocks.push(listOf(take((next) => isItem(next) || /^ {2,}\S/.test(next))));
    else {
      // A heading without words, as while it is written, is a paragraph: every turn takes a line.
      at++;
      blocks.push({ kind: 'paragraph', content: parseInline([line, ...take((next) => isPlain(next) && !equationAt(lines, at, marked))].join(' ')) });
    }
  }
  return blocks;
}

function isItem(line: string): boolean {
  return /^(-|\d+\.) +/.test(line);
}

/**
 * The equation that begins on a line with `$$` and ends on this or a later one with `$$`, with no empty line and no other `$$` in it.
 * @param marked as {@link markedLines} has it, so that lines that end nowhere cost no search each
 */
function equationAt(lines: readonly string[], from: number, marked: readonly (number | null)[]): { tex: string; length: number } | null {
  if (!/^ {0,3}\$\$/.test(lines[from])) return null;
  const first = lines[from].trim().slice(2);
  const last = first.includes('$$') ? from : (marked[from + 1] ?? null);
  if (last === null) return null;
  const whole = [first, ...lines.slice(from + 1, last + 1)].join('\n').trimEnd();
  const tex = whole.slice(0, -2).trim();
  return !whole.endsWith('$$') || tex === '' || whole.slice(0, -2).includes('$$') ? null : { tex, length: last - from + 1 };
}

/** For each line the first one from it on that has `$$` in it; null where an empty one or the end comes before. */
function markedLines(lines: readonly string[]): (number | null)[] {
  const marked: (number | null)[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    marked[at] = line.trim() === '' ? null : line.includes('$$') ? at : (marked[at + 1] ?? null);
  }
  return marked;
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !isItem(line) && !/^(#{1,3} |```|\|)/.test(line);
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    if (isItem(line)) items.push(line.replace(/^(-|\d+\.) +/, ''));
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return { kind: 'list', ordered: /^\d/.test(lines[0]), items: items.map(parseInline) };
}

function tableOf(lines: readonly string[]): Block {
  const [head, , ...rows] = lines.map((line) =>
    line.replace(/^\||\|\s*$/g, '').split('|').map((cell) => parseInline(cell.trim())),
  );
  return { kind: 'table', head, rows };
}

function parseInline(text: string): Inline[] {
  const pieces: Inline[] = [];
  // Dollars of money and of shells: behind a letter, or followed by a space before the next one, or by a letter or digit behind it.
  const pattern = /`([^`]+)`|(?<![\w\\$])\$(?![\s$])((?:[^$\\`]|\\.)+)(?<!\s)\$(?![\p{L}\p{N}$])|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\((\/[^)\s]*)\)/gu;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    const [whole, code, math, strong, emphasis, words, to] = match;
    if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else if (math !== undefined) pieces.push({ kind: 'math', text: math });
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) pieces.push({ kind: 'emphasis', text: emphasis });
    else pieces.push({ kind: 'link', text: words, to });
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}
