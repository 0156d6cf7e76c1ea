import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;
const design = `/campaigns/${encodeURIComponent(storedCampaign)}/design`;

/** A campaign on the drawing board, in a real browser: from a preset to a file and back. */
describe('Design', () => {
  let lab: StoredLab;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const refused = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
      if (message.type() === 'error' && !refused) complaints.push(message.text());
    });
  }, patience);
  afterAll(() => lab?.close(), patience);

  const go = async (address: string) => {
    await goTo(page, address);
    await page.getByRole('heading', { name: 'What varies' }).waitFor();
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const axis = (name: string) => page.getByRole('group', { name, exact: true });
  const sum = () => page.getByRole('region', { name: 'What varies' }).getByText(/ runs?/).first().innerText();
  const field = (name: string) => page.getByRole('textbox', { name, exact: true }).or(page.getByRole('spinbutton', { name, exact: true }));

  test('offers presets first: the short studies and every figure of the paper', async () => {
    await go('/design/new');
    const presets = page.getByRole('region', { name: 'Start from a preset' });
    await presets.waitFor();
    const titles = async () => (await presets.getByRole('heading', { level: 3 }).allInnerTexts()).map((title) => title.split('\n')[0]);
    await expect.poll(titles).toEqual(['First look', 'Stealth study', 'Figure 1', 'Figure 2', 'Figure 3', 'Figure 4', 'Figure 5', 'Figure 6']);
    await presets.getByRole('button', { name: 'Figure 3b: availability while one item is pulled down' }).click();
    await presets.waitFor({ state: 'detached' });
    await expect.poll(() => field('Name of the campaign').inputValue()).toBe('Figure 3b: availability while one item is pulled down');
    await button('Undo').click();
    await expect.poll(() => field('Name of the campaign').inputValue()).toBe('Untitled');
    await button('Presets').click();
    await page.getByRole('menuitem', { name: /^Stealth study/ }).click();
    await button('Queue 35 runs').waitFor();
    await expect.poll(() => page.getByText('0 errors, 0 warnings').count()).toBe(1);
  }, patience);

  test('keeps what adds an attack on the line of the last one', async () => {
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await go('/design/new');
    for (const width of [1440, 1280, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      const besideLast = async () => {
        const plus = await button('Add an attack').boundingBox();
        const last = await axis('Attack').getByRole('listitem').last().boundingBox();
        if (plus === null || last === null) throw new Error('the row of attacks has no place');
        return { level: Math.abs(plus.y + plus.height / 2 - last.y - last.height / 2) < 4, behind: plus.x >= last.x + last.width };
      };
      await expect.poll(besideLast).toEqual({ level: true, behind: true });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }, patience);

  test('shows the help of every field whole, in rows of one height where it is one line', async () => {
    await go(design);
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      const helps = () =>
        page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => {
          const help = row.querySelector<HTMLElement>('.help');
          const style = getComputedStyle(help as HTMLElement);
          const cut = !help || help.scrollHeight > help.clientHeight || help.scrollWidth > help.clientWidth || style.webkitLineClamp !== 'none';
          return { row: row.getAttribute('data-row'), cut, lines: help ? Math.round((help.clientHeight - 8) / 16) : 0, height: row.getBoundingClientRect().height };
        }));
      await expect.poll(async () => (await helps()).length).toBeGreaterThan(12);
      await expect.poll(async () => (await helps()).filter(({ cut, lines, height }) => cut || Math.abs(height - Math.max(32, 8 + 16 * lines)) > 1)).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }, patience);

  test('counts the runs of lists, ranges and pairs as they are typed, and those that are stored', async () => {
    await go(design);
    await button('Compare the stored runs').waitFor();
    await page.getByText('12 stored').waitFor();
    await button('Add a value to Malicious users').click();
    await page.getByRole('textbox', { name: 'Add a value to Malicious users' }).fill('15, 20');
    await page.keyboard.press('Enter');
    await button('Queue 12 runs').waitFor();
    await expect.poll(sum).toMatch(/= 24 runs/);
    await page.getByText('12 stored').waitFor();
    await expect.poll(() => page.getByRole('region', { name: 'Time' }).innerText()).toMatch(/measured on this machine/);

    await axis('Seed').getByRole('button', { name: /how the values of Seed are given/ }).click();
    await page.getByRole('menuitem', { name: 'Range' }).click();
    await field('Seed, to').fill('5');
    await button('Queue 48 runs').waitFor();
    await expect.poll(sum).toMatch(/= 60 runs/);

    await button('Sweep a field').click();
    await page.getByRole('menuitem', { name: /^Rank/ }).click();
    await page.getByRole('textbox', { name: 'Add a value to Rank' }).fill('4');
    await page.keyboard.press('Enter');
    await button('Queue 108 runs').waitFor();
    await axis('Rank').getByRole('button', { name: /how the values of Rank are given/ }).click();
    await page.getByRole('menuitem', { name: 'Paired with Ridge, users Learner, λU', exact: true }).click();
    await expect.poll(() => page.getByRole('group', { name: /^Rank.*Ridge, users$/i }).getByRole('listitem').count()).toBe(2);
    await expect.poll(sum).toMatch(/= 120 runs/);
  }, patience);

  test('undoes and redoes, marks what is unsaved, and keeps it through a reload', async () => {
    const before = await sum();
    expect(before).toMatch(/= 120 runs/);
    await page.keyboard.press('Escape');
    await button('Undo').click();
    await button('Undo').click();
    await button('Undo').click();
    await expect.poll(sum).toMatch(/= 24 runs/);
    for (let redo = 0; redo < 3; redo++) await button('Redo').click();
    await expect.poll(sum).toBe(before);
    await page.getByText(/unsaved changes?$/).first().waitFor();
    await page.reload();
    await page.getByText('Edits that were never saved were restored.').waitFor();
    await expect.poll(sum).toBe(before);
    await button('Discard them').click();
    await button('Compare the stored runs').waitFor();
    expect(await page.getByText(/unsaved changes?$/).count()).toBe(0);
  }, patience);

  test('says what is wrong at the field, and queues nothing until it is mended', async () => {
    const items = field('Items per user');
    await items.fill('none');
    await button('1 error to mend first').waitFor();
    await page.locator('[data-row]').filter({ has: items }).getByRole('alert').waitFor();
    await expect.poll(() => button('1 error to mend first').isDisabled()).toBe(true);
    await items.fill('20');
    await button('Compare the stored runs').waitFor();
    await field('Rank').fill('0');
    await page.locator('[data-row]').filter({ has: field('Rank') }).getByRole('alert').waitFor();
    const shares = page.getByRole('group', { name: 'Malicious users', exact: true });
    await button('Add a value to Malicious users').click();
    await page.keyboard.type('200');
    await page.keyboard.press('Enter');
    await button('2 errors to mend first').waitFor();
    await shares.getByText('Must be at most 100 %.').waitFor();
    expect(await shares.locator('.chip-box.wrong').allInnerTexts()).toEqual(['200 %']);
    await page.locator('[data-row]').filter({ has: field('Rank') }).getByRole('alert').waitFor();
    await shares.getByRole('listitem', { name: /^200 %/ }).press('Delete');
    await button('1 error to mend first').waitFor();
    await field('Rank').fill('3');
    await button('Compare the stored runs').waitFor();
  }, patience);

  test('saves, saves a copy, exports it, bins it and opens the file again', async () => {
    await field('Rank').fill('5');
    await page.getByText('1 unsaved change').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText(`${storedCampaign} is saved.`).waitFor();
    expect(await page.getByText(/unsaved changes?$/).count()).toBe(0);

    await button('More').click();
    await page.getByRole('menuitem', { name: 'Save a copy' }).click();
    await page.waitForURL(/copy\/design$/);
    // Until the copy is there, the campaign that it was made of stays, dimmed.
    await page.getByRole('main').getByText(`${storedCampaign} copy`).first().waitFor();
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
    await expect.poll(() => field('Rank').inputValue()).toBe('5');

    await button('More').click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as JSON' }).click()]);
    const path = await file.path();
    const written = JSON.parse(readFileSync(path, 'utf8')) as Campaign;
    expect(written.name).toBe(`${storedCampaign} copy`);
    expect(written.learner.config['rank']).toBe(5);

    await button('More').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText(`${storedCampaign} copy is in the bin.`).waitFor();
    await go('/design/new');
    await button('More').click();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('menuitem', { name: 'Open a campaign file…' }).click()]);
    await chooser.setFiles({ name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...written, name: 'From a file' })) });
    await page.waitForURL(/From%20a%20file\/design$/);
    await expect.poll(() => field('Rank').inputValue()).toBe('5');
    await expect.poll(sum).toMatch(/= 12 runs/);
  }, patience);

  test('complains about nothing', () => expect(complaints).toEqual([]));
});
