import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtLab } from '../../built-lab.ts';
import type { MenuItem } from './stand-in.ts';

let seen: Record<string, unknown>;
let scratch: string;
let built: string;
beforeAll(() => {
  built = builtLab();
  scratch = mkdtempSync(join(tmpdir(), 'poison-lab-electron-'));
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const result = spawnSync(
    process.execPath,
    ['--import', here('replace-electron.ts'), here('drive-built-main.ts'), built, scratch],
    {
      encoding: 'utf8',
      timeout: 100_000,
      env: { ...process.env, POISON_LAB_HOME: join(scratch, 'home') },
    },
  );
  if (result.status !== 0)
    throw new Error(`the built main failed (${result.status ?? result.signal}): ${result.stderr}`);
  seen = JSON.parse(result.stdout) as Record<string, unknown>;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the built main, against a stand-in for electron', () => {
  test('declares its scheme before it is ready, and serves the built window under it', () => {
    expect(seen.schemesBeforeReady).toEqual([
      { scheme: 'poison-lab', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(seen.page).toBe('poison-lab://app/index.html');
    const policy = expect.stringMatching(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    ) as unknown;
    expect(seen.served).toEqual([
      ['app/index.html', 200, policy],
      ['app/renderer-files.json', 404, null],
      ['app/%2e%2e/renderer-files.json', 404, null],
      ['app/..%2fbuild.json', 404, null],
      ['other/index.html', 404, null],
    ]);
  });

  test('opens a window that can do nothing but show the page', () => {
    expect(seen.webPreferences).toMatchObject({
      preload: join(built, 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(seen.navigation).toEqual([true, true, true, false]);
    expect(seen.opened).toEqual({ action: 'deny' });
    expect(seen.smallest).toEqual([360, 360]);
  });

  test('lets the page write to the clipboard, as Copy does, and gives no one any other permission', () => {
    expect(seen.permitted).toEqual([
      { who: 'page', permission: 'clipboard-sanitized-write', granted: true, checked: true },
    ]);
  });

  test('leaves the keys of editing to the page', () => {
    const { template } = seen.menu as {
      template: { label?: string; submenu?: { role?: string; registerAccelerator?: boolean }[] }[];
    };
    const edit = template.find(({ label }) => label === '&Edit')?.submenu?.filter(({ role }) => role) ?? [];
    expect(edit.map(({ role }) => role)).toContain('paste');
    expect(edit.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
  });

  test('gives the page three functions through the preload', () => {
    expect(seen.required).toEqual(['electron']);
    expect(seen.exposed).toEqual(['poisonLab']);
    expect(seen.bridge).toEqual(['adoptFile', 'call', 'subscribe']);
  });

  test('answers calls, and errors as data', () => {
    expect(seen.about).toMatchObject({ host: 'electron' });
    expect(seen.unknown).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(seen.badInput).toMatchObject({
      ok: false,
      error: { code: 'bad-input', complaints: [{ path: 'run' }] },
    });
  });

  test('answers only the main frame of its own page', () => {
    const refusal = {
      ok: false,
      error: { code: 'failed', message: 'Only the window of the lab is answered.', complaints: [] },
    };
    expect(seen.stranger).toEqual(refusal);
    expect(seen.elsewhere).toEqual(refusal);
  });

  test('imports what the person picks, in the utility process, and says so', () => {
    expect(seen.declined).toEqual({ ok: true, value: null });
    expect(seen.openedName).toBe('tiny.csv');
    expect(seen.imported).toMatchObject({
      ok: true,
      value: { dataset: { name: 'tiny', users: 8, items: 11 } },
    });
    expect(seen.topics).toBeGreaterThan(0);
    expect(seen.dropped).toMatchObject({ ok: true, value: { name: 'tiny.csv' } });
    expect(seen.share).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  test('saves exports where the person says, and nothing else', () => {
    expect(seen.exported).toBe(true);
    expect(seen.saved).toEqual({ ok: true, value: { folder: basename(scratch) } });
    expect(seen.savedText).toContain('run');
    expect(seen.savedNamed).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('keeps what is opened from the desktop until the window takes it, and takes nothing on trust', () => {
    expect(seen.openFileTaken).toBe(true);
    expect(seen.lockData).toEqual({ files: [] });
    expect(seen.heldEarly).toEqual(['early.json']);
    expect(seen.heldTwice).toEqual([]);
    expect(seen.heldSecond).toEqual(['tiny.csv']);
    expect(seen.broughtForward).toBe(true);
    expect(seen.recentDocuments).toEqual([join(scratch, 'early.json'), join(scratch, 'tiny.csv')]);
  });

  test('keeps crash dumps in its own folder and sends none', () => {
    expect(seen.crashes).toEqual({ uploadToServer: false, before: true, folder: join(scratch, 'home', 'window', 'crashes') });
  });

  test('loads a window whose process crashed again, once, and says so', () => {
    expect(seen.reloads).toEqual([0, 1, 1]);
    expect(seen.messages).toEqual(['The window failed and was opened again.', 'The window failed twice.']);
  });

  test('holds off sleep while a run works, and tells the end to who looks elsewhere', () => {
    expect(seen.queued).toBe(true);
    expect(seen.blocked).toEqual(['prevent-app-suspension']);
    expect(seen.notifications).toEqual([{ title: 'Native & named has ended', body: '1 run is stored.' }]);
  });

  test('has a native menu of every action, whose keys and recent campaigns follow the library', () => {
    const flat = (menu: unknown) => {
      const walk = (items: MenuItem[]): MenuItem[] => items.flatMap((item) => [item, ...walk(item.submenu ?? [])]);
      return walk((menu as { template: MenuItem[] }).template);
    };
    const before = flat(seen.menu);
    const after = flat(seen.changedMenu);
    const keysOf = (items: MenuItem[], id: string) => items.find((item) => item.id === id)?.accelerator;
    expect(keysOf(before, 'queue')).toBe('Alt+Q');
    expect(keysOf(before, 'palette')).toBe('CommandOrControl+K');
    expect(keysOf(after, 'queue')).toBe('CommandOrControl+Shift+U');
    expect(keysOf(after, 'runs')).toBeUndefined();
    expect(before.concat(after).every((item) => !item.accelerator || item.registerAccelerator === false)).toBe(true);
    expect(before.find(({ label }) => label === 'Recent Campaigns')).toMatchObject({ enabled: true });
    expect(before.map(({ label }) => label)).not.toContain('Native && named');
    expect(after.map(({ label }) => label)).toContain('Native && named');
    expect(seen.told).toEqual([
      {},
      { command: 'campaign:Native & named' },
      { command: 'pause' },
      { command: 'campaign:Native & named' },
    ]);
    expect(seen.edited).toBe(true);
  });

  test('shows a saved file in its folder, and no other', () => {
    expect(seen.revealAnswer).toEqual({ ok: true, value: null });
    expect(seen.revealed).toEqual([join(scratch, 'runs.csv')]);
    expect(seen.revealUnsaved).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('remembers its window and closes the library when it quits', () => {
    expect(seen.windowState).toEqual({ x: 5, y: 6, width: 1000, height: 700, maximized: false });
    expect(existsSync(join(scratch, 'home', 'lab.sqlite'))).toBe(true);
  });
});

describe('a start that is refused', () => {
  test('says its sentence and no more, and ends as bad usage', () => {
    const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const result = spawnSync(
      process.execPath,
      ['--import', here('replace-electron.ts'), here('drive-self-test.ts'), built, '--home'],
      { encoding: 'utf8', timeout: 100_000, env: { ...process.env, POISON_LAB_HOME: join(scratch, 'refused') } },
    );
    expect([result.status, result.stderr, result.stdout]).toEqual([2, 'Poison Lab could not start: --home needs a folder: --home DIR.\n', '']);
    expect(existsSync(join(scratch, 'refused'))).toBe(false);
  });
});

describe('the self-test', () => {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

  test('of Electron computes a tiny campaign in the utility process, without a window', () => {
    const result = spawnSync(
      process.execPath,
      ['--import', here('replace-electron.ts'), here('drive-self-test.ts'), built, '--self-test'],
      { encoding: 'utf8', timeout: 100_000, env: { ...process.env, POISON_LAB_HOME: join(scratch, 'untouched') } },
    );
    expect(result.stderr).toBe('');
    expect(result.stdout).toMatch(/^campaign: one uniform run, RMSE \d\.\d{3} in shifted units$/m);
    expect(result.stdout.trimEnd().split('\n').at(-1)).toBe('ok');
    expect(result.status).toBe(0);
    expect(existsSync(join(scratch, 'untouched'))).toBe(false);
  });

  test('of the loopback host computes it over HTTP', () => {
    const result = spawnSync(process.execPath, [join(built, 'main', 'loopback.js'), '--self-test'], {
      encoding: 'utf8',
      timeout: 100_000,
      env: { ...process.env, POISON_LAB_HOME: join(scratch, 'untouched') },
    });
    expect(result.stderr).toBe('');
    expect(result.stdout).toMatch(/^window: served on 127\.0\.0\.1$/m);
    expect(result.stdout.trimEnd().split('\n').at(-1)).toBe('ok');
    expect(result.status).toBe(0);
    expect(existsSync(join(scratch, 'untouched'))).toBe(false);
  });
});

describe('the bundles', () => {
  test('the preload is CommonJS and requires only electron', () => {
    const text = readFileSync(join(built, 'preload', 'preload.cjs'), 'utf8');
    expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual(['electron']);
    expect(text).not.toMatch(/^\s*(?:import|export)\s/m);
  });

  test('no other entry loads electron, and none knows a development server', () => {
    for (const name of ['cli', 'loopback', 'engine', 'worker']) {
      expect(readFileSync(join(built, 'main', `${name}.js`), 'utf8'), name).not.toMatch(
        /from ["']electron["']/,
      );
    }
    expect(readFileSync(join(built, 'main', 'electron.js'), 'utf8')).not.toMatch(
      /localhost|ELECTRON_RENDERER_URL|https?:\/\//,
    );
  });
});
