import type { ThemeName } from '../drawing/tokens.ts';
import { formatPlain } from '../drawing/format.ts';

/** From the lowest to the highest: in the dark theme the ends are the brightest, so that they stand out there too. */
const colours: Record<ThemeName, readonly [string, string, string, string, string]> = {
  light: ['#01665E', '#5AB4AC', '#C3C9CE', '#D8B365', '#8C510A'],
  dark: ['#63D8CB', '#24837A', '#4A525A', '#96682A', '#F2B861'],
  print: ['#01665E', '#5AB4AC', '#C3C9CE', '#D8B365', '#8C510A'],
};

/** Five classes of ratings from −Λ to Λ, with the rating that each stands around. */
export function ratingClasses(theme: ThemeName, bound: number): { colour: string; label: string }[] {
  return colours[theme].map((colour, at) => {
    const middle = ((at - 2) * bound) / 2;
    return { colour, label: middle > 0 ? `+${formatPlain(middle)}` : formatPlain(middle) };
  });
}

/** The nearest class of a rating, 0 (lowest) to 4; ratings beyond Λ are of the class at the end. */
export function ratingClass(rating: number, bound: number): number {
  if (bound === 0) return 2;
  return Math.max(0, Math.min(4, Math.round((2 * rating) / bound) + 2));
}
