import type { ThemeName } from './tokens.ts';
import { mixColours } from './colour.ts';
import { themes } from './tokens.ts';

/** Markers that every side can draw; `x` has no filled form. */
export type Marker = 'circle' | 'rect' | 'triangle' | 'rectRot' | 'star' | 'crossRot';

/** How an attack looks everywhere: hue and marker say the attack, dash and filling its gradient. */
export interface AttackStyle {
  colour: string;
  marker: Marker;
  /** Filled marker: the exact gradient, or an attack that uses none. */
  filled: boolean;
  /** Dash pattern in px; empty for a solid line. */
  dash: number[];
}

interface Look {
  light: string;
  dark: string;
  marker: Marker;
}

/** The id of the baseline that differences are taken to. */
export const baselineAttack = 'uniform';

const looks: Record<string, Look> = {
  pga: { light: '#0063A0', dark: '#5DB5EA', marker: 'circle' },
  sgld: { light: '#B84500', dark: '#F0915A', marker: 'rect' },
  'template-langevin': { light: '#9A3D76', dark: '#DE93BE', marker: 'triangle' },
  average: { light: '#00705A', dark: '#45C3A0', marker: 'rectRot' },
  random: { light: '#4F6B00', dark: '#A5C750', marker: 'triangle' },
  bandwagon: { light: '#7A5C00', dark: '#D9B24A', marker: 'star' },
  'reverse-bandwagon': { light: '#8C3B2E', dark: '#E39A8B', marker: 'star' },
  segment: { light: '#5A4FB0', dark: '#ABA0F0', marker: 'triangle' },
  'love-hate': { light: '#B02350', dark: '#FF8FA8', marker: 'rectRot' },
  [baselineAttack]: { light: '#636C75', dark: '#9AA3AB', marker: 'crossRot' },
};
/** Of gradients that are not drawn with a solid line. */
const dashes: Record<string, number[]> = { 'one-step': [6, 4], unrolled: [10, 3, 2, 3], 'appendix-b': [10, 3, 2, 3, 2, 3] };
const generatedMarkers: Marker[] = ['triangle', 'rectRot', 'star', 'circle', 'rect'];

/**
 * Hue, marker, filling and dash of an attack with a gradient (null: it uses none). An attack that is not in
 * the palette gets a hue and a marker of its own, always the same for its id. `variant` counts the series
 * that share attack and gradient and differ elsewhere: their hue is moved towards ground or text by turns.
 */
export function attackStyle(
  attack: string,
  gradient: string | null,
  theme: ThemeName,
  variant = 0,
): AttackStyle {
  const look = Object.hasOwn(looks, attack) ? looks[attack] : generatedLook(attack);
  const hue = theme === 'dark' ? look.dark : look.light;
  return {
    colour: variantColour(hue, theme, variant),
    marker: look.marker,
    filled: gradient !== 'one-step' && gradient !== 'appendix-b',
    dash: attack === baselineAttack ? [2, 3] : (dashes[gradient ?? ''] ?? []),
  };
}

function variantColour(hue: string, theme: ThemeName, variant: number): string {
  if (variant === 0) return hue;
  const towards = variant % 2 === 1 ? themes[theme].text : themes[theme].background;
  const share = variant % 2 === 1 ? 0.45 : 0.3;
  return mixColours(hue, towards, Math.min(0.75, share * Math.ceil(variant / 2)));
}

/** A hue by the id's hash at the palette's lightness; three channels of one ramp keep the contrast above 4.5. */
function generatedLook(attack: string): Look {
  let hash = 2166136261;
  for (let i = 0; i < attack.length; i++) hash = Math.imul(hash ^ attack.charCodeAt(i), 16777619) >>> 0;
  const pure = pureHue((hash % 360) / 60);
  return {
    light: mixColours(pure, '#101418', 0.52),
    dark: mixColours(pure, '#FFFFFF', 0.48),
    marker: generatedMarkers[(hash >>> 9) % generatedMarkers.length],
  };
}

function pureHue(sixth: number): string {
  const channel = (offset: number): string => {
    const place = (sixth + offset) % 6;
    const level = Math.min(1, Math.max(0, Math.min(place, 4 - place)));
    return Math.round(200 * level + 20)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(2)}${channel(0)}${channel(4)}`;
}
