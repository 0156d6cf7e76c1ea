import type { ComputedRef, InjectionKey } from 'vue';
import type { Marker } from '../../shared/figures/drawing/attack-style.ts';
import { attackStyle } from '../../shared/figures/drawing/attack-style.ts';
import type { ThemeName } from '../../shared/figures/drawing/tokens.ts';

/** How an attack is drawn in a legend of 28 x 12 px; `outline` lies around (14, 6). */
export interface Mark {
  colour: string;
  dash: string;
  outline: string;
  filled: boolean;
}

const outlines: Record<Marker, string> = {
  circle: 'M10.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z',
  rect: 'M11 3h6v6h-6Z',
  triangle: 'M14 2.2 17.6 9H10.4Z',
  rectRot: 'M14 2 18 6 14 10 10 6Z',
  star: 'M14 2v8M10.5 4l7 4m0-4-7 4',
  crossRot: 'm11.5 3.5 5 5m0-5-5 5',
};

/** Shades of their attack that series are drawn in, where a figure stands beside marks. */
export const shadesOfSeries: InjectionKey<ComputedRef<ReadonlyMap<string, number>>> = Symbol('shades of series');

/** The mark of an attack with its gradient, from the palette of the figures; `variant` is the shade, the attack's own by default. */
export function attackMark(attack: string, gradient: string | null, theme: ThemeName, variant = 0): Mark {
  const { colour, marker, filled, dash } = attackStyle(attack, gradient, theme, variant);
  return { colour, dash: dash.length === 0 ? 'none' : dash.join(' '), outline: outlines[marker], filled };
}
