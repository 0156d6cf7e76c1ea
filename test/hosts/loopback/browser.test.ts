import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLab, type OpenedLab } from '../../../src-main/hosts/loopback/open-lab.ts';
import { builtLab } from '../../built-lab.ts';

const executablePath = '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('the built window in Chromium', () => {
  let folder: string;
  let lab: OpenedLab;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    builtLab();
    folder = mkdtempSync(join(tmpdir(), 'poison-lab-browser-'));
    lab = await openLab({ home: join(folder, 'home'), threads: 1, kernels: 'auto', port: 0 });
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is let in once, stays in over a reload, keeps to its policy and calls nobody else', async () => {
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on(
      'console',
      (message) =>
        message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`),
    );
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    const socket = page.waitForEvent('websocket');
    const address = lab.address();
    const { origin } = new URL(address);

    await page.goto(address);
    await page.waitForURL(`${origin}/#/`);
    await page.waitForFunction(() => document.querySelector('#app')?.textContent?.trim());
    expect((await socket).url()).toBe(`${origin.replace('http', 'ws')}/events`);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('#app')?.textContent?.trim());

    for (const view of ['datasets', 'design/new', 'queue', 'runs', 'compare', 'settings', 'help']) {
      await page.goto(`${origin}/#/${view}`);
      await page.waitForLoadState('networkidle');
      expect(complaints, view).toEqual([]);
    }
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url))).toEqual(
      [],
    );
    expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.close();
  });

  test('draws its first frame in the theme and text size that were chosen, on another port too', async () => {
    const home = join(folder, 'chosen');
    const first = async () => {
      const other = await openLab({ home, threads: 1, kernels: 'auto', port: 0 });
      const page = await (await browser.newContext({ colorScheme: 'light' })).newPage();
      // What is asked of the lab is never answered: the frame is the first.
      await page.route('**/api/**', () => undefined);
      const address = other.address();
      await page.goto(address);
      await page.waitForURL(`${new URL(address).origin}/#/`);
      await page.locator('nav').first().waitFor();
      const worn = await page.evaluate(() => [document.body.currentCSSZoom, document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]);
      const { origin } = new URL(address);
      const answer = await page.request.post(`${origin}/api/settings.set`, { headers: { origin }, data: { theme: 'dark', textSize: 150 } });
      expect(answer.ok()).toBe(true);
      await page.context().close();
      await other.close();
      return worn;
    };
    expect(await first()).toEqual([1, 'light', 'rgb(255, 255, 255)']);
    rmSync(join(home, 'last-port'));
    expect(await first()).toEqual([1.5, 'dark', 'rgb(21, 24, 27)']);
  });

  test('tells a second browser what to do with a used address', async () => {
    const address = lab.address();
    const first = await browser.newContext();
    await (await first.newPage()).goto(address);
    const second = await browser.newContext();
    const page = await second.newPage();
    await page.goto(address);
    expect(await page.locator('body').innerText()).toMatch(/used already.*press Enter/s);
    expect(await second.cookies()).toEqual([]);
    await first.close();
    await second.close();
  });

  test('lets no other site reach the lab, even in the same browser', async () => {
    const page = await context.newPage();
    const { origin } = new URL(lab.address());
    await page.goto('data:text/html,<title>another site</title>');
    const outcome = await page.evaluate(async (lab) => {
      const call = await fetch(`${lab}/api/settings.about`, {
        method: 'POST',
        body: '{}',
        mode: 'no-cors',
        credentials: 'include',
      }).then(
        (answer) => answer.type,
        () => 'refused',
      );
      const read = await fetch(`${lab}/`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      );
      const socket = await new Promise((resolve) => {
        const tried = new WebSocket(`${lab.replace('http', 'ws')}/events`);
        tried.onopen = () => resolve('open');
        tried.onerror = () => resolve('refused');
      });
      return { call, read, socket };
    }, origin);
    expect(outcome).toEqual({
      call: expect.stringMatching(/opaque|refused/),
      read: 'refused',
      socket: 'refused',
    });
    await page.close();
  });
});
