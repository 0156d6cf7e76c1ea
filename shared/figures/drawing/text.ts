import { textWidth, type TextMeasure } from './symbol-text.ts';

/** The text in lines no wider than `width` px in the context's font, broken at spaces but not around `=`; a long word stays whole. */
export function wrapText(context: TextMeasure, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<!=) (?!=)/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(context, longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
