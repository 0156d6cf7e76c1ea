import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;
const campaign = `/campaigns/${encodeURIComponent(storedCampaign)}`;

/** Compare narrowed down, and on its way into the report, in a real browser. */
describe('what Compare shows', () => {
  let lab: StoredLab;
  let page: Page;
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    page.setDefaultTimeout(60_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  }, patience);
  afterAll(() => lab?.close(), patience);

  const query = () => new URLSearchParams(new URL(page.url().replace('#/', '')).search);
  const compare = async (words = '') => {
    await goTo(page, `${campaign}/compare?figure=rmse-by-share${words.replace('?', '&')}`);
    await page.getByRole('img', { name: /^RMSE of predictions against the clean model/ }).waitFor();
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
  };
  const rows = () => page.getByRole('table', { name: 'Table of both figures' }).locator('tbody tr');
  const chip = () => page.getByRole('button', { name: /^seed:\s1$/ });
  const saved = async (press: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return readFileSync(await download.path(), 'utf8');
  };
  const csv = () => saved(() => page.getByRole('group', { name: 'Export the figure in front' }).getByRole('button', { name: 'CSV' }).click());
  const column = (text: string, key: string) => {
    const [head, ...lines] = text.trim().split('\n').map((line) => line.split(','));
    return lines.map((line) => line[head.indexOf(key)]);
  };

  test('is narrowed down by any setting that differs, by keys alone, with Back and Forward, in table and file', async () => {
    await compare();
    await expect.poll(() => rows().first().innerText()).toContain('(2)');
    expect(new Set(column(await csv(), 'n'))).toEqual(new Set(['2']));
    await page.getByRole('button', { name: 'Filter', exact: true }).focus();
    await page.keyboard.press('Enter');
    const picker = page.getByRole('dialog');
    const settings = picker.getByRole('group', { name: 'Settings' }).getByRole('button');
    await settings.first().waitFor();
    expect(await settings.allInnerTexts()).toEqual([expect.stringMatching(/^Malicious users\s+α\s*2 values$/), expect.stringMatching(/^Seed\s*2 values$/)]);
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.type('mal');
    await expect.poll(() => settings.allInnerTexts()).toEqual([expect.stringMatching(/^Malicious users/)]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const ticks = picker.getByRole('checkbox');
    await expect.poll(() => ticks.count()).toBe(2);
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await settings.nth(1).waitFor();
    await page.keyboard.type('seed 1');
    await expect.poll(() => settings.allInnerTexts()).toEqual([expect.stringMatching(/^Seed = 1\s*6 runs$/)]);
    await page.keyboard.press('Enter');
    const one = picker.getByRole('checkbox', { name: /^1\s*6 runs$/ });
    await expect.poll(() => one.isChecked()).toBe(true);
    await expect.poll(() => one.evaluate((item) => item === document.activeElement)).toBe(true);
    await expect.poll(() => query().getAll('filter')).toEqual(['seed=1']);
    await page.keyboard.press('Escape');
    await chip().waitFor();
    await expect.poll(() => rows().first().innerText()).toContain('(1)');
    expect(new Set(column(await csv(), 'n'))).toEqual(new Set(['1']));
    await page.getByRole('complementary', { name: 'Read-out' }).getByText('Same in all 6 runs').waitFor();
    await page.goBack();
    await chip().waitFor({ state: 'detached' });
    await expect.poll(() => rows().first().innerText()).toContain('(2)');
    await page.goForward();
    await chip().waitFor();
    await page.reload();
    await chip().waitFor();
    await expect.poll(() => rows().first().innerText()).toContain('(1)');
    await chip().press('Enter');
    await one.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(() => query().getAll('filter')).toEqual(['seed=1,2']);
    await page.keyboard.press('Enter');
    await expect.poll(() => query().getAll('filter')).toEqual(['seed=1']);
    // With the last value the chip goes, and the picker stays where one was.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await chip().waitFor({ state: 'detached' });
    await picker.getByRole('group', { name: 'Values of Seed' }).waitFor();
    await expect.poll(() => picker.evaluate((box) => box.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(() => query().getAll('filter')).toEqual(['seed=1']);
    await page.keyboard.press('Escape');
    await expect.poll(() => picker.count()).toBe(0);
    await page.getByRole('button', { name: 'Remove the filter of Seed' }).click();
    await expect.poll(() => rows().first().innerText()).toContain('(2)');
    expect(query().has('filter')).toBe(false);
  }, patience);

  test('has the differences to a chosen baseline in the table by attack and in its CSV', async () => {
    await compare('?table=by-attack');
    const byAttack = page.getByRole('table', { name: 'RMSE by attack and share' }).locator('tbody tr');
    await expect.poll(() => byAttack.filter({ hasText: 'Uniform' }).innerText()).toContain('baseline');
    await page.getByRole('button', { name: 'uniform', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'PGA one-step' }).waitFor();
    // The one uniform attack is the usual baseline: as one that is chosen it would have another p for the same comparison.
    expect((await page.getByRole('menuitemradio').allInnerTexts()).filter((words) => /uniform/i.test(words))).toHaveLength(1);
    await page.getByRole('menuitemradio', { name: 'PGA one-step' }).click();
    await expect.poll(() => byAttack.filter({ hasText: 'PGA one-step' }).innerText()).toContain('baseline');
    await expect.poll(() => byAttack.filter({ hasText: 'Uniform' }).innerText()).toMatch(/[+−]\d/);
    const text = await csv();
    const baseline = query().get('baseline');
    expect(new Set(column(text, 'baseline'))).toEqual(new Set([baseline]));
    const own = column(text, 'series').map((series, at) => [series === baseline, column(text, 'toBaseline')[at] === '']);
    for (const [isBaseline, isEmpty] of own) expect(isEmpty).toBe(isBaseline);
  }, patience);

  test('is in the report already where the report has it as it is', async () => {
    await compare();
    await page.getByRole('button', { name: 'Add to report' }).click();
    await page.getByText('Both figures are in the report already.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).last().click();
  }, patience);

  test('goes into the report as it is shown, once, from where undo takes it back', async () => {
    await compare('?filter=seed=1&axis=log');
    const add = page.getByRole('button', { name: 'Add to report' });
    await add.click();
    await page.getByText('Two figures were added to the report.').waitFor();
    await add.click();
    await page.getByText('Both figures are in the report already.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Two figures were added to the report.').waitFor({ state: 'detached' });
    await add.click();
    await page.getByText('Two figures were added to the report.').waitFor();
    await page.getByRole('link', { name: 'Open report' }).last().click();
    const contents = page.getByRole('navigation', { name: 'Contents' });
    const first = contents.locator('li').filter({ hasText: '(a), RMSE' }).getByRole('button');
    await contents.locator('li').filter({ hasText: '(b), target' }).locator('xpath=following-sibling::li[1]').getByText('Differences', { exact: true }).waitFor();
    await expect.poll(() => first.getAttribute('aria-current')).toBe('true');
    expect(await contents.locator('li').getByRole('button').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^Figure \d+ \(a\), RMSE$/), expect.stringMatching(/^Figure \d+ \(b\), target$/)]));
    expect(new URL(page.url().replace('#/', '')).search).toBe('');
    await page.getByRole('region', { name: 'Preview of the report' }).getByText(/Only runs with seed 1\./).waitFor();
  }, patience);

  test('is captioned, hidden, moved and removed there, with undo, and leaves with the report', async () => {
    const contents = page.getByRole('navigation', { name: 'Contents' });
    const paper = page.getByRole('region', { name: 'Preview of the report' });
    const rail = page.getByRole('complementary', { name: 'The report' });
    await rail.getByRole('textbox', { name: 'Caption' }).fill('What one seed says');
    await paper.getByText(/Only runs with seed 1\. .*\(a\) What one seed says\./).waitFor();
    await rail.getByText(/--where seed=1 .*--log x/).waitFor();
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
    const html = () => saved(() => page.getByRole('button', { name: 'HTML', exact: true }).click());
    const drawings = (text: string) => text.match(/<figure>/g)?.length;
    const whole = await html();
    expect(whole).toContain('(a) What one seed says.');
    expect(whole).toContain('&quot;figure&quot;: &quot;rmse-by-share&quot;');
    await rail.getByRole('checkbox', { name: 'Next figure beside it' }).uncheck();
    const apart = drawings(await html());
    expect(apart).toBe(drawings(whole)! + 1);
    const box = contents.getByRole('checkbox', { name: /^In the report: Figure \d+, RMSE of predictions against the clean model$/ }).last();
    await box.uncheck();
    expect(drawings(await html())).toBe(apart! - 1);
    await page.keyboard.press('Control+z');
    await contents.locator('li[aria-current], li:has([aria-current])').getByRole('button').first().focus();
    await page.keyboard.press('Alt+Home');
    await contents.locator('li').nth(1).getByRole('button', { name: /^Figure 1, RMSE/ }).waitFor();
    const before = await contents.locator('li').count();
    await rail.getByRole('button', { name: 'Remove the figure' }).click();
    await page.getByText('The figure is removed.').waitFor();
    expect(await contents.locator('li').count()).toBe(before - 1);
    expect(await html()).not.toContain('What one seed says');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await paper.locator('p', { hasText: 'What one seed says.' }).waitFor();
    expect(await contents.locator('li').count()).toBe(before);
  }, patience);

  test.each(['light', 'dark'] as const)('has no serious finding in the %s theme, with filters and their menu, wide and narrow', async (theme) => {
    await wearTheme(page, theme);
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      await compare('?filter=seed=1&table=by-attack');
      expect(await seriousFindings(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'More of this comparison' }).click();
    await page.getByRole('menuitem', { name: /^Add to report/ }).click();
    await page.getByText(/in the report already|added to the report/).first().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  }, patience);
});
