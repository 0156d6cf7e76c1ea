import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** A rectangle in device-independent pixels. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest that the window becomes, by hand or when its last state is brought back; the page folds down to it. */
export const smallestWindow = { width: 360, height: 360 };
const whole = z.number().int().min(-100_000).max(100_000);
const stateSchema = z.object({
  x: whole,
  y: whole,
  width: whole.positive(),
  height: whole.positive(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

/** The state that was saved last, or null when there is none that makes sense. */
export function readWindowState(path: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Saves the state; one that cannot be saved is not worth an error. */
export function saveWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(`${path}.part`, JSON.stringify(state));
    renameSync(`${path}.part`, path);
  } catch {
    return;
  }
}

/**
 * Fits a rectangle into the screen that shows most of it, so that a window saved on a screen that is gone can
 * still be reached.
 * @param screens work areas; the first is the primary one
 */
export function clampToScreens(bounds: Bounds, screens: readonly Bounds[]): Bounds {
  const shown = screens.map((screen) => overlap(bounds, screen));
  const most = Math.max(...shown);
  const screen = most > 0 ? screens[shown.indexOf(most)] : screens[0];
  const width = within(bounds.width, Math.min(smallestWindow.width, screen.width), screen.width);
  const height = within(bounds.height, Math.min(smallestWindow.height, screen.height), screen.height);
  return {
    x: within(bounds.x, screen.x, screen.x + screen.width - width),
    y: within(bounds.y, screen.y, screen.y + screen.height - height),
    width,
    height,
  };
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
