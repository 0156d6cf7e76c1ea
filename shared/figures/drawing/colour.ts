/** Colours as `#RRGGBB`. `share` of the second, the rest of the first; share in [0, 1]. */
export function mixColours(first: string, second: string, share: number): string {
  const a = channels(first);
  const b = channels(second);
  return `#${a.map((value, i) => hex(value + (b[i] - value) * share)).join('')}`;
}

/** The colour with an opacity in [0, 1], as a CSS `rgba()`. */
export function withOpacity(colour: string, opacity: number): string {
  return `rgba(${channels(colour).join(', ')}, ${opacity})`;
}

function channels(colour: string): [number, number, number] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16)) as [number, number, number];
}

function hex(value: number): string {
  return Math.round(value).toString(16).toUpperCase().padStart(2, '0');
}
