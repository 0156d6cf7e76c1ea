import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 300_000;

describe('the page of a run', () => {
  let lab: StoredLab;
  const complaints: string[] = [];

  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    lab.page.setDefaultTimeout(60_000);
    lab.page.on('pageerror', (error) => complaints.push(error.message));
    lab.page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await goTo(lab.page, `/runs/${lab.run}`);
  }, patience);
  afterAll(() => lab?.close(), patience);

  async function findings(): Promise<string[]> {
    const { page } = lab;
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await wearTheme(page, colorScheme);
      found.push(...(await seriousFindings(page)).map((finding) => `${colorScheme} ${finding}`));
    }
    return found;
  }

  async function saved(press: () => Promise<void>): Promise<string> {
    const [download] = await Promise.all([lab.page.waitForEvent('download'), press()]);
    return readFileSync(await download.path(), 'utf8');
  }

  test('retrains the model by itself, and shows what happened to the target and to every item', async () => {
    const { page } = lab;
    const predictions = page.getByRole('table', { name: 'Predictions of the target' });
    await predictions.waitFor();
    const tile = await page.getByText('Target’s mean, clean to poisoned').locator('..').locator('b').innerText();
    await expect.poll(async () => (await predictions.locator('tbody td:nth-child(2)').allInnerTexts()).slice(0, 2).join(' to ')).toBe(tile);
    await page.getByText(/ users were above the clean mean, now /).waitFor();
    for (const name of ['Gained most', 'Lost most']) await page.getByRole('table', { name }).locator('tbody tr').first().waitFor();
    await expect.poll(() => page.getByRole('img', { name: /^(Convergence of|Predicted ratings of|Items that the malicious|Popularity of|Ratings of malicious)/ }).count()).toBe(5);
    expect(await findings()).toEqual([]);
  }, patience);

  test('reads figures off in the rail by arrow keys, and has the table of each behind T', async () => {
    const { page } = lab;
    const rail = page.getByRole('region', { name: 'Read-out' });
    for (const [figure, label] of [
      ['Convergence', 'Iteration'],
      ['What happened to the target', 'Prediction'],
      ['Malicious profiles', 'Popularity rank'],
      ['Popularity of the rated items', 'Normal users'],
      ['Ratings they give', 'Rating about'],
    ]) {
      const panel = page.getByRole('region', { name: figure, exact: true });
      await panel.getByRole('img').focus();
      await page.keyboard.press('ArrowRight');
      await rail.getByText(label, { exact: true }).waitFor();
      await page.keyboard.press('t');
      const table = panel.getByRole('table');
      await table.waitFor();
      await expect.poll(() => table.locator('tbody tr').count()).toBeGreaterThan(1);
      await panel.getByRole('button', { name: /^Table, axis and files of / }).click();
      await page.getByRole('menuitem', { name: 'Show the figure' }).click();
      await panel.getByRole('img').waitFor();
    }
  }, patience);

  test('says in its heading what is attacked, in even rows what came of it, and compares it with another run', async () => {
    const { page } = lab;
    await expect.poll(() => page.getByRole('heading', { level: 2 }).first().innerText()).toMatch(/ pushes Film \d+ \(1997\) at \d+ %, seed \d+$/);
    const tiles = page.locator('dl.tiles > div');
    const evenRows = async () => {
      const places = await tiles.evaluateAll((all) => all.map((tile) => tile.getBoundingClientRect()).map(({ top, right }) => ({ top: Math.round(top), right: Math.round(right) })));
      const rows = [...Map.groupBy(places, ({ top }) => top).values()];
      const ends = new Set(rows.map((row) => Math.max(...row.map(({ right }) => right))));
      return { tiles: places.length > 1, full: rows.every((row) => row.length > 1), oneEdge: ends.size === 1 };
    };
    await expect.poll(evenRows).toEqual({ tiles: true, full: true, oneEdge: true });
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Run to compare with');
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().click();
    await page.getByRole('table', { name: 'Differences' }).waitFor();
    await page.evaluate(() => document.querySelector('h2')?.scrollIntoView());
  }, patience);

  test('stands in the campaign from whose list it was opened, in its heading and beside', async () => {
    const { page } = lab;
    await goTo(page, `/campaigns/${encodeURIComponent(storedCampaign)}/runs`);
    await page.getByRole('table', { name: 'Runs' }).locator('a.key').first().click();
    const crumbs = page.getByRole('heading', { level: 1 });
    await crumbs.getByRole('link', { name: storedCampaign }).waitFor();
    const sidebar = page.getByRole('navigation', { name: 'Lab' });
    await expect.poll(() => sidebar.locator('[aria-current="page"]').allInnerTexts()).toEqual([storedCampaign]);
    await crumbs.getByRole('link', { name: 'Runs' }).click();
    await page.waitForURL(/campaigns\/[^/]+\/runs$/);
    await goTo(page, `/runs/${lab.run}`);
    await expect.poll(() => sidebar.locator('[aria-current="page"]').allInnerTexts()).toEqual([expect.stringMatching(/^Runs/)]);
  }, patience);

  test('lists every item, ordered and searched, and gives them whole as CSV', async () => {
    const { page } = lab;
    const all = page.getByRole('region', { name: 'All items' });
    await all.getByRole('button', { name: 'Show' }).click();
    await all.getByText(/^1 to 50 of \d+$/).waitFor();
    await all.getByRole('button', { name: 'Next' }).click();
    await all.getByText(/^51 to \d+ of \d+$/).waitFor();
    const total = Number((await all.getByRole('status').innerText()).split(' of ')[1]);
    await all.getByRole('button', { name: 'Ratings', exact: true }).click();
    await all.getByText(/^1 to 50 of \d+$/).waitFor();
    const ratings = all.locator('tbody td:nth-child(3)');
    await expect.poll(async () => Number(await ratings.first().innerText()) <= Number(await ratings.last().innerText())).toBe(true);
    const csv = await saved(() => all.getByRole('button', { name: 'CSV' }).click());
    expect(csv.trim().split('\n')).toHaveLength(total + 1);
    expect(csv).toMatch(/^item,title,ratings,maliciousRatings,before,after,shift,/);
    expect(await findings()).toEqual([]);
  }, patience);

  test('saves a figure as SVG, with its title, units and attack', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'Table, axis and files of Malicious profiles' }).click();
    const svg = await saved(() => page.getByRole('menuitem', { name: /Save as SVG/ }).click());
    for (const text of ['Items that the malicious users rate', 'Items by popularity (rank)', 'PGA']) expect(svg).toContain(text);
  }, patience);

  test('fits a window of 360 px, and text at 200 %', async () => {
    const { page } = lab;
    await page.setViewportSize({ width: 360, height: 800 });
    const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(tooWide).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 720, height: 450 });
    await expect.poll(tooWide).toBeLessThanOrEqual(0);
    await page.getByRole('region', { name: 'Malicious profiles' }).getByRole('img').waitFor();
    expect(complaints).toEqual([]);
  }, patience);
});
