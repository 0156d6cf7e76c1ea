/** How an attack is drawn in legends: colour as a CSS value, dash, marker outline around (14, 6). */
export interface Mark {
  colour: string;
  dash: string;
  outline: string;
  /** One-step gradients have open markers. */
  open: boolean;
}

const outlines = {
  circle: 'M10.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z',
  square: 'M11 3h6v6h-6Z',
  triangle: 'M14 2.2 17.6 9H10.4Z',
  diamond: 'M14 2 18 6 14 10 10 6Z',
  cross: 'm11.5 3.5 5 5m0-5-5 5',
};
const shapes: Record<string, keyof typeof outlines> = {
  pga: 'circle',
  sgld: 'square',
  'template-langevin': 'triangle',
  uniform: 'cross',
};

/** The mark of an attack id; hue and shape say the attack, dash and opening say the gradient. */
export function attackMark(attack: string, gradient: string | null): Mark {
  const open = gradient === 'one-step';
  return {
    colour: `var(--attack-${attack in shapes ? attack : 'other'})`,
    dash: attack === 'uniform' ? '2 3' : open ? '6 4' : 'none',
    outline: outlines[shapes[attack] ?? 'diamond'],
    open,
  };
}
