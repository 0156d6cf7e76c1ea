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

/** Contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrastOf(first: string, second: string): number {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** A colour, or as little of `ink` with it as makes text of it readable on a ground: contrast 4.5. */
export function readableOn(ground: string, colour: string, ink: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mixColours(colour, ink, share);
    if (contrastOf(mixed, ground) >= 4.5) return mixed;
  }
  return ink;
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): [number, number, number] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16)) as [number, number, number];
}

function hex(value: number): string {
  return Math.round(value).toString(16).toUpperCase().padStart(2, '0');
}
