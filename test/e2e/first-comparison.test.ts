import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBrowser, startLab } from './running-lab.ts';

const patience = 240_000;

/** UX's first promise: the built-in data, no import, at most two clicks. */
test('from the start to the first comparison figure in at most two clicks', async () => {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-first-'));
  const from = performance.now();
  const [lab, watched] = await Promise.all([startLab(home), startBrowser()]);
  try {
    const page = await watched.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(() => {
      const counted = window as unknown as { clicks: number };
      counted.clicks = 0;
      window.addEventListener('click', (event) => void (event.isTrusted && counted.clicks++), { capture: true });
    });
    await page.goto(lab.address);
    await page.getByRole('button', { name: 'Run sample campaign' }).click();
    await page.waitForURL(/#\/campaigns\/First%20look\/compare/, { timeout: patience });
    await page.getByRole('img', { name: /^RMSE of predictions against the clean model/ }).waitFor();
    const rows = page.getByRole('table', { name: 'Table of both figures' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(12);
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
    expect(await page.getByText('no run yet').count()).toBe(0);
    const clicks = await page.evaluate(() => (window as unknown as { clicks: number }).clicks);
    console.info(`First comparison after ${clicks} click and ${((performance.now() - from) / 1000).toFixed(1)} s.`);
    expect(clicks).toBeLessThanOrEqual(2);

    await page.getByRole('link', { name: 'Home', exact: true }).click();
    const recent = page.getByRole('table', { name: 'Campaigns' });
    await recent.getByRole('link', { name: 'First look' }).click();
    await page.waitForURL(/First%20look\/compare/);
  } finally {
    await watched.close();
    await lab.stop();
    rmSync(home, { recursive: true, force: true });
  }
}, patience);
