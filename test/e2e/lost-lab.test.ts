import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goTo } from './go-to.ts';
import type { RunningLab, WatchedBrowser } from './running-lab.ts';
import { startBrowser, startLab } from './running-lab.ts';

const patience = 240_000;

/** A window whose lab ends under it, and is started again. */
describe('a window that outlives its lab', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-lost-'));
  const home = join(folder, 'home');
  let lab: RunningLab;
  let watched: WatchedBrowser;
  let page: Page;
  beforeAll(async () => {
    [lab, watched] = await Promise.all([startLab(home), startBrowser()]);
    page = await (await watched.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(lab.address);
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  }, patience);
  afterAll(async () => {
    await watched?.close();
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  const bar = () => page.locator('.host-bar');
  const footer = () => page.locator('footer.status-bar');

  test('says untouched that it is gone, and claims nothing of work', async () => {
    await page.getByRole('button', { name: /^Run sample campaign/ }).click();
    await footer().getByText(/^Running /).waitFor();
    await goTo(page, '/queue');
    await page.getByRole('button', { name: 'Pause all' }).waitFor();
    const read = page.waitForResponse('**/api/reports.layout');
    await goTo(page, '/campaigns/First%20look/report');
    await read;
    await lab.stop();
    await bar().getByText('The lab does not answer.').waitFor();
    await expect.poll(() => footer().innerText()).toMatch(/^The lab does not answer/);
    expect(await footer().innerText()).not.toMatch(/left|Running/);
    expect(await footer().getByRole('progressbar').count()).toBe(0);
    await page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name: /^Queue/ }).click();
    for (const name of ['Pause all', 'Cancel all']) expect(await page.getByRole('button', { name }).isDisabled(), name).toBe(true);
    await page.goBack();
  }, patience);

  test('goes on by itself, at the same address, once its browser is let in again', async () => {
    const { port } = new URL(lab.address);
    lab = await startLab(home);
    expect(new URL(lab.address).port).toBe(port);
    await bar().getByText('The lab was started again.').waitFor();
    // Nothing but a lab that was away has the view that is open read its layout again.
    const readAnew = page.waitForResponse((answer) => answer.url().endsWith('/api/reports.layout') && answer.ok());
    const other = await page.context().newPage();
    await other.goto(lab.address);
    await other.getByRole('heading', { level: 1 }).first().waitFor();
    await bar().waitFor({ state: 'detached' });
    await readAnew;
    await goTo(page, '/queue');
    await page.getByRole('region', { name: 'Running now' }).waitFor();
    await other.close();
  }, patience);
});
