import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { longCampaign, pushCampaign, startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;

describe('the queue, with runs at work', () => {
  const complaints: string[] = [];
  let stored: StoredLab;
  let page: Page;
  let table: Locator;

  beforeAll(async () => {
    stored = await startStoredLab({ width: 1440, height: 900 }, async () => {});
    page = stored.page;
    page.on('pageerror', (error) => complaints.push(error.message));
    await goTo(page, '/queue');
    // On one core, so that as many runs wait whatever the machine.
    await page.getByRole('combobox', { name: 'Cores' }).click();
    const set = page.waitForResponse('**/api/settings.set');
    await page.getByRole('option', { name: /^1 of / }).click();
    await set;
    await stored.queue(longCampaign());
    table = page.getByRole('table', { name: 'Up next' });
    await page.getByRole('region', { name: 'Running now' }).first().waitFor();
  }, patience);
  afterAll(async () => {
    await stored?.close();
  }, patience);

  const seeds = async () => (await table.locator('tbody tr td:nth-child(5)').allInnerTexts()).map(Number);

  test('keys move a waiting run, which keeps the focus, and the library keeps the order', async () => {
    // Once the core has a run, none begins or ends by itself.
    await expect.poll(async () => (await seeds()).length).toBe(39);
    const before = await seeds();
    await table.locator('tbody tr').first().focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    const wanted = [before[1], before[2], before[0], ...before.slice(3)];
    await expect.poll(seeds).toEqual(wanted);
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLTableRowElement).sectionRowIndex)).toBe(2);
    await page.reload();
    await table.waitFor();
    await expect.poll(seeds).toEqual(wanted);
  }, patience);

  test('a run is dragged by its handle to another place', async () => {
    const before = await seeds();
    await table.locator('tbody tr').nth(3).locator('[draggable]').dragTo(table.locator('tbody tr').nth(1));
    await expect.poll(seeds).toEqual([before[0], before[3], before[1], before[2], ...before.slice(4)]);
  }, patience);

  test('a waiting run is paused and resumed where it stands, and cancelled with an undo that puts it back', async () => {
    const before = await seeds();
    const second = table.locator('tbody tr').nth(1);
    await second.hover();
    await second.getByRole('button', { name: 'Pause this run' }).click();
    await second.getByText('paused').waitFor();
    await second.getByRole('button', { name: 'Resume this run' }).click();
    await second.getByText('paused').waitFor({ state: 'detached' });
    await second.focus();
    const places = () => Promise.all([page.locator('.today'), page.locator('main header').first()].map((part) => part.boundingBox()));
    const still = await places();
    await page.keyboard.press('Delete');
    await expect.poll(seeds).toEqual(before.filter((_, index) => index !== 1));
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect
      .poll(async () => {
        const [message, today, status] = await Promise.all([undo, page.locator('.today'), page.locator('.status-bar')].map((part) => part.boundingBox()));
        return message!.x + message!.width <= today!.x && message!.y + message!.height <= status!.y;
      })
      .toBe(true);
    expect(await places()).toEqual(still);
    await undo.click();
    await expect.poll(seeds).toEqual(before);
  }, patience);

  test('the run that is paused stays in view, with its way back in the same place and in sight in the list', async () => {
    const region = page.locator('section.running');
    const name = await region.getByRole('link').innerText();
    const button = region.getByRole('button', { name: /^(Pause|Resume)$/ });
    const place = await button.boundingBox();
    await button.click();
    await region.getByText('Paused', { exact: true }).waitFor({ timeout: 90_000 });
    await expect.poll(() => region.getByRole('link').innerText()).toBe(name);
    await expect.poll(() => button.innerText()).toBe('Resume');
    await expect.poll(async () => (await button.boundingBox())?.y).toBe(place?.y);
    await page.mouse.move(4, 4);
    const resume = table.getByRole('button', { name: 'Resume this run' });
    await expect.poll(() => resume.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    await page.getByText(/, 1 paused/).waitFor();
    await page.getByRole('button', { name: 'Pause all' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('The queue goes on. One run stays paused, since it was paused by itself: resume it in Up next.').waitFor();
    await button.click();
    await region.getByText('Paused', { exact: true }).waitFor({ state: 'detached' });
    await expect.poll(() => region.getByRole('link').innerText()).toBe(name);
    // Another one works in its place meanwhile.
    await region.getByRole('group', { name: 'Running runs' }).getByRole('button').last().click();
  }, patience);

  test('a row that was clicked shows it, and keeps the focus when the list moves', async () => {
    const before = await seeds();
    const row = table.locator('tbody tr').nth(4);
    await row.locator('td').nth(6).click();
    const chosen = await row.locator('td').nth(4).innerText();
    const colour = (at: number) => table.locator('tbody tr').nth(at).locator('td').first().evaluate((cell) => getComputedStyle(cell).backgroundColor);
    await page.mouse.move(4, 4);
    await table.locator('tbody tr:hover').waitFor({ state: 'detached' });
    expect(await colour(4)).not.toBe(await colour(6));
    const first = await table.locator('tbody tr').first().locator('td').nth(4).innerText();
    await table.locator('tbody tr').first().hover();
    await table.locator('tbody tr').first().getByRole('button', { name: 'Cancel this run' }).evaluate((element: HTMLElement) => element.click());
    const withoutFirst = before.filter((seed) => seed !== Number(first));
    await expect.poll(seeds).toEqual(withoutFirst);
    const undo = page.getByRole('button', { name: 'Undo' });
    // What is pointed at stays, however long: neither message goes before its run is back.
    await undo.hover();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLTableRowElement).cells?.[4]?.innerText);
    await expect.poll(focused).toBe(chosen);
    await page.keyboard.press('Delete');
    await expect.poll(seeds).toEqual(withoutFirst.filter((seed) => seed !== Number(chosen)));
    await undo.last().click();
    await expect.poll(seeds).toEqual(withoutFirst);
    // A second longer than messages that nobody points at.
    await page.evaluate((shown) => new Promise((resolve) => void setTimeout(resolve, shown)), 9000);
    await undo.click();
    await expect.poll(seeds).toEqual(before);
    await undo.waitFor({ state: 'detached' });
  }, patience);

  test('what a step took and is at stands beside the curve, and runs that were stored are told from those to come', async () => {
    const facts = page.locator('.standing');
    await facts.getByText('Retraining', { exact: true }).waitFor();
    await facts.getByText(/^\d+ sweeps?$/).waitFor();
    await page.locator('.running .curve').getByText(/^SGLD rates every item until its last step: its line is of those dense samples/).waitFor();
    await expect.poll(() => facts.locator('.fact', { hasText: 'Phase' }).innerText()).toMatch(/(gradient|retraining|between steps)$/);
    await expect.poll(() => page.locator('.status-bar .now').innerText()).toMatch(/^(iteration \d+ of at most 50,000|first profiles)/);
    const finished = page.getByRole('table', { name: 'Just finished' });
    await expect.poll(() => finished.getByText(storedCampaign).count()).toBe(8);
    await page.getByRole('link', { name: 'All 12 finished runs' }).click();
    await page.getByRole('button', { name: 'Remove the filter status is Done' }).waitFor();
    await expect.poll(() => page.locator('.bar').getByRole('status').innerText()).toMatch(/^12 of \d+ runs$/);
    await page.goBack();
    await finished.waitFor();
    await stored.queue(pushCampaign());
    await page.getByRole('list', { name: 'Events' }).getByText(`From the store, nothing computed: 12 runs of ${storedCampaign}.`).waitFor();
    await expect.poll(() => page.locator('.today .fact', { hasText: 'From the store' }).innerText()).toMatch(/12$/);
  }, patience);

  test('a narrow window has a mark of its own for each campaign, and its whole name on it', async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    const links = page.locator('.campaigns a');
    await expect.poll(async () => (await links.allInnerTexts()).map((text) => text.trim()).sort()).toEqual(['A long', 'First look', 'Push of']);
    expect(await page.locator('.campaigns').getByRole('link', { name: storedCampaign }).getAttribute('title')).toBe(storedCampaign);
    await page.setViewportSize({ width: 1440, height: 900 });
  }, patience);

  test('Home cuts long names of campaigns, and nothing else, to keep their list within its place', async () => {
    await stored.queue({ ...pushCampaign(), name: 'Figure 6b: pulling one item down with a light trace among the others (claims, ml-100k)' });
    await goTo(page, '/');
    const list = page.getByRole('table', { name: 'Campaigns' });
    await list.getByRole('link', { name: /^Figure 6b/ }).waitFor();
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 800 });
      const beyondAndCut = () => list.evaluate((element) => {
        const place = element.closest('section')!.getBoundingClientRect();
        const cells = [...element.querySelectorAll('td:nth-child(4), td:nth-child(5)')];
        const room = (cell: Element) => cell.clientWidth - 2 * parseFloat(getComputedStyle(cell).paddingLeft);
        const taken = (cell: Element) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getBoundingClientRect().width;
        };
        return { beyond: element.getBoundingClientRect().right - place.right > 8, cut: cells.filter((cell) => taken(cell) > room(cell)).map((cell) => cell.textContent) };
      });
      await expect.poll(beyondAndCut, { message: `${width} px` }).toEqual({ beyond: false, cut: [] });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await goTo(page, '/queue');
    await table.waitFor();
  }, patience);

  test('pausing all empties the engine and keeps every run; then it goes on', async () => {
    await page.getByRole('button', { name: 'Pause all' }).click();
    await page.getByText('The queue is paused, also for the next start of the lab.').waitFor();
    // Jobs are stopped at their next step, for which a starved engine may take long.
    await page.getByRole('region', { name: 'Running now' }).waitFor({ state: 'detached', timeout: 90_000 });
    await expect.poll(async () => (await seeds()).length, { timeout: 90_000 }).toBe(40);
    await page.locator('.status-bar').getByText('Paused', { exact: true }).waitFor();
    const runsListed = () => page.locator('.sidebar').getByRole('link', { name: /^Runs/ }).innerText();
    // Those of the stored campaign: what waits has nothing to show yet.
    await expect.poll(runsListed).toMatch(/\b12$/);
    await page.reload();
    await expect.poll(async () => (await seeds()).length).toBe(40);
    await expect.poll(runsListed).toMatch(/\b12$/);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('region', { name: 'Running now' }).waitFor();
    const events = page.getByRole('list', { name: 'Events' });
    const pauses = events.getByText('The queue is paused; checkpoints are kept.');
    await expect.poll(() => pauses.count()).toBeGreaterThan(0);
    await page.getByRole('combobox', { name: 'Which events' }).click();
    await page.getByRole('option', { name: 'Begin and end' }).click();
    await page.getByRole('combobox', { name: 'Which events' }).getByText('Begin and end').waitFor();
    await events.getByText(/^Started /).first().waitFor();
    expect(await pauses.count()).toBe(0);
    expect(complaints).toEqual([]);
  }, patience);
});
