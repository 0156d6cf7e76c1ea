import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningLab, WatchedBrowser } from './running-lab.ts';
import { startBrowser, startLab } from './running-lab.ts';
import { writeSmallMovieLens } from './small-movielens.ts';

const patience = 240_000;
const campaign = 'By keys alone';

/** The way from a zip to a figure for someone who has no pointer: nothing here clicks. */
describe('by keyboard alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-keys-'));
  let lab: RunningLab;
  let watched: WatchedBrowser;
  let page: Page;

  beforeAll(async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    [lab, watched] = await Promise.all([startLab(home), startBrowser()]);
    const context = await watched.browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    page.on('filechooser', () => {});
    page.setDefaultTimeout(30_000);
    await page.goto(lab.address);
    await page.getByRole('button', { name: 'Run sample campaign' }).waitFor();
  }, patience);
  afterAll(async () => {
    await watched?.close();
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  test('ratings are imported', async () => {
    await tabTo('button', 'Import ratings');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(writeSmallMovieLens(folder));
    await page.getByRole('dialog', { name: 'Import ratings' }).waitFor();
    await tabTo('textbox', 'Name');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('small');
    await tabTo('button', 'Import');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('1,500', { exact: true }).first().waitFor();
  }, patience);

  test('a campaign is designed and queued', async () => {
    await command('New campaign');
    await page.waitForURL(/#\/design\/new/);
    await page.getByRole('button', { name: /^Queue [1-9]\d* runs$/ }).waitFor();
    await tabTo('textbox', 'Name of the campaign');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(campaign);
    await tabTo('combobox', 'Data set');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'small' }).waitFor();
    await page.keyboard.type('small');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('combobox', { name: 'Data set' }).innerText()).toContain('small');
    await page.getByText('60 users, 70 items').first().waitFor();
    await page.getByRole('button', { name: /^Queue [1-9]\d* runs$/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/#\/queue$/);
    await page.getByText(/Nothing is running/).waitFor({ timeout: patience });
  }, patience);

  test('its figure is found, read off and exported as a PDF', async () => {
    await command(campaign);
    await page.waitForURL(/\/compare/);
    await page.getByRole('img', { name: /RMSE of predictions against the clean model/ }).waitFor();
    const rail = page.getByRole('complementary', { name: 'Read-out' });
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
    const atFirst = await rail.innerText();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => rail.innerText()).not.toBe(atFirst);
    const before = await rail.innerText();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => rail.innerText()).not.toBe(before);
    await tabTo('button', 'PDF');
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(readFileSync(await file.path()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  }, patience);

  test('what has the focus is always seen to have it', async () => {
    const unmarked: string[] = [];
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      unmarked.push(...(await focusUnmarked(page)));
    }
    expect(unmarked).toEqual([]);
  }, patience);

  /** Presses Tab until the control has the focus, at most once around. */
  async function tabTo(role: 'button' | 'textbox' | 'combobox', name: string): Promise<void> {
    const wanted = page.getByRole(role, { name, exact: true }).first();
    await wanted.waitFor();
    for (let step = 0; step < 200; step++) {
      if (await wanted.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to the ${role} ${name}.`);
  }

  /** Opens what the command palette finds first. */
  async function command(words: string): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(words);
    await page.getByRole('option', { name: words, selected: true }).waitFor();
    await page.keyboard.press('Enter');
  }
});

/** The focused element, where nothing around or in it is outlined. */
function focusUnmarked(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return [];
    for (let around: Element | null = focused; around; around = around.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(around);
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return [];
    }
    return [focused.outerHTML.slice(0, 200)];
  });
}
