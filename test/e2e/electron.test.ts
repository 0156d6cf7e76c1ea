import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import { _electron } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PoisonLabBridge } from '../../shared/contract/transport.ts';
import { builtLab } from '../built-lab.ts';

const patience = 240_000;
const executable = electronExecutable();

/**
 * The lab in the real Electron, which wants its runtime, a display and, for its sandbox, a person other than root.
 * Elsewhere these tests are skipped, and counted as skipped: then test/hosts/electron has shown our wiring against a stand-in, but no sandbox and no utility process.
 */
describe.skipIf(!executable || !canOpenWindows())('the lab in Electron, whose runtime and display this needs', () => {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-electron-home-'));
  const complaints: string[] = [];
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    app = await _electron.launch({
      executablePath: executable ?? undefined,
      args: [join(builtLab(), 'main', 'electron.js')],
      env: { ...definedVariables(), POISON_LAB_HOME: home },
      timeout: patience,
    });
    page = await app.firstWindow({ timeout: patience });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  }, patience);
  afterAll(async () => {
    await app?.close();
    rmSync(home, { recursive: true, force: true });
  }, patience);

  test('opens one sandboxed window on its own scheme', async () => {
    await page.getByRole('complementary', { name: 'Data' }).getByText('100,000').waitFor({ timeout: patience });
    expect(page.url()).toMatch(/^poison-lab:\/\/app\/index\.html/);
    const { windows, preferences } = await app.evaluate(({ BrowserWindow }) => {
      const open = BrowserWindow.getAllWindows();
      // Electron answers this, and leaves it out of its types.
      const contents = open[0].webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { windows: open.length, preferences: { sandbox, contextIsolation, nodeIntegration, webSecurity } };
    });
    expect(windows).toBe(1);
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  }, patience);

  test('gives the page three functions and nothing of Node', async () => {
    const known = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { poisonLab: PoisonLabBridge }).poisonLab).sort(),
      node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
    }));
    expect(known).toEqual({ bridge: ['adoptFile', 'call', 'subscribe'], node: [] });
  });

  test('neither leaves its page nor opens another', async () => {
    const before = page.url();
    await page.evaluate(() => {
      window.open('https://example.invalid/');
      window.location.href = 'https://example.invalid/';
    });
    await page.getByRole('navigation', { name: 'Lab' }).waitFor();
    expect(page.url()).toBe(before);
    expect(app.windows()).toHaveLength(1);
  });

  test('runs a campaign in the utility process', async () => {
    const ended = await page.evaluate(async (campaign) => {
      const { poisonLab } = window as unknown as { poisonLab: PoisonLabBridge };
      const added = await poisonLab.call('queue.add', { campaign });
      if (!added.ok) throw new Error(added.error.message);
      for (;;) {
        const listed = await poisonLab.call('runs.list', {});
        if (!listed.ok) throw new Error(listed.error.message);
        const statuses = (listed.value as { runs: { status: string }[] }).runs.map(({ status }) => status);
        if (statuses.every((status) => status !== 'queued' && status !== 'running')) return statuses;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }, oneUniformRun());
    expect(ended).toEqual(['done']);
  }, patience);

  test('nothing went wrong on the way', () => {
    expect(complaints).toEqual([]);
    expect(existsSync(join(home, 'lab.sqlite'))).toBe(true);
  });
});

function oneUniformRun() {
  const slot = (id: string, config = {}) => ({ id, config });
  return {
    schema: 1,
    name: 'One uniform run',
    dataset: 'built-in',
    learner: slot('als', { rank: 4, lambdaUsers: 5, lambdaItems: 5 }),
    objective: slot('availability'),
    gradient: slot('one-step'),
    attack: slot('uniform'),
    budget: { maliciousShare: 0.02, fillerSize: 50, maxRating: 2 },
    seed: 1,
    sweep: [],
  };
}

/** Electron's executable, or null; asking the package itself would try to fetch it. */
function electronExecutable(): string | null {
  const folder = fileURLToPath(new URL('../../node_modules/electron/', import.meta.url));
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : null;
}

function canOpenWindows(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) && process.getuid?.() !== 0;
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
