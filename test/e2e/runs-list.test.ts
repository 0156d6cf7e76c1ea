import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import { fillLibrary } from './many-runs.ts';
import type { RunningLab, WatchedBrowser } from './running-lab.ts';
import { startBrowser, startLab } from './running-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;
const count = 800;
/** A group of two attacks at one setting, by seed. */
const narrowed = 'where=share~is~0.05&where=objective~is~availability&where=rank~is~8&where=filler~is~50&group=attack&sort=seed.up';

/** A person who keeps hundreds of runs, mostly by keyboard, in a real browser over the built loopback host. */
describe('the list of runs', () => {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-runs-'));
  const complaints: string[] = [];
  let lab: RunningLab;
  let watched: WatchedBrowser;
  let page: Page;

  beforeAll(async () => {
    await fillLibrary(home, count);
    [lab, watched] = await Promise.all([startLab(home), startBrowser()]);
    const context = await watched.browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())));
    await page.goto(lab.address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }, patience);

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page?.screenshot({ path: artifact(`failed-runs-${task.name.slice(0, 20)}.png`) });
  });

  afterAll(async () => {
    await watched?.close();
    await lab?.stop();
    rmSync(home, { recursive: true, force: true });
  }, patience);

  test('holds every run, makes only those in sight, and comes to the last by one key', async () => {
    await go('/runs');
    await shows(`${count} runs`);
    const table = page.getByRole('table', { name: 'Runs' });
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(count + 1));
    expect(await rows().count()).toBeLessThan(60);
    await rows().first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedRow()).toBe(count + 1);
    await page.keyboard.press('Home');
    await expect.poll(() => focusedRow()).toBe(2);
  }, patience);

  test('filters by text and by several columns, says how many are left, and Back undoes each step', async () => {
    await go('/runs');
    await page.keyboard.press('/');
    await page.keyboard.type('pga exact');
    // The address takes the text once it is whole.
    await expect.poll(() => new URLSearchParams(page.url().split('?')[1]).get('q')).toBe('pga exact');
    await expect.poll(() => status()).toMatch(/^\d+ of 800 runs$/);
    const byText = Number((await status()).split(' ')[0]);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const form = page.getByRole('dialog');
    await page.keyboard.type('malicious 5');
    await form.getByRole('button', { name: /^Malicious, α = 5\.0 %/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => form.getByRole('checkbox', { name: /^5\.0 %/ }).isChecked()).toBe(true);
    await form.getByRole('combobox', { name: 'Relation' }).getByText('is', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the filter α is 5.0 %' }).waitFor();
    await expect.poll(async () => page.url()).toContain('where=share~is~0.05');
    await expect.poll(() => status()).toMatch(/^\d+ of 800 runs$/);
    const byBoth = Number((await status()).split(' ')[0]);
    expect(byBoth).toBeGreaterThan(0);
    expect(byBoth).toBeLessThan(byText);
    await page.goBack();
    await expect.poll(() => status()).toBe(`${byText} of 800 runs`);
    await page.goForward();
    await expect.poll(() => status()).toBe(`${byBoth} of 800 runs`);
    await page.reload();
    await expect.poll(() => status()).toBe(`${byBoth} of 800 runs`);
  }, patience);

  test('groups with mean, interval and n, and hiding a group changes no other number', async () => {
    await go(`/runs?${narrowed}`);
    const groups = page.locator('tr.group');
    await expect.poll(() => groups.count()).toBeGreaterThanOrEqual(2);
    await expect.poll(() => rows().count()).toBeGreaterThan(0);
    await groups.first().focus();
    for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    const told = async () => (await groups.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    await expect.poll(() => rows().count()).toBe(0);
    await expect.poll(async () => (await told())[0]).toMatch(/^PGA exact \d+ runs? 0\.\d{3} ± 0\.\d{3} \(\d+\) \+0\.\d{3}/);
    await expect.poll(async () => (await told()).at(-1)).toMatch(/^Uniform .*baseline/);
    const before = await told();
    await groups.nth(1).hover();
    await groups.nth(1).getByRole('button', { name: /^Filter .* away$/ }).click();
    await expect.poll(told).toEqual(before.toSpliced(1, 1));
    await expect.poll(async () => page.url()).toContain('where=attack~not~');
    await page.goBack();
    await expect.poll(told).toEqual(before);
  }, patience);

  test('shows of a group what tells it from its neighbours, where there is no room for all that it is called', async () => {
    await go('/runs?where=share~is~0.05&where=rank~is~8&where=filler~is~50&group=data~learner~objective~attack&columns=status~tags~rmse');
    const groups = page.locator('tr.group');
    await expect.poll(() => groups.count()).toBeGreaterThanOrEqual(2);
    const ends = () =>
      groups.locator('.label').evaluateAll((labels) =>
        labels.map((label) => {
          const [last] = [...label.children].slice(-1);
          const whole = last.scrollWidth <= last.clientWidth && last.getBoundingClientRect().right <= label.getBoundingClientRect().right + 1;
          return { cut: label.children[0].scrollWidth > label.children[0].clientWidth, whole };
        }),
      );
    await expect.poll(async () => (await ends()).every(({ whole }) => whole)).toBe(true);
    expect((await ends()).some(({ cut }) => cut)).toBe(true);
  }, patience);

  test('keeps every cell under its head and with its run, however columns come, go and are pinned', async () => {
    const seen = async () =>
      page.getByRole('table', { name: 'Runs' }).evaluate((table) => {
        const left = (cell: Element) => Math.round(cell.getBoundingClientRect().left);
        const heads = [...table.querySelectorAll('thead th')];
        const shown = [...table.querySelectorAll<HTMLTableRowElement>('tr.run:not([hidden])')];
        const seed = heads.findIndex(({ textContent }) => textContent?.trim() === 'Seed');
        return {
          heads: heads.map(left),
          rows: shown.map((row) => [...row.cells].map(left)),
          seeds: shown.map(({ cells }) => [cells[0].textContent, cells[seed]?.textContent]),
        };
      });
    const seeds = new Map<unknown, unknown>();
    const addresses = [
      ['columns=attack~seed~rmse~convergence&sort=seed.up', 6],
      ['columns=rmse~tags~seed~status&pins=seed&sort=seed.down', 6],
      ['columns=rmse~tags~seed~status&group=status&q=pga', 6],
      ['columns=attack~seed~budget.maxRating~rmse&pins=attack&sort=rmse.down', 6],
      ['columns=seed~attack&q=template', 4],
    ] as const;
    for (const [query, columns] of addresses) {
      await go(`/runs?${query}`);
      // Rows beyond the edges follow those in sight a moment later.
      const astray = async () => {
        const { heads, rows: cells } = await seen();
        return heads.length === columns && cells.length > 5 ? cells.filter((row) => !isDeepStrictEqual(row, heads)) : null;
      };
      await expect.poll(astray).toEqual([]);
      if (query.includes('sort=seed.up')) await expect.poll(async () => isAscending((await seen()).seeds.map(([, seed]) => Number(seed)))).toBe(true);
      const { seeds: found } = await seen();
      for (const [name, seed] of found) {
        expect(seed).toMatch(/^\d+$/);
        expect(seeds.get(name) ?? seed).toBe(seed);
        seeds.set(name, seed);
      }
    }
  }, patience);

  test('stars, tags and notes by key', async () => {
    await go(`/runs?${narrowed}`);
    await rows().first().focus();
    const star = rows().first().getByRole('button', { name: /^Star / });
    const before = await star.getAttribute('aria-pressed');
    await page.keyboard.press('s');
    await expect.poll(() => star.getAttribute('aria-pressed')).toBe(before === 'true' ? 'false' : 'true');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('region', { name: 'Selected runs' }).getByText('2 runs selected').waitFor();
    await page.keyboard.press('t');
    await expect.poll(() => page.getByRole('textbox', { name: 'Tag' }).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('checkbox', { name: 'by keyboard' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await rows().first().focus();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Note' }).fill('Seen by keyboard');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => rows().filter({ hasText: 'by keyboard' }).count()).toBe(2);
    const storedNotes = async () => {
      const stored = await openStore(home);
      const annotations = stored.annotations.list().filter(({ tags }) => tags.includes('by keyboard'));
      stored.close();
      return annotations.map(({ note }) => note).sort();
    };
    await expect.poll(storedNotes).toEqual(['', 'Seen by keyboard']);
    await rows().first().focus();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Selected runs' }).waitFor({ state: 'hidden' });
  }, patience);

  test('a click selects a row, Ctrl one more, a double-click opens one, and a tag filters', async () => {
    // In a window of its own: the data set of invented runs is missing, and their pages say so.
    const clicker = await page.context().newPage();
    const list = `${new URL(page.url()).origin}/#/runs?where=tags~is~by%20keyboard`;
    await clicker.goto(list);
    const clicked = clicker.locator('tr.run');
    await expect.poll(() => clicked.count()).toBe(2);
    const cell = (row: number) => clicked.nth(row).locator('td').nth(4);
    const bar = clicker.getByRole('region', { name: 'Selected runs' });
    await cell(0).click();
    await bar.getByText('1 run selected').waitFor();
    await cell(1).click({ modifiers: ['Control'] });
    await bar.getByText('2 runs selected').waitFor();
    await cell(1).click();
    await bar.getByText('1 run selected').waitFor();
    const [first, second] = await clicked.locator('a.key').allInnerTexts();
    await bar.getByRole('button', { name: /^Open/ }).click();
    await expect.poll(async () => clicker.url()).toContain(`/runs/${second}`);
    await clicker.goBack();
    await expect.poll(() => clicked.count()).toBe(2);
    await cell(0).dblclick();
    await expect.poll(async () => clicker.url()).toContain(`/runs/${first}`);
    await clicker.goto(`${new URL(page.url()).origin}/#/runs`);
    await clicker.getByRole('searchbox', { name: 'Find in runs' }).fill('by keyboard');
    await expect.poll(() => clicked.filter({ visible: true }).count()).toBe(2);
    await clicked.first().getByRole('button', { name: 'by keyboard' }).click();
    await clicker.getByRole('button', { name: 'Remove the filter tag is by keyboard' }).waitFor();
    // The keyboard goes on in the row whose tag was clicked.
    await clicker.keyboard.press('ArrowDown');
    await expect.poll(() => clicker.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('3');
    await clicker.close();
  }, patience);

  test('two quick clicks on a box or a star open nothing, and boxes show what is selected', async () => {
    const clicker = await page.context().newPage();
    await clicker.goto(`${new URL(page.url()).origin}/#/runs?${narrowed}`);
    const clicked = clicker.locator('tr.run');
    await expect.poll(() => clicked.count()).toBeGreaterThan(3);
    const box = (row: number) => clicked.nth(row).getByRole('checkbox');
    const bar = clicker.getByRole('region', { name: 'Selected runs' });
    await clicked.nth(1).getByRole('button', { name: /^Star / }).dblclick();
    await box(1).dblclick();
    await box(0).click();
    await bar.getByText('1 run selected').waitFor();
    await box(2).click({ modifiers: ['Shift'] });
    await bar.getByText('3 runs selected').waitFor();
    await box(1).click({ modifiers: ['Shift'] });
    await bar.getByText('3 runs selected').waitFor();
    await expect.poll(() => box(1).isChecked()).toBe(true);
    await clicker.close();
  }, patience);

  test('saves a view with filters, groups and columns, renames, changes and deletes it, with a way back', async () => {
    await go(`/runs?${narrowed}`);
    await page.getByRole('button', { name: 'Columns' }).click();
    const rail = page.getByRole('complementary', { name: 'Columns' });
    await rail.getByRole('checkbox', { name: 'Kernels' }).press('Space');
    await rail.getByRole('button', { name: 'Pin Seed' }).press('Enter');
    await page.getByRole('columnheader', { name: 'Kernels' }).waitFor();
    await expect.poll(() => page.getByRole('columnheader').nth(1).innerText()).toBe('Seed');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('At 5 %');
    await page.keyboard.press('Enter');
    const tab = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^At 5 %/ });
    await tab.waitFor();
    const shown = Number((await status()).split(' ')[0]);
    await expect.poll(() => tab.innerText()).toMatch(new RegExp(`At 5 %\\s*${shown}`));
    const failed = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Failed/ });
    await failed.click();
    await expect.poll(() => failed.getAttribute('aria-current')).toBe('page');
    expect(await status()).not.toBe(`${shown} of 800 runs`);
    await tab.click();
    await expect.poll(() => status()).toBe(`${shown} of 800 runs`);
    await page.getByRole('columnheader', { name: 'Kernels' }).waitFor();
    await page.getByRole('button', { name: 'View At 5 %' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('At five');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'View At five' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^At five/ }).waitFor();
  }, patience);

  test('the page of a run walks the list that it was opened from, and another window shows what is written and deleted there', async () => {
    // In a window of its own: the data set of invented runs is missing, and their pages say so.
    const walker = await page.context().newPage();
    await walker.goto(`${new URL(page.url()).origin}/#/runs?where=tags~is~figure%201&sort=seed.up`);
    const walked = walker.locator('tr.run');
    await expect.poll(() => walked.count()).toBe(8);
    const [opened, second] = await walked.locator('a.key').allInnerTexts();
    await walked.first().focus();
    await walker.keyboard.press('Enter');
    await walker.getByText('run 1 of 8').waitFor();
    await walker.keyboard.press('j');
    await expect.poll(async () => walker.url()).toContain(`/runs/${second}`);
    await walker.keyboard.press('k');
    await expect.poll(async () => walker.url()).toContain(`/runs/${opened}`);
    const other = await page.context().newPage();
    await other.goto(`${new URL(walker.url()).origin}/#/runs?where=tags~is~figure%201`);
    const row = other.locator('tr.run').filter({ hasText: opened });
    await row.waitFor();
    await walker.keyboard.press('n');
    await walker.getByRole('textbox', { name: 'Note' }).fill('Seen **twice**, <b>never</b> as HTML');
    await walker.keyboard.press('Control+Enter');
    const note = walker.getByRole('region', { name: 'Note' });
    await expect.poll(() => note.locator('strong').innerText()).toBe('twice');
    await expect.poll(() => note.innerText()).toContain('<b>never</b>');
    await expect.poll(() => row.locator('.noted').count()).toBe(1);
    await walker.getByRole('button', { name: 'Move to bin' }).click();
    await row.waitFor({ state: 'hidden' });
    await walker.getByRole('button', { name: 'Undo' }).last().click();
    await row.waitFor();
    await Promise.all([other.close(), walker.close()]);
  }, patience);

  test('exports what is filtered, every digit and what is written on it', async () => {
    await go(`/runs?${narrowed}`);
    await expect.poll(() => status()).toMatch(/ of 800 runs$/);
    const shown = Number((await status()).split(' ')[0]);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).first().click()]);
    const table = parse(readFileSync(await file.path()), { columns: true }) as Record<string, string>[];
    expect(table).toHaveLength(shown);
    expect(new Set(table.map((row) => row['config.budget.maliciousShare']))).toEqual(new Set(['0.05']));
    expect(table.filter(({ tags }) => tags.includes('by keyboard'))).toHaveLength(2);
  }, patience);

  test('moves the selection to the bin and back, at once or from the bin later', async () => {
    await go('/runs?where=attack~is~PGA%20exact&where=share~is~0.05');
    await expect.poll(() => status()).toMatch(/ of 800 runs$/);
    await rows().first().focus();
    await page.keyboard.press('Control+a');
    const chosen = Number((await page.getByRole('region', { name: 'Selected runs' }).locator('b').innerText()).split(' ')[0]);
    await page.keyboard.press('Delete');
    await page.getByText(`${chosen} runs moved to the bin.`).waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => status()).toBe(`${chosen} of 800 runs`);
    for (const left of [1, 2].map((gone) => chosen - gone)) {
      await rows().first().focus();
      await page.keyboard.press('Delete');
      await page.getByText('1 run moved to the bin.').last().waitFor();
      await page.getByRole('button', { name: 'Dismiss' }).last().click();
      await expect.poll(() => status()).toBe(`${left} of ${800 - (chosen - left)} runs`);
    }
    for (const back of ['Control+z', 'Control+z', 'Control+Shift+z', 'Control+z']) await page.keyboard.press(back).then(() => page.waitForTimeout(300));
    await expect.poll(() => status()).toBe(`${chosen} of 800 runs`);
    await rows().first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.getByText(`${chosen} runs moved to the bin.`).waitFor();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: `Bin ${chosen}` }).click();
    await expect.poll(() => status()).toBe(`${chosen} runs`);
    await page.getByRole('checkbox', { name: 'Select every run in the list' }).press('Space');
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The bin is empty.').waitFor();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await shows('800 runs');
  }, patience);

  test('the end of a view scrolls out from under a message, which moves nothing as it comes', async () => {
    await go('/runs');
    await shows(`${count} runs`);
    await rows().first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedRow()).toBe(count + 1);
    const scroller = page.locator('main .scroller');
    const height = await scroller.evaluate((box) => box.clientHeight);
    const message = page.locator('.toast');
    await message.getByRole('button', { name: 'Dismiss' }).evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
    await expect.poll(() => message.count()).toBe(0);
    await page.keyboard.press('Delete');
    // Pointed at, it stays.
    await message.hover();
    expect(await scroller.evaluate((box) => box.clientHeight)).toBe(height);
    await shows(`${count - 1} runs`);
    await rows().first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await expect.poll(() => focusedRow()).toBe(count);
    const top = async () => (await message.boundingBox())!.y;
    const bottom = await page.locator('tr.run:focus').evaluate((row) => row.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThanOrEqual(await top());
    expect(bottom).toBeGreaterThan((await top()) - 28);
    // As text at 200 % has it.
    await page.setViewportSize({ width: 720, height: 450 });
    await goTo(page, '/');
    const ways = page.locator('main').locator('a, button').filter({ visible: true });
    await ways.first().waitFor();
    for (const way of await ways.all()) {
      const end = await way.evaluate((element) => {
        element.scrollIntoView({ block: 'nearest' });
        return element.getBoundingClientRect().bottom;
      });
      expect(end, await way.innerText()).toBeLessThanOrEqual(await top());
    }
    await goTo(page, '/help');
    const links = page.getByRole('navigation', { name: 'Help pages' }).getByRole('link');
    await links.first().waitFor();
    for (const link of await links.all()) {
      const { end, name } = await link.evaluate((element) => {
        element.scrollIntoView({ block: 'nearest' });
        return { end: element.getBoundingClientRect().bottom, name: element.textContent };
      });
      expect(end, name ?? '').toBeLessThanOrEqual(await top());
    }
    // What was scrolled into its room stays where it is as the message goes, until it is scrolled back.
    const scrolled = page.locator('main .content');
    const room = () => scrolled.evaluate((box) => Number.parseFloat(getComputedStyle(box, '::after').height));
    const end = await scrolled.evaluate((box) => (box.scrollTop = box.scrollHeight, box.scrollTop));
    expect(end).toBeGreaterThan(0);
    await message.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => message.count()).toBe(0);
    expect(await scrolled.evaluate((box) => box.scrollTop)).toBe(end);
    expect(await room()).toBeGreaterThan(20);
    await scrolled.evaluate((box) => box.scrollTo(0, 0));
    await expect.poll(room).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await go('/runs');
    await shows(`${count} runs`);
  }, patience);

  test.each(['light', 'dark'] as const)('has no serious finding in the %s theme, whatever is open', async (colorScheme) => {
    await wearTheme(page, colorScheme);
    await go(`/runs?${narrowed}&rail=columns`);
    await rows().nth(1).focus();
    await page.keyboard.press('Space');
    expect(await seriousFindings(page)).toEqual([]);
    await page.screenshot({ path: artifact(`runs-${colorScheme}.png`) });
    await page.keyboard.press('t');
    await page.getByRole('dialog', { name: /^Tags of/ }).waitFor();
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^Malicious, α/ }).waitFor();
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: /^Malicious, α/ }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Relation' }).waitFor();
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await page.screenshot({ path: artifact(`runs-filter-${colorScheme}.png`) });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }, patience);

  test('a lab that is started again has what was written and saved', async () => {
    await page.goto('about:blank');
    await lab.stop();
    lab = await startLab(home);
    await page.goto(lab.address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await go('/runs?where=tags~is~by%20keyboard');
    await shows(`2 of ${count} runs`);
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^At five/ }).waitFor();
    await go('/runs?where=note~has~keyboard');
    await shows(`1 of ${count} runs`);
  }, patience);

  test('nothing went wrong on the way', () => {
    expect(complaints).toEqual([]);
    expect(watched.attempts).toEqual([]);
  });

  async function go(address: string): Promise<void> {
    await goTo(page, address);
    await page.getByRole('table', { name: 'Runs' }).waitFor();
  }
  function rows() {
    return page.getByRole('table', { name: 'Runs' }).locator('tr.run');
  }
  function status(): Promise<string> {
    return page.locator('.bar').getByRole('status').innerText();
  }
  async function shows(words: string): Promise<void> {
    await expect.poll(() => status()).toBe(words);
  }
  function focusedRow(): Promise<number> {
    return page.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex')));
  }
});

function isAscending(numbers: readonly number[]): boolean {
  return numbers.length > 0 && numbers.every((number, at) => at === 0 || number >= numbers[at - 1]);
}

function artifact(name: string): string {
  return fileURLToPath(new URL(`./artifacts/${name}`, import.meta.url));
}
