/** One column of a table on the terminal. */
export interface TextColumn {
  title: string;
  /** Numbers stand right, words left. */
  align: 'left' | 'right';
}

const gap = '  ';

/** An aligned table with a header, one line a row, no trailing blanks; ends with a line break. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(oneLine(row[index])))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const text = oneLine(cell);
        const blanks = ' '.repeat(widths[index] - displayWidth(text));
        return columns[index].align === 'right' ? blanks + text : text + blanks;
      })
      .join(gap)
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join(gap);
  return [line(columns.map((column) => column.title)), rule, ...rows.map(line)].join('\n') + '\n';
}

/** Names and values, the values in one column; ends with a line break. */
export function factList(facts: readonly (readonly [string, string])[]): string {
  const width = Math.max(...facts.map(([name]) => displayWidth(name)));
  return facts
    .map(([name, value]) => `${name}${' '.repeat(width - displayWidth(name))}  ${oneLine(value)}\n`)
    .join('');
}

/** Columns that a text takes on a terminal: wide (CJK, emoji) characters take two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Titles come from strangers' files: control characters must not reach the terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
