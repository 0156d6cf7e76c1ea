/** Themes of figures: the window's two, and paper. */
export const themeNames = ['light', 'dark', 'print'] as const;
export type ThemeName = (typeof themeNames)[number];

/** Colours and sizes of one theme; sizes in CSS px (1/96 inch on paper). */
export interface Theme {
  background: string;
  text: string;
  /** Axis titles and labels. */
  secondary: string;
  /** Ticks and captions. */
  caption: string;
  hairline: string;
  rule: string;
  /** Zero and clean lines. */
  zero: string;
  accent: string;
  onAccent: string;
  /** What stands back while another series is highlighted. */
  context: string;
  lineWidth: number;
  zeroWidth: number;
  bandOpacity: number;
  markerRadius: number;
}

const light: Theme = {
  background: '#FFFFFF',
  text: '#15181C',
  secondary: '#464E57',
  caption: '#626B74',
  hairline: '#E3E6E9',
  rule: '#C9CED3',
  zero: '#6F7880',
  accent: '#4A47B5',
  onAccent: '#FFFFFF',
  context: '#C3C9CE',
  lineWidth: 1.75,
  zeroWidth: 1.25,
  bandOpacity: 0.15,
  markerRadius: 3.5,
};

/** The palette and measures of every theme; contrasts were checked against the background. */
export const themes: Record<ThemeName, Theme> = {
  light,
  dark: {
    ...light,
    background: '#15181B',
    text: '#E7EAED',
    secondary: '#B3BBC3',
    caption: '#929BA4',
    hairline: '#292E33',
    rule: '#434A51',
    zero: '#8B949C',
    accent: '#A9A7F7',
    onAccent: '#15161F',
    context: '#4A525A',
  },
  print: { ...light, markerRadius: 2.75 },
};

/** Inter and the subsets that its characters are spread over; the last resort is the system's. */
export const figureFontFamily =
  "Inter, 'Inter Variable', 'Inter Greek', 'Inter Latin Ext', 'Inter Cyrillic', 'Inter Vietnamese', sans-serif";
