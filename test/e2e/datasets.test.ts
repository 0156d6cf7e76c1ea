import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { realData } from '../real-data.ts';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { RunningLab, WatchedBrowser } from './running-lab.ts';
import { startBrowser, startLab } from './running-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;
const movieLens = realData('ml-100k.zip');

/** Data sets and the library in a real browser over the built loopback host, keys alone wherever a person may want them. */
describe.skipIf(!movieLens)('MovieLens 100K from a drop to a target, and the library around it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-datasets-'));
  const complaints: string[] = [];
  const ownHome = process.env.HOME;
  let lab: RunningLab;
  let watched: WatchedBrowser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(join(folder, 'person'));
    mkdirSync(join(folder, 'library'));
    // Where the library may be moved to is asked of the system: the person's own folder is one of this test's.
    process.env.HOME = join(folder, 'person');
    [lab, watched] = await Promise.all([startLab(join(folder, 'library')), startBrowser()]);
    const context = await watched.browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('filechooser', () => {});
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const refused = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
      if (message.type() === 'error' && !refused) complaints.push(message.text());
    });
    await page.goto(lab.address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }, patience);

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page?.screenshot({ path: artifact(`failed-${task.name.slice(0, 24)}.png`) });
  });

  afterAll(async () => {
    process.env.HOME = ownHome;
    await watched?.close();
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  test('an empty library says in one sentence what to do', async () => {
    await go('/datasets');
    await page.getByRole('table', { name: 'Data sets' }).getByRole('row').nth(1).focus();
    await page.keyboard.press('Delete');
    await page.getByText('There is no data yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('table', { name: 'Data sets' }).waitFor();
  }, patience);

  test('a file that is dropped anywhere on the page is asked about', async () => {
    await page.evaluate(() => {
      const carried = new DataTransfer();
      carried.items.add(new File(['user,item,rating\n1,1,4\n'], 'dropped.csv', { type: 'text/csv' }));
      for (const name of ['dragenter', 'drop']) document.body.dispatchEvent(new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
    });
    const dialog = page.getByRole('dialog', { name: 'Import ratings' });
    await dialog.getByText('dropped.csv').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }, patience);

  test('a zip is imported, and its profile opens', async () => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import ratings' }).click()]);
    await chooser.setFiles(movieLens ?? '');
    const dialog = page.getByRole('dialog', { name: 'Import ratings' });
    await dialog.getByRole('textbox', { name: 'Name' }).focus();
    await page.keyboard.press('Enter');
    const facts = page.getByRole('complementary', { name: 'Profile' });
    await facts.getByRole('heading', { name: 'ml-100k' }).waitFor();
    await expect.poll(() => new URL(page.url()).hash).toBe('#/datasets/ml-100k');
    for (const fact of [/Users\s+943/, /Items\s+1,682/, /Ratings\s+100,000/, /Density\s+6\.30 %/, /File\s+ml-100k\.zip/, /20 to 737/, /1 to 583/]) {
      await expect.poll(() => facts.innerText()).toMatch(fact);
    }
  }, patience);

  test('figures, tables and files say what the file of ratings says', async () => {
    const counts = countsOf(movieLens ?? '');
    const stars = parse(await save('Ratings', 'CSV'), { columns: true }) as Record<string, string>[];
    expect(stars.map((row) => [Number(row.stars), Number(row.count)])).toEqual(counts.stars);
    const items = parse(await save('Ratings per item', 'CSV'), { columns: true }) as Record<string, string>[];
    const listed = items.flatMap((row) => Array.from({ length: Number(row.number) }, () => Number(row.ratings)));
    expect(listed).toEqual(counts.items);
    expect(Number(items.at(-1)?.lastRank)).toBe(counts.items.length);
    const users = parse(await save('Ratings per user', 'CSV'), { columns: true }) as Record<string, string>[];
    expect(users.reduce((sum, row) => sum + Number(row.number) * Number(row.ratings), 0)).toBe(100_000);
    expect((await save('Ratings per item', 'PDF')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect((await save('Ratings per user', 'PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
    const svg = (await save('Ratings per item', 'SVG')).toString('utf8');
    expect(svg).toContain('Items by popularity (rank)');
    expect(svg.length).toBeLessThan(200_000);
  }, patience);

  test('a figure is read by arrow keys, and T shows its table', async () => {
    const panel = page.getByRole('region', { name: 'Ratings', exact: true });
    await panel.getByRole('img').focus();
    await page.keyboard.press('ArrowRight');
    await panel.getByText('1 star (−2.00 shifted): 6,110 ratings, 6.1 %').waitFor();
    await page.keyboard.press('t');
    const table = panel.getByRole('table', { name: 'Ratings' });
    await table.waitFor();
    await expect.poll(() => table.getByRole('row').count()).toBe(6);
  }, patience);

  test('items are found letter by letter, and what the clean model predicts comes by itself', async () => {
    await page.getByRole('link', { name: /^Items/ }).click();
    const table = page.getByRole('table', { name: 'Items' });
    await table.waitFor();
    await expect.poll(listedItems).toBe(1682);
    await page.getByText('Trained on the clean ratings, and kept.').waitFor();
    await expect.poll(() => page.getByRole('combobox', { name: 'Model that predicts' }).innerText()).toMatch(/ALS, k = 8, λ\S* = 5/);
    await page.getByRole('searchbox', { name: 'Search items' }).focus();
    let before = 1682;
    for (const letter of 'wars 1977 st') {
      await page.keyboard.type(letter);
      await expect.poll(listedItems).toBeLessThanOrEqual(before);
      before = await listedItems();
    }
    const row = table.getByRole('row').nth(1);
    await expect.poll(async () => (await row.innerText()).split(/\s*\t\s*/).slice(-5, -2).map((cell) => cell.trim())).toEqual(['Star Wars (1977)', '583', '4.36']);
    await expect.poll(() => row.getByRole('cell').nth(6).innerText()).toMatch(/^[−\d]\d*\.\d\d$/);
    await expect.poll(() => new URL(page.url()).hash).toContain('q=wars');
    await keepPicture('items');
  }, patience);

  test('sorts by each column, and a predicted mean in shifted units narrows the list', async () => {
    await page.getByRole('searchbox', { name: 'Search items' }).fill('');
    await expect.poll(listedItems).toBe(1682);
    for (const column of ['Item', 'Title', 'Ratings', 'Mean, stars', 'Predicted, stars']) {
      await page.getByRole('button', { name: column, exact: true }).click();
      await page.getByRole('columnheader', { name: column, exact: true }).and(page.locator('[aria-sort=ascending], [aria-sort=descending]')).waitFor();
    }
    const predicted = async () => (await page.getByRole('table', { name: 'Items' }).locator('tr.item-row td:nth-child(7)').allInnerTexts()).map((text) => Number(text.replace('−', '-')));
    await expect
      .poll(async () => {
        const shown = await predicted();
        return { few: shown.length < 80, sorted: shown.every((mean, at) => at === 0 || mean <= shown[at - 1]) };
      })
      .toEqual({ few: true, sorted: true });
    await page.getByRole('spinbutton', { name: 'Predicted mean, in shifted units' }).fill('0.8');
    await page.keyboard.press('Enter');
    await expect.poll(listedItems).toBeLessThan(200);
    await expect.poll(async () => (await predicted()).every((mean) => Math.abs(mean - 0.8) <= 0.055)).toBe(true);
  }, patience);

  test('an item becomes the target of a campaign by keys alone', async () => {
    await page.getByRole('spinbutton', { name: 'Predicted mean, in shifted units' }).fill('');
    await page.getByRole('searchbox', { name: 'Search items' }).fill('babylon 5');
    await page.getByRole('searchbox', { name: 'Search items' }).fill('contact');
    await expect.poll(listedItems).toBeLessThan(10);
    await page.getByRole('table', { name: 'Items' }).getByRole('row').nth(1).getByText('Contact (1997)').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Use as target' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/design\/new\?/);
    await page.getByText(/258 Contact \(1997\)/).first().waitFor();
    await page.getByRole('button', { name: /^Queue [1-9]\d* runs$/ }).waitFor();
    await expect.poll(() => page.getByRole('combobox', { name: 'Data set' }).innerText()).toBe('ml-100k');
    await page.goBack();
    await page.getByRole('table', { name: 'Items' }).waitFor();
    await expect.poll(() => page.getByRole('searchbox', { name: 'Search items' }).inputValue()).toBe('contact');
  }, patience);

  test('Design’s own picker lists every item with what the campaign’s model predicts', async () => {
    await go('/design/new?dataset=ml-100k&targets=50');
    await page.getByText(/50 Star Wars/).first().waitFor();
    await page.getByRole('button', { name: 'Choose items' }).click();
    const dialog = page.getByRole('dialog', { name: 'Target items' });
    await dialog.getByRole('table', { name: 'Items' }).waitFor();
    await expect.poll(listedItems).toBe(1682);
    await expect.poll(() => dialog.getByRole('searchbox').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('toy story');
    await expect.poll(listedItems).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await keepPicture('picker');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/1 Toy Story/).first().waitFor();
  }, patience);

  test('27,000 items are one list, of which only what is in sight is made', async () => {
    await importFile('many.csv', manyItems(27_000));
    await go('/datasets/many/items');
    await page.getByRole('table', { name: 'Items' }).waitFor();
    await expect.poll(listedItems).toBe(27_000);
    await page.getByRole('searchbox', { name: 'Search items' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.getByRole('row', { selected: false }).and(page.locator('[aria-rowindex="27001"]')).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
    await expect.poll(focused).toBe('27001');
    expect(await page.locator('tr.item-row').count()).toBeLessThan(80);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('2');
  }, patience);

  test('an address of no data set, and a file that is none, say what to do', async () => {
    await go('/datasets/nowhere');
    await page.getByText('No data set is called “nowhere”').waitFor();
    await go('/settings/library');
    await page.getByRole('region', { name: 'Disk use' }).waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Restore one' }).click()]);
    await chooser.setFiles({ name: 'wrong.tar', mimeType: 'application/x-tar', buffer: Buffer.from('user,item,rating\n'.repeat(200)) });
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => page.getByRole('main').getByRole('alert').innerText()).toContain('no backup of a library');
  }, patience);

  test('a deleted data set is in the bin, and comes back by keys alone', async () => {
    await go('/datasets');
    const row = page.getByRole('table', { name: 'Data sets' }).getByRole('row').filter({ hasText: 'many' });
    await row.focus();
    await page.keyboard.press('Delete');
    await row.waitFor({ state: 'detached' });
    await go('/settings/library');
    const bin = page.getByRole('table', { name: 'Data sets in the bin' });
    await bin.getByText('30 days').waitFor();
    await keepPicture('library');
    await bin.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The bin is empty. What is deleted stays here for 30 days.').waitFor();
    await go('/datasets/many');
    await page.getByRole('complementary', { name: 'Profile' }).getByRole('heading', { name: 'many' }).waitFor();
  }, patience);

  test('a backup brings back what was changed after it', async () => {
    await go('/settings/library');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save a backup' }).click()]);
    const path = join(folder, basename(file.suggestedFilename()));
    await file.saveAs(path);
    expect(spawnSync('tar', ['-tf', path], { encoding: 'utf8' }).stdout).toMatch(/^lab\.sqlite\n[^]*manifest\.json\n$/);
    await go('/datasets');
    await page.getByRole('table', { name: 'Data sets' }).getByRole('row').filter({ hasText: 'many' }).focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => page.getByRole('table', { name: 'Data sets' }).getByText('many').count()).toBe(0);
    await go('/settings/library');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Restore one' }).click()]);
    await chooser.setFiles(path);
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText(/The backup of .* is restored/).waitFor();
    await go('/datasets/many');
    await page.getByRole('complementary', { name: 'Profile' }).getByRole('heading', { name: 'many' }).waitFor();
  }, patience);

  test('the library moves to another folder and goes on there; the old copies go when asked', async () => {
    await go('/settings/library');
    await page.getByRole('button', { name: 'Move it', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Place' }).click();
    await page.getByRole('option', { name: /^Home folder/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('The library is in “Poison Lab library” now').waitFor();
    await page.getByRole('button', { name: 'Remove it', exact: true }).click();
    await page.getByText(/The old copy is removed/).waitFor();
    await go('/datasets/ml-100k/items');
    await page.getByText('Trained on the clean ratings, and kept.').waitFor();
    expect(readFileSync(join(folder, 'library', 'moved-library.json'), 'utf8')).toContain(join(folder, 'person', 'Poison Lab library'));
  }, patience);

  test.each(['light', 'dark'] as const)('no view of them has a serious finding in the %s theme', async (colorScheme) => {
    await wearTheme(page, colorScheme);
    for (const [name, at, shown] of [
      ['datasets', '/datasets', () => page.getByRole('table', { name: 'Data sets' })],
      ['profile', '/datasets/ml-100k', () => page.getByRole('img', { name: /^Ratings per user/ })],
      ['items', '/datasets/ml-100k/items', () => page.getByText('Trained on the clean ratings, and kept.')],
      ['library', '/settings/library', () => page.getByRole('region', { name: 'Disk use' })],
    ] as const) {
      await go(at);
      await shown().waitFor();
      await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
      await keepPicture(`${name}-${colorScheme}`);
      expect(await seriousFindings(page)).toEqual([]);
    }
  }, patience);

  test('nothing went wrong on the way, and no other machine was reached', () => {
    expect(complaints).toEqual([]);
    expect(watched.attempts).toEqual([]);
    expect(lab.connections()).toEqual([]);
  });

  function go(address: string): Promise<void> {
    return goTo(page, address);
  }

  async function listedItems(): Promise<number> {
    const table = page.getByRole('table', { name: 'Items' });
    return (await table.count()) === 0 ? 0 : Number(await table.getAttribute('aria-rowcount')) - 1;
  }

  async function save(figure: string, format: string): Promise<Buffer> {
    await page.getByRole('button', { name: `Table, axes and files of ${figure}`, exact: true }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: `Save as ${format}` }).click()]);
    return readFileSync(await file.path());
  }

  async function importFile(name: string, text: string): Promise<void> {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), go('/datasets').then(() => page.getByRole('button', { name: 'Import ratings' }).click())]);
    writeFileSync(join(folder, name), text);
    await chooser.setFiles(join(folder, name));
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('complementary', { name: 'Profile' }).getByRole('heading', { name: basename(name, '.csv') }).waitFor();
  }

  async function keepPicture(name: string): Promise<void> {
    await page.screenshot({ path: artifact(`datasets-${name}.png`) });
  }
});

/** Every item of the file with at least one rating, counted from its rows as they are: nobody of ml-100k rated fewer than 20. */
function countsOf(zip: string): { stars: [number, number][]; items: number[] } {
  const rows = spawnSync('unzip', ['-p', zip, 'ml-100k/u.data'], { encoding: 'utf8', maxBuffer: 1e8 }).stdout.trim().split('\n');
  const stars = new Map<number, number>();
  const items = new Map<string, number>();
  for (const row of rows) {
    const [, item, rating] = row.split('\t');
    stars.set(Number(rating), (stars.get(Number(rating)) ?? 0) + 1);
    items.set(item, (items.get(item) ?? 0) + 1);
  }
  return { stars: [...stars].sort(([a], [b]) => a - b), items: [...items.values()].sort((a, b) => b - a) };
}

/** 30 users who share so many items between them, every item rated twice. */
function manyItems(items: number): string {
  const lines = ['user,item,rating'];
  for (let item = 1; item <= items; item++) {
    for (const place of [0, 7]) lines.push([((item + place) % 30) + 1, item, ((item * 7 + place) % 5) + 1].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** Where pictures of this test's own lie; Git ignores them. */
function artifact(name: string): string {
  return fileURLToPath(new URL(`./artifacts/${name}`, import.meta.url));
}
