import type { ComputedRef, InjectionKey } from 'vue';
import type { Marker } from '../../shared/figures/drawing/attack-style.ts';
import type { ThemeName } from '../../shared/figures/drawing/tokens.ts';
import { themes } from '../../shared/figures/drawing/tokens.ts';

/** What tells a series from others: hue, marker, filling and dash. */
export interface MarkStyle {
  colour: string;
  marker: Marker;
  filled: boolean;
  /** In px; empty for a solid line. */
  dash: readonly number[];
}

/** How a series is drawn in a legend of 28 x 12 px; `outline` lies around (14, 6). */
interface Mark {
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

/** The mark of a series as paths. */
export function drawnMark({ colour, marker, filled, dash }: MarkStyle): Mark {
  return { colour, dash: dash.length === 0 ? 'none' : dash.join(' '), outline: outlines[marker], filled };
}

const classes = new Map<string, string>();
let rules: CSSStyleSheet | null = null;

/**
 * The same mark as the class of an element whose background it becomes, 28 x 12 px: for long lists, whose rows then have
 * no elements for it. The browser reads each mark once, where a style of its own would be read for every row.
 * @param theme whose ground shows through open markers
 */
export function markClass(look: MarkStyle, theme: ThemeName): string {
  const { colour, dash, outline, filled } = drawnMark(look);
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="12" fill="none" stroke="${colour}">` +
    `<path d="M0 6H28" stroke-width="1.75" stroke-dasharray="${dash}"/>` +
    `<path d="${outline}" stroke-width="1.5" stroke-linejoin="round" fill="${filled ? colour : themes[theme].background}"/></svg>`;
  return classes.get(drawing) ?? addClass(drawing);
}

function addClass(drawing: string): string {
  if (rules === null) document.adoptedStyleSheets.push((rules = new CSSStyleSheet()));
  const name = `attack-mark-${classes.size}`;
  rules.insertRule(`.${name} { background-image: url("data:image/svg+xml,${encodeURIComponent(drawing)}"); }`);
  classes.set(drawing, name);
  return name;
}
