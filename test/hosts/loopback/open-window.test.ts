import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { windowCommand } from '../../../src-main/hosts/loopback/open-window.ts';

const address = 'http://127.0.0.1:1/?token=t';

describe('windowCommand', () => {
  let bin: string;
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'poison-lab-bin-'));
    for (const name of ['xdg-open', 'notes.txt']) {
      writeFileSync(join(bin, name), '#!/bin/sh\n');
      chmodSync(join(bin, name), name === 'xdg-open' ? 0o755 : 0o644);
    }
  });
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  test('is none without a display, in CI, or without any browser', () => {
    expect(windowCommand(address, { PATH: bin }, 'linux')).toBeNull();
    expect(windowCommand(address, { PATH: bin, DISPLAY: ':0', CI: 'true' }, 'linux')).toBeNull();
    expect(windowCommand(address, { PATH: join(bin, 'none'), DISPLAY: ':0' }, 'linux')).toBeNull();
  });

  test('is the default browser where there is no Chromium', () => {
    expect(windowCommand(address, { PATH: bin, WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toEqual({
      program: join(bin, 'xdg-open'),
      args: [address],
    });
    expect(windowCommand(address, {}, 'win32')).toEqual({
      program: 'rundll32',
      args: ['url.dll,FileProtocolHandler', address],
    });
  });

  test('is a window without tabs where there is one, but not as root', () => {
    const chromium = join(bin, 'chromium');
    writeFileSync(chromium, '#!/bin/sh\n');
    chmodSync(chromium, 0o755);
    expect(windowCommand(address, { PATH: bin, DISPLAY: ':0' }, 'linux', false)).toEqual({
      program: chromium,
      args: [`--app=${address}`],
    });
    expect(windowCommand(address, { PATH: bin, DISPLAY: ':0' }, 'linux', true)?.program).toBe(
      join(bin, 'xdg-open'),
    );
  });
});
