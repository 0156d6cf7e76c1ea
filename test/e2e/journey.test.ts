import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import { openStore } from '../../src-main/store/store.ts';
import { goTo } from './go-to.ts';
import type { RunningLab, WatchedBrowser } from './running-lab.ts';
import { startBrowser, startLab } from './running-lab.ts';
import { smallMovieLens, writeSmallMovieLens } from './small-movielens.ts';

const patience = 240_000;
const campaign = 'Browser journey';

/** One person's first half hour with the lab, in a real browser over the built loopback host. */
describe('from a zip to a figure on paper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-journey-'));
  const home = join(folder, 'home');
  const origins = new Set<string>();
  const complaints: string[] = [];
  let lab: RunningLab;
  let watched: WatchedBrowser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(home);
    [lab, watched] = await Promise.all([startLab(home), startBrowser()]);
    context = await watched.browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    context.on('request', (request) => origins.add(new URL(request.url()).origin));
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Errors that the lab answers on purpose, as for the bad file, are named by the browser as well.
      const refused = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
      if (message.type() === 'error' && !refused) complaints.push(message.text());
    });
  }, patience);

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page?.screenshot({ path: artifact(`failed-${task.name.slice(0, 20)}.png`) });
  });

  afterAll(async () => {
    await watched?.close();
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  test('opens with the built-in data and a figure that waits for its runs', async () => {
    await page.goto(lab.address);
    await page.getByRole('heading', { name: 'Run the sample campaign to see what fake users do' }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.getByRole('complementary', { name: 'Data' }).getByText('100,000').waitFor();
    await page.getByRole('button', { name: 'Run sample campaign' }).waitFor();
    await page.getByText(/^\d+ runs, about a minute on a laptop; not measured on this machine yet$/).waitFor();
    await page.getByRole('img', { name: /RMSE of predictions against the clean model/ }).waitFor();
  }, patience);

  test('imports a zip and says what was left out', async () => {
    const zip = writeSmallMovieLens(folder);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Import ratings' }).click(),
    ]);
    await chooser.setFiles(zip);
    const dialog = page.getByRole('dialog', { name: 'Import ratings' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('small');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    const profile = page.getByRole('complementary', { name: 'Profile' });
    await profile.getByRole('heading', { name: 'small' }).waitFor();
    const { users, perUser } = smallMovieLens;
    const facts = () => profile.locator('dl').first().innerText();
    await expect.poll(facts).toMatch(new RegExp(`Users\\s+${users}`));
    await expect.poll(facts).toMatch(new RegExp(`Ratings\\s+${(users * perUser).toLocaleString('en')}`));
    await expect.poll(() => profile.innerText()).toMatch(/Left out\s+1: /);
  }, patience);

  test('tells file and line of a bad row, and leaves the library as it was', async () => {
    await page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name: /^Data sets/ }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Import ratings' }).click(),
    ]);
    await chooser.setFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('user,item,rating\n1,1,4\n1,2,five\n') });
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    const alert = page.getByRole('main').getByRole('alert');
    await alert.getByText('bad.csv').first().waitFor();
    await expect.poll(() => alert.innerText()).toMatch(/line 3/);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => page.getByRole('table', { name: 'Data sets' }).getByRole('row').count()).toBe(3);
  }, patience);

  test('designs a campaign and watches it run', async () => {
    await page.getByRole('button', { name: 'New campaign', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name of the campaign' }).fill(campaign);
    await page.getByRole('combobox', { name: 'Data set' }).click();
    await page.getByRole('option', { name: 'small' }).click();
    const go = page.getByRole('button', { name: /^Queue [1-9]\d* runs$/ });
    await go.waitFor();
    await keepSeen(page, { running: '[aria-label="Running now"]', curve: '[role="img"][aria-label*="RMSE of predictions, in shifted units"]' });
    await go.click();
    await page.waitForURL(/#\/queue$/);
    await expect.poll(() => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen].sort())).toEqual(['curve', 'running']);
    await page.getByRole('heading', { name: 'Just finished' }).waitFor();
    await page.getByText(/Nothing is running/).waitFor({ timeout: patience });
    const runs = await storedRuns();
    expect(runs.length).toBeGreaterThanOrEqual(9);
    expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['done']));
  }, patience);

  test('compares, and the exported table says what the store says', async () => {
    await page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name: campaign }).click();
    await page.waitForURL(/\/compare/);
    await page.getByRole('img', { name: /RMSE of predictions against the clean model/ }).waitFor();
    const table = parse(await download('CSV'), { columns: true }) as Record<string, string>[];
    const runs = await storedRuns();
    expect(table.length).toBeGreaterThan(0);
    for (const row of table) {
      const values = runs.filter((run) => belongs(run, row)).map(({ metrics }) => metrics?.predictionShiftRmse ?? NaN);
      expect(values.length).toBe(Number(row.n));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(Number(row.mean) - mean)).toBeLessThan(1e-12);
    }
    expect(table.reduce((sum, row) => sum + Number(row.n), 0)).toBe(runs.length);
    await keepPicture(page, 'compare.png');
  }, patience);

  test('exports the figure for paper, and the report as one file without scripts', async () => {
    const svg = (await download('SVG')).toString('utf8');
    expect(svg).toMatch(/<svg[\s>]/);
    expect(svg).toContain('Malicious users');
    expect((await download('PDF')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect((await download('PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
    await goTo(page, `/campaigns/${encodeURIComponent(campaign)}/report`);
    const report = (await download('HTML')).toString('utf8');
    expect(report).toContain(campaign);
    expect(report).not.toMatch(/<script/i);
    await page.goBack();
    await page.getByRole('img', { name: /RMSE of predictions against the clean model/ }).waitFor();
  }, patience);

  test('exports the same bytes as the command line', async () => {
    const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
    for (const format of ['SVG', 'PDF', 'PNG', 'CSV']) {
      const path = join(folder, `figure.${format.toLowerCase()}`);
      const drawn = spawnSync(process.execPath, [cli, '--home', home, 'figure', 'rmse-by-share', '--campaign', campaign, '--to', path], { encoding: 'utf8' });
      expect(drawn.status, drawn.stderr).toBe(0);
      expect((await download(format)).equals(readFileSync(path)), format).toBe(true);
    }
  }, patience);

  test('takes a run into the bin and back', async () => {
    await page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name: /^Runs/ }).click();
    const table = page.getByRole('table', { name: 'Runs' });
    await table.waitFor();
    // Only rows in sight are made; the table says how many there are.
    const listed = async () => Number(await table.getAttribute('aria-rowcount'));
    const before = await listed();
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('Delete');
    await expect.poll(listed).toBe(before - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(listed).toBe(before);
  }, patience);

  test('reached no other machine, and nothing went wrong on the way', () => {
    expect([...origins].filter((origin) => origin.startsWith('http'))).toEqual([new URL(lab.address).origin]);
    expect(watched.attempts).toEqual([]);
    expect(lab.connections()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  async function storedRuns(): Promise<Run[]> {
    const store = await openStore(home);
    try {
      return store.runs.list();
    } finally {
      store.close();
    }
  }

  async function download(button: string): Promise<Buffer> {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
    return readFileSync(await file.path());
  }
});

function belongs(run: Run, row: Record<string, string>): boolean {
  const { attack, gradient, budget } = run.config;
  return attack.id === row.attack && (gradient?.id ?? '') === row.gradient && budget.maliciousShare === Number(row.maliciousShare);
}

/** Keeps in `window.seen` the names of those selectors that found something, however shortly: a fast machine shows no run for long. */
async function keepSeen(page: Page, selectors: Record<string, string>): Promise<void> {
  await page.evaluate((wanted) => {
    const seen = new Set<string>();
    const look = () => Object.entries(wanted).forEach(([name, selector]) => document.querySelector(selector) && seen.add(name));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
    Object.assign(window, { seen });
  }, selectors);
}

/** The README's picture, renewed where POISON_LAB_SCREENSHOTS is set; else a picture of this test's own. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const toasts = page.getByRole('button', { name: 'Dismiss' });
  // All at once: some go by themselves before each is found and clicked.
  await toasts.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
  await expect.poll(() => toasts.count()).toBe(0);
  await page.mouse.move(900, 24);
  const readme = fileURLToPath(new URL(`../../resources/screenshots/${name}`, import.meta.url));
  await page.screenshot({ path: process.env.POISON_LAB_SCREENSHOTS ? readme : artifact(name) });
}

/** Where pictures of this test's own lie; Git ignores them. */
function artifact(name: string): string {
  return fileURLToPath(new URL(`./artifacts/${name}`, import.meta.url));
}
