import type { SKRSContext2D } from '@napi-rs/canvas';
import { escapeText } from './escape.ts';
import type { Corner } from './polyline.ts';
import { polylinePath } from './polyline.ts';

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
 * The part of the canvas API that chart.js' lines and our plugins use, as SVG: text stays whole strings, dashes
 * stay dashes, a full circle is one `<circle>`. `measure` is a real context with the same fonts; it measures
 * text and baselines. Rotation and scaling are not part of it: figures use neither.
 */
export function recordSvg(measure: SKRSContext2D): SvgRecording {
  const elements: string[] = [];
  const texts = new Map<string, { weight: number; text: string }>();
  const stack: State[] = [];
  let state = initialState();
  let path: string[] = [];
  let line: Corner[] = [];
  let circle: { x: number; y: number; radius: number } | null = null;

  const at = (x: number, y: number): string => `${short(x + state.x)} ${short(y + state.y)}`;
  const endLine = (): void => {
    if (line.length > 0) path.push(polylinePath(line));
    line = [];
  };
  const shape = (): string | null => {
    endLine();
    if (circle !== null && path.length === 0) {
      return `<circle cx="${short(circle.x)}" cy="${short(circle.y)}" r="${short(circle.radius)}"`;
    }
    return path.length === 0 ? null : `<path d="${path.join('')}"`;
  };
  const paint = (attributes: string): void => {
    const open = shape();
    if (open !== null) elements.push(`${open}${attributes}/>`);
  };
  const stroke = (): void => {
    const open = shape();
    const last = elements.at(-1);
    if (
      open !== null &&
      last?.startsWith(`${open} fill=`) &&
      !last.includes('stroke=') &&
      !last.includes('-opacity')
    ) {
      elements[elements.length - 1] = `${last.slice(0, -2)}${strokeOf(state)}/>`;
    } else {
      paint(` fill="none"${strokeOf(state)}`);
    }
  };
  const add = (command: string): void => {
    endLine();
    if (circle !== null) {
      const { x, y, radius } = circle;
      circle = null;
      path.push(circlePath(x, y, radius));
    }
    if (command !== '') path.push(command);
  };
  const addArc = (x: number, y: number, radius: number, start: number, end: number): void => {
    if (Math.abs(end - start) >= 2 * Math.PI - 1e-6) {
      endLine();
      if (path.length === 0 && circle === null) circle = { x: x + state.x, y: y + state.y, radius };
      else add(circlePath(x + state.x, y + state.y, radius));
      return;
    }
    const point = (angle: number): string => at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const large = Math.abs(end - start) > Math.PI ? 1 : 0;
    add(
      `${path.length === 0 && line.length === 0 ? 'M' : 'L'}${point(start)}A${short(radius)} ${short(radius)} 0 ${large} ${end > start ? 1 : 0} ${point(end)}`,
    );
  };
  const addRect = (x: number, y: number, width: number, height: number): void =>
    add(`M${at(x, y)}h${short(width)}v${short(height)}h${short(-width)}Z`);

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
    beginPath: () => {
      path = [];
      line = [];
      circle = null;
    },
    moveTo: (x: number, y: number) => {
      add('');
      line = [{ x: x + state.x, y: y + state.y }];
    },
    lineTo: (x: number, y: number) => {
      if (line.length > 0) line.push({ x: x + state.x, y: y + state.y });
      else add(`L${at(x, y)}`);
    },
    bezierCurveTo: (x1: number, y1: number, x2: number, y2: number, x: number, y: number) =>
      add(`C${at(x1, y1)} ${at(x2, y2)} ${at(x, y)}`),
    closePath: () => {
      endLine();
      if (circle === null && path.length > 0) path.push('Z');
    },
    arc: addArc,
    rect: addRect,
    roundRect: (x: number, y: number, width: number, height: number, radius: number) => {
      const r = short(radius);
      add(
        `M${at(x + radius, y)}h${short(width - 2 * radius)}a${r} ${r} 0 0 1 ${r} ${r}v${short(height - 2 * radius)}` +
          `a${r} ${r} 0 0 1 ${short(-radius)} ${r}h${short(2 * radius - width)}a${r} ${r} 0 0 1 ${short(-radius)} ${short(-radius)}` +
          `v${short(2 * radius - height)}a${r} ${r} 0 0 1 ${r} ${short(-radius)}Z`,
      );
    },
    clip: () => undefined,
    fill: () => paint(colour('fill', state.fillStyle, state.globalAlpha)),
    stroke,
    fillRect: (x: number, y: number, width: number, height: number) => {
      const box = `width="${short(width)}" height="${short(height)}"`;
      elements.push(
        `<rect x="${short(x + state.x)}" y="${short(y + state.y)}" ${box}${colour('fill', state.fillStyle, state.globalAlpha)}/>`,
      );
    },
    clearRect: () => undefined,
    setLineDash: (dash: number[]) => {
      state = { ...state, lineDash: [...dash] };
    },
    getLineDash: () => [...state.lineDash],
    measureText: (text: string) => {
      measure.font = state.font;
      return measure.measureText(text);
    },
    fillText: (text: string, x: number, y: number) => {
      const font = parseFont(state.font);
      texts.set(`${font.weight} ${text}`, { weight: font.weight, text });
      const anchor = {
        left: '',
        start: '',
        center: ' text-anchor="middle"',
        right: ' text-anchor="end"',
        end: ' text-anchor="end"',
      }[state.textAlign];
      const weight = font.weight === 400 ? '' : ` font-weight="${font.weight}"`;
      const size = font.size === 12 ? '' : ` font-size="${font.size}"`;
      const top = y + state.y + baselineShift(measure, state.font, state.textBaseline);
      elements.push(
        `<text x="${short(x + state.x)}" y="${short(top)}"${anchor}${weight}${size}${colour('fill', state.fillStyle, state.globalAlpha)}>${escapeText(text)}</text>`,
      );
    },
  };
  return {
    context: contextOf(methods, () => state) as CanvasRenderingContext2D,
    body: () => elements.join('\n'),
    usedText: () => [...texts.values()],
  };
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

function circlePath(x: number, y: number, radius: number): string {
  const r = short(radius);
  return `M${short(x + radius)} ${short(y)}A${r} ${r} 0 1 1 ${short(x - radius)} ${short(y)}A${r} ${r} 0 1 1 ${short(x + radius)} ${short(y)}Z`;
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

/** Two decimals, no trailing zeros: a hundredth of a pixel is below what any printer shows. */
function short(value: number): string {
  const text = value.toFixed(2);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}
