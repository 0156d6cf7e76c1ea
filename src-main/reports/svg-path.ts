import type { Corner } from './polyline.ts';
import { polylinePath } from './polyline.ts';

/** Collects the commands of one canvas path; coordinates are absolute, in px. */
export interface PathRecorder {
  begin(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  curveTo(first: Corner, second: Corner, end: Corner): void;
  arc(centre: Corner, radius: number, start: number, end: number): void;
  rect(x: number, y: number, width: number, height: number, radius: number): void;
  close(): void;
  /** The open start tag of the shape, `<circle ...` or `<path ...`; null for an empty path. */
  shape(): string | null;
}

/** A recorder of SVG path data: straight runs become short polylines, a lone full circle becomes `<circle>`. */
export function recordPath(): PathRecorder {
  let commands: string[] = [];
  let line: Corner[] = [];
  let circle: { centre: Corner; radius: number } | null = null;

  const endLine = (): void => {
    if (line.length > 0) commands.push(polylinePath(line));
    line = [];
  };
  const add = (command: string): void => {
    endLine();
    if (circle !== null) commands.push(circlePath(circle.centre, circle.radius));
    circle = null;
    commands.push(command);
  };
  const isEmpty = (): boolean => commands.length === 0 && line.length === 0 && circle === null;

  return {
    begin: () => {
      commands = [];
      line = [];
      circle = null;
    },
    moveTo: (x, y) => {
      if (!isEmpty()) add('');
      line = [{ x, y }];
    },
    lineTo: (x, y) => {
      if (line.length > 0) line.push({ x, y });
      else add(`L${pair({ x, y })}`);
    },
    curveTo: (first, second, end) => add(`C${pair(first)} ${pair(second)} ${pair(end)}`),
    arc: (centre, radius, start, end) => {
      if (Math.abs(end - start) >= 2 * Math.PI - 1e-6) {
        if (isEmpty()) circle = { centre, radius };
        else add(circlePath(centre, radius));
        return;
      }
      const point = (angle: number): string =>
        pair({ x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) });
      const flags = `${Math.abs(end - start) > Math.PI ? 1 : 0} ${end > start ? 1 : 0}`;
      add(
        `${isEmpty() ? 'M' : 'L'}${point(start)}A${short(radius)} ${short(radius)} 0 ${flags} ${point(end)}`,
      );
    },
    rect: (x, y, width, height, radius) => add(rectPath(x, y, width, height, radius)),
    close: () => {
      endLine();
      if (commands.length > 0) commands.push('Z');
    },
    shape: () => {
      endLine();
      if (circle !== null) {
        const { centre, radius } = circle;
        return `<circle cx="${short(centre.x)}" cy="${short(centre.y)}" r="${short(radius)}"`;
      }
      return commands.length === 0 ? null : `<path d="${commands.join('')}"`;
    },
  };
}

/** Two decimals, no trailing zeros: a hundredth of a pixel is below what any printer shows. */
export function short(value: number): string {
  const text = value.toFixed(2);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}

function pair({ x, y }: Corner): string {
  return `${short(x)} ${short(y)}`;
}

function circlePath({ x, y }: Corner, radius: number): string {
  const r = short(radius);
  const half = (to: number): string => `A${r} ${r} 0 1 1 ${pair({ x: to, y })}`;
  return `M${pair({ x: x + radius, y })}${half(x - radius)}${half(x + radius)}Z`;
}

function rectPath(x: number, y: number, width: number, height: number, radius: number): string {
  if (radius === 0) return `M${pair({ x, y })}h${short(width)}v${short(height)}h${short(-width)}Z`;
  const corner = (dx: number, dy: number): string =>
    `a${short(radius)} ${short(radius)} 0 0 1 ${short(dx * radius)} ${short(dy * radius)}`;
  return (
    `M${pair({ x: x + radius, y })}h${short(width - 2 * radius)}${corner(1, 1)}v${short(height - 2 * radius)}` +
    `${corner(-1, 1)}h${short(2 * radius - width)}${corner(-1, -1)}v${short(2 * radius - height)}${corner(1, -1)}Z`
  );
}
