import type { SKRSContext2D } from '@napi-rs/canvas';
import { subscriptDrop, subscriptSize, type Run } from '../../shared/figures/drawing/symbol-text.ts';
import { escapeText } from './escape.ts';
import type { Corner } from './polyline.ts';
import { recordPath, short } from './svg-path.ts';

/** A canvas context that records SVG, and the recording so far. */
export interface SvgRecording {
  context: CanvasRenderingContext2D;
  /** The elements drawn so far, without the `<svg>` around them. */
  body(): string;
  /** Weights and characters of the text drawn so far, to know which fonts to embed. */
  usedText(): { weight: number; text: string }[];
}

interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  lineDash: number[];
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  x: number;
  y: number;
}

/**
 * The part of the canvas API that chart.js' lines and our plugins use, as SVG: text stays whole strings, subscripts in it, dashes
 * stay dashes, a full circle is one `<circle>`. `measure` is a real context with the same fonts; it measures
 * text and baselines. Rotation and scaling are not part of it: figures use neither.
 */
export function recordSvg(measure: SKRSContext2D): SvgRecording {
  const elements: string[] = [];
  const texts = new Map<string, { weight: number; text: string }>();
  const stack: State[] = [];
  const path = recordPath();
  let state = initialState();

  const at = (x: number, y: number): Corner => ({ x: x + state.x, y: y + state.y });
  const boxOf = (x: number, y: number, width: number, height: number): string => {
    const corner = at(x, y);
    return `x="${short(corner.x)}" y="${short(corner.y)}" width="${short(width)}" height="${short(height)}"`;
  };
  const fillText = (text: string, x: number, y: number): void => fillMarkup(text, escapeText(text), x, y);
  const fillRuns = (runs: readonly Run[], x: number, y: number): void => {
    fillMarkup(runs.map(({ text }) => text).join(''), runsMarkup(runs, parseFont(state.font).size), x, y);
  };
  const fillMarkup = (text: string, markup: string, x: number, y: number): void => {
    const font = parseFont(state.font);
    texts.set(`${font.weight} ${text}`, { weight: font.weight, text });
    const place = at(x, y + baselineShift(measure, state.font, state.textBaseline));
    const weight = font.weight === 400 ? '' : ` font-weight="${font.weight}"`;
    const size = font.size === 12 ? '' : ` font-size="${font.size}"`;
    elements.push(
      `<text x="${short(place.x)}" y="${short(place.y)}"${anchorOf(state.textAlign)}${weight}${size}${fillOf(state)}>${markup}</text>`,
    );
  };
  const methods = {
    save: () => void stack.push({ ...state }),
    restore: () => {
      state = stack.pop() ?? initialState();
    },
    translate: (x: number, y: number) => {
      state = { ...state, x: state.x + x, y: state.y + y };
    },
    rotate: (angle: number) => {
      if (angle !== 0) throw new Error('a figure has no rotated parts');
    },
    setTransform: () => undefined,
    resetTransform: () => undefined,
    beginPath: () => path.begin(),
    moveTo: (x: number, y: number) => path.moveTo(x + state.x, y + state.y),
    lineTo: (x: number, y: number) => path.lineTo(x + state.x, y + state.y),
    bezierCurveTo: (x1: number, y1: number, x2: number, y2: number, x: number, y: number) =>
      path.curveTo(at(x1, y1), at(x2, y2), at(x, y)),
    closePath: () => path.close(),
    arc: (x: number, y: number, radius: number, start: number, end: number) =>
      path.arc(at(x, y), radius, start, end),
    rect: (x: number, y: number, width: number, height: number) =>
      path.rect(x + state.x, y + state.y, width, height, 0),
    roundRect: (x: number, y: number, width: number, height: number, radius: number) =>
      path.rect(x + state.x, y + state.y, width, height, radius),
    clip: () => undefined,
    fill: () => addShape(elements, path.shape(), fillOf(state)),
    stroke: () => strokeShape(elements, path.shape(), strokeOf(state)),
    fillRect: (x: number, y: number, width: number, height: number) =>
      void elements.push(`<rect ${boxOf(x, y, width, height)}${fillOf(state)}/>`),
    strokeRect: (x: number, y: number, width: number, height: number) =>
      strokeShape(elements, `<rect ${boxOf(x, y, width, height)}`, strokeOf(state)),
    clearRect: () => undefined,
    setLineDash: (dash: number[]) => {
      state = { ...state, lineDash: [...dash] };
    },
    getLineDash: () => [...state.lineDash],
    measureText: (text: string) => {
      measure.font = state.font;
      return measure.measureText(text);
    },
    fillText,
    fillRuns,
  };
  return {
    context: contextOf(methods, () => state) as CanvasRenderingContext2D,
    body: () => elements.join('\n'),
    usedText: () => [...texts.values()],
  };
}

/** Runs inside one text element, so that it is found and copied as one text: subscripts smaller and lower. */
function runsMarkup(runs: readonly Run[], size: number): string {
  const [small, drop] = [short(size * subscriptSize), short(size * subscriptDrop)];
  return runs
    .filter(({ text }) => text !== '')
    .map(({ text, below }, at, all) => {
      if (below) return `<tspan dy="${drop}" font-size="${small}">${escapeText(text)}</tspan>`;
      return at > 0 && all[at - 1].below ? `<tspan dy="-${drop}">${escapeText(text)}</tspan>` : escapeText(text);
    })
    .join('');
}

function addShape(elements: string[], open: string | null, attributes: string): void {
  if (open !== null) elements.push(`${open}${attributes}/>`);
}

/** A stroke of the shape that was filled last joins that element: a marker stays one element. */
function strokeShape(elements: string[], open: string | null, attributes: string): void {
  const last = elements.at(-1);
  const same = open !== null && last?.startsWith(`${open} fill=`) === true;
  if (same && !last.includes('stroke=') && !last.includes('-opacity')) {
    elements[elements.length - 1] = `${last.slice(0, -2)}${attributes}/>`;
  } else {
    addShape(elements, open, ` fill="none"${attributes}`);
  }
}

/** The methods with the state's fields as properties; what figures never use is missing and fails loudly. */
function contextOf(methods: Record<string, (...values: never[]) => unknown>, current: () => State): unknown {
  const context: Record<string, unknown> = { ...methods, lineDashOffset: 0 };
  for (const field of Object.keys(initialState()).filter((key) => !['x', 'y', 'lineDash'].includes(key))) {
    Object.defineProperty(context, field, {
      get: () => current()[field as keyof State],
      set: (value: never) => {
        current()[field as keyof State] = value;
      },
    });
  }
  return context;
}

function initialState(): State {
  return {
    fillStyle: '#000000',
    strokeStyle: '#000000',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    lineDash: [],
    globalAlpha: 1,
    font: '400 12px Inter',
    textAlign: 'start',
    textBaseline: 'alphabetic',
    x: 0,
    y: 0,
  };
}

function strokeOf(state: State): string {
  const dash =
    state.lineDash.length === 0 ? '' : ` stroke-dasharray="${state.lineDash.map(short).join(' ')}"`;
  const join = state.lineJoin === 'miter' ? '' : ` stroke-linejoin="${state.lineJoin}"`;
  const width = state.lineWidth === 1 ? '' : ` stroke-width="${short(state.lineWidth)}"`;
  return `${colour('stroke', state.strokeStyle, state.globalAlpha)}${width}${dash}${join}`;
}

/** A paint attribute; `rgba()` is split, since SVG readers of print shops know no alpha in colours. */
function colour(attribute: 'fill' | 'stroke', value: string, alpha: number): string {
  const parts = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(value);
  const opacity = alpha * (parts === null ? 1 : Number(parts[4]));
  const hex =
    parts === null
      ? value
      : `#${parts
          .slice(1, 4)
          .map((part) => Number(part).toString(16).padStart(2, '0'))
          .join('')}`;
  return ` ${attribute}="${hex}"${opacity === 1 ? '' : ` ${attribute}-opacity="${short(opacity)}"`}`;
}

function fillOf(state: State): string {
  return colour('fill', state.fillStyle, state.globalAlpha);
}

function anchorOf(align: string): string {
  if (align === 'center') return ' text-anchor="middle"';
  return align === 'right' || align === 'end' ? ' text-anchor="end"' : '';
}

function parseFont(font: string): { weight: number; size: number } {
  const weight = /\b([1-9]00)\b/.exec(font);
  const size = /([\d.]+)px/.exec(font);
  return { weight: weight === null ? 400 : Number(weight[1]), size: size === null ? 12 : Number(size[1]) };
}

/** Distance from the given baseline down to the alphabetic one, as the measuring context has it. */
function baselineShift(measure: SKRSContext2D, font: string, baseline: string): number {
  if (baseline === 'alphabetic') return 0;
  measure.font = font;
  measure.textBaseline = 'alphabetic';
  const own = measure.measureText('H').actualBoundingBoxAscent;
  measure.textBaseline = baseline as CanvasTextBaseline;
  const other = measure.measureText('H').actualBoundingBoxAscent;
  measure.textBaseline = 'alphabetic';
  return own - other;
}
