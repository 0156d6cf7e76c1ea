/** What is needed of a canvas context to measure text. */
export interface TextMeasure {
  font: string;
  measureText(text: string): { width: number };
}

/** The text in lines no wider than `width` px in the context's font, broken at spaces but not around `=`; a long word stays whole. */
export function wrapText(context: TextMeasure, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<!=) (?!=)/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
