import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WebContents } from 'electron';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PoisonLabBridge } from '../../../shared/contract/transport.ts';
import { serveAppProtocol, windowPage } from '../../../src-main/hosts/electron/app-protocol.ts';
import { serveBridge } from '../../../src-main/hosts/electron/bridge.ts';
import { createEventHub } from '../../../src-main/hosts/event-hub.ts';
import { loadRendererFiles } from '../../../src-main/hosts/renderer-files.ts';
import { builtLab } from '../../built-lab.ts';
import type { WatchedBrowser } from '../../e2e/running-lab.ts';
import { startBrowser } from '../../e2e/running-lab.ts';
import type { OpenedService } from '../../service/temp-library.ts';
import { openTestService } from '../../service/temp-library.ts';
import type { IsolatedPreload } from './isolated-preload.ts';
import { isolatePreload } from './isolated-preload.ts';
import { standIn } from './stand-in.ts';

/** Stands for `poison-lab://app`, a scheme that only Electron can register; every request is answered by the test. */
const origin = 'http://127.0.0.1:9';

describe('the built preload in an isolated world of Chromium, with the built window', () => {
  const complaints: string[] = [];
  const calls: unknown[] = [];
  const requests: string[] = [];
  let opened: OpenedService;
  let watched: WatchedBrowser;
  let page: Page;
  let preload: IsolatedPreload;

  beforeAll(async () => {
    const built = builtLab();
    const events = createEventHub();
    standIn.becomeReady();
    serveAppProtocol(loadRendererFiles(pathToFileURL(built)), () => opened.service.client.settings.get({}));
    [opened, watched] = await Promise.all([openTestService({ host: 'electron', publish: events.publish }), startBrowser()]);
    const contents = {
      mainFrame: { url: windowPage },
      send: (channel: string, ...given: unknown[]) => void preload.send(channel, ...given),
    };
    serveBridge({
      service: opened.service,
      events,
      windowProcedures: new Map(),
      contents: () => contents as unknown as WebContents,
    });

    page = await watched.browser.newPage({ viewport: { width: 1280, height: 820 } });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await page.route('**/*', async (route) => {
      const { origin: from, pathname } = new URL(route.request().url());
      requests.push(from);
      const answer = await standIn.protocolHandlers.get('poison-lab')?.(new Request(`poison-lab://app${pathname}`));
      if (!answer || from !== origin) return route.abort();
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    const text = readFileSync(join(built, 'preload', 'preload.cjs'), 'utf8');
    preload = await isolatePreload(page, text, (channel, given) => {
      calls.push(given[0]);
      return standIn.invoke(contents.mainFrame, channel, ...given);
    });
    await page.goto(`${origin}/index.html`);
  }, 240_000);
  afterAll(async () => {
    await watched?.close();
    await opened?.service.close();
  });

  test('shows the library through the bridge, without one request to a host', async () => {
    await page.getByRole('heading', { name: 'Run the sample campaign to see what fake users do' }).waitFor();
    await page.getByRole('complementary', { name: 'Data' }).getByText('100,000').waitFor();
    expect(calls).toContain('datasets.list');
    expect(await page.locator('html').getAttribute('data-text-size')).toBe('100');
    expect(new Set(requests)).toEqual(new Set([origin]));
    expect(watched.attempts).toEqual([]);
  });

  test('requires electron alone and finds nothing of Node', async () => {
    expect(await preload.required()).toEqual(['electron']);
    expect(await preload.nodeNames()).toEqual([]);
  });

  test('lets three functions cross to the page, and nothing else', async () => {
    const crossed = await page.evaluate(() => ({
      bridge: Object.entries((window as unknown as Exposed).poisonLab).map(([name, value]) => `${name}: ${typeof value}`),
      leaked: ['require', 'process', 'electron', 'ipcRenderer', 'toApplication', 'fromApplication'].filter((name) => name in window),
      frozen: Object.isFrozen((window as unknown as Exposed).poisonLab),
    }));
    expect(crossed.bridge.sort()).toEqual(['adoptFile: function', 'call: function', 'subscribe: function']);
    expect(crossed.leaked).toEqual([]);
    expect(crossed.frozen).toBe(true);
  });

  test('answers errors as plain data', async () => {
    const [unknown, bad] = await page.evaluate(() => {
      const { poisonLab } = window as unknown as Exposed;
      return Promise.all([poisonLab.call('runs.explode', {}), poisonLab.call('runs.show', { run: 1 })]);
    });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(bad).toMatchObject({ ok: false, error: { code: 'bad-input', complaints: [{ path: 'run' }] } });
  });

  test('passes the payload of its topic to a listener, never the event, until it is stopped', async () => {
    await page.evaluate(() => {
      const heard: unknown[][] = [];
      const { poisonLab } = window as unknown as Exposed;
      const stop = poisonLab.subscribe('campaigns.changed', (...given: unknown[]) => void heard.push(given));
      Object.assign(window, { heard, stop });
    });
    await preload.send('poison-lab:event', 'campaigns.changed', {});
    await preload.send('poison-lab:event', 'datasets.changed', {});
    await expect.poll(() => page.evaluate(() => (window as unknown as Exposed).heard)).toEqual([[{}]]);
    await page.evaluate(() => (window as unknown as Exposed).stop());
    await preload.send('poison-lab:event', 'campaigns.changed', {});
    expect(await page.evaluate(() => (window as unknown as Exposed).heard)).toEqual([[{}]]);
  });

  test('takes the window through its views without a complaint', async () => {
    const main = page.getByRole('main');
    const views = {
      '/datasets': main.getByRole('cell', { name: 'built-in' }),
      '/queue': main.getByText(/Nothing is running/),
      '/runs': main.getByText('No run is stored yet'),
      '/design/new': main.getByRole('button', { name: /^Queue [1-9]\d* runs$/ }),
      '/settings': main.getByRole('heading', { name: 'About' }),
      '/help': main.getByRole('article'),
    };
    for (const [place, shown] of Object.entries(views)) {
      await page.evaluate((hash) => void (window.location.hash = hash), place);
      await shown.first().waitFor();
    }
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

interface Exposed {
  poisonLab: PoisonLabBridge;
  heard: unknown[][];
  stop: () => void;
}
