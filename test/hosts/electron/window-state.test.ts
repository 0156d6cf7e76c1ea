import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  clampToScreens,
  readWindowState,
  saveWindowState,
  smallestWindow,
} from '../../../src-main/hosts/electron/window-state.ts';

const primary = { x: 0, y: 25, width: 1440, height: 875 };
const second = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('clampToScreens', () => {
  test('leaves a window alone that fits its screen', () => {
    const bounds = { x: 1500, y: 100, width: 1000, height: 700 };
    expect(clampToScreens(bounds, [primary, second])).toEqual(bounds);
  });

  test('brings a window back from a screen that is gone', () => {
    expect(clampToScreens({ x: 1500, y: 100, width: 1000, height: 700 }, [primary])).toEqual({
      x: 440,
      y: 100,
      width: 1000,
      height: 700,
    });
    expect(clampToScreens({ x: -5000, y: -5000, width: 1000, height: 700 }, [primary])).toEqual({
      x: 0,
      y: 25,
      width: 1000,
      height: 700,
    });
  });

  test('shrinks what is larger than its screen, and enlarges what is too small to use', () => {
    expect(clampToScreens({ x: 0, y: 0, width: 9000, height: 9000 }, [primary])).toEqual(primary);
    expect(clampToScreens({ x: 10, y: 30, width: 1, height: 1 }, [primary])).toMatchObject({
      width: 360,
      height: 360,
    });
  });

  test('brings a window back as narrow as it may be made by hand', () => {
    const narrow = { x: 40, y: 60, ...smallestWindow };
    expect(clampToScreens(narrow, [primary])).toEqual(narrow);
    expect(clampToScreens({ ...narrow, width: 400 }, [primary])).toEqual({ ...narrow, width: 400 });
  });

  test('always ends inside one of the screens', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    const place = fc.integer({ min: -20_000, max: 20_000 });
    const rectangle = fc.record({ x: place, y: place, width: side, height: side });
    fc.assert(
      fc.property(rectangle, fc.array(rectangle, { minLength: 1, maxLength: 3 }), (bounds, screens) => {
        const fitted = clampToScreens(bounds, screens);
        return screens.some(
          (screen) =>
            fitted.x >= screen.x &&
            fitted.y >= screen.y &&
            fitted.x + fitted.width <= screen.x + screen.width &&
            fitted.y + fitted.height <= screen.y + screen.height,
        );
      }),
    );
  });
});

describe('the state file', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'poison-lab-window-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('keeps the state', () => {
    const state = { x: 1, y: -2, width: 800, height: 600, maximized: true };
    saveWindowState(join(folder, 'state.json'), state);
    expect(readWindowState(join(folder, 'state.json'))).toEqual(state);
  });

  test.each([
    '',
    '{',
    '[]',
    '{"x":0,"y":0,"width":-1,"height":5,"maximized":false}',
    '{"x":1e9,"y":0,"width":1,"height":5,"maximized":false}',
  ])('is ignored when it holds %j', (text) => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, text);
    expect(readWindowState(path)).toBeNull();
  });

  test('may be missing, and may be impossible to write', () => {
    expect(readWindowState(join(folder, 'none.json'))).toBeNull();
    saveWindowState(join(folder, 'no', 'such', 'folder.json'), {
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      maximized: false,
    });
    expect(readWindowState(join(folder, 'no', 'such', 'folder.json'))).toBeNull();
  });
});
