import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { visit } from './every-view.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;
const campaign = `/campaigns/${encodeURIComponent(storedCampaign)}`;

/** Help beside a view that goes on being used. */
describe('help beside the page', () => {
  let lab: StoredLab;
  let page: Page;
  let panel: Locator;
  const complaints: string[] = [];
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    panel = page.getByRole('complementary', { name: 'Help', exact: true });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  }, patience);
  afterAll(() => lab?.close(), patience);

  const mark = (about: string | RegExp) => page.getByRole('main').getByRole('link', { name: about }).first();
  const focused = (element: Locator) => element.evaluate((one) => one === document.activeElement);
  const text = (title: string) => panel.getByRole('region', { name: title, exact: true });
  /** Whether a click at its middle would meet the element. */
  const free = (element: Locator) => element.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  const columns = () => page.getByRole('button', { name: 'Columns', exact: true });
  const isOpen = () => columns().getAttribute('aria-pressed');
  /** The list of runs with its columns, help that was asked for there, and the focus on the first run. */
  const helpBesideRuns = async () => {
    await visit(lab, 'Runs');
    // A step before this one is in the address a moment later.
    if ((await isOpen()) === 'false') await columns().click();
    await expect.poll(isOpen).toBe('true');
    await expect.poll(() => page.url()).toContain('rail=columns');
    await mark(/^Help on ./).click();
    await panel.waitFor();
    await page.getByRole('row').nth(1).focus();
  };
  const closed = async () => {
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  };

  test('leaves the keys of the lab and of the view at work, wherever the focus is', async () => {
    await goTo(page, `${campaign}/design`);
    const rank = page.getByRole('textbox', { name: 'Rank', exact: true }).or(page.getByRole('spinbutton', { name: 'Rank', exact: true }));
    await rank.waitFor();
    const before = await rank.inputValue();
    await rank.fill('4');
    await page.getByText('1 unsaved change').waitFor();
    await mark(/^Help on ./).click();
    await expect.poll(() => focused(panel.getByRole('region'))).toBe(true);
    await page.keyboard.press('Control+z');
    await expect.poll(() => rank.inputValue()).toBe(before);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => rank.inputValue()).toBe('4');
    await page.keyboard.press('Control+s');
    await page.getByText(`${storedCampaign} is saved.`).waitFor();

    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Find or run' });
    await palette.waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    expect(await panel.count()).toBe(1);
    await rank.fill(before);
    await page.keyboard.press('Control+s');
    await closed();
  }, patience);

  test('lies beside the view where there is room, beside its rail too, and over it where there is little', async () => {
    await goTo(page, `${campaign}/design`);
    await mark(/^Help on ./).click();
    await panel.waitFor();
    const main = page.getByRole('main');
    const reach = async () => {
      const [view, beside] = [(await main.boundingBox())!, (await panel.boundingBox())!];
      return Math.round(view.x + view.width - beside.x);
    };
    await expect.poll(reach).toBe(0);
    for (const name of ['Save', 'Undo', 'Compare the stored runs']) {
      const button = page.getByRole('button', { name, exact: true });
      await button.scrollIntoViewIfNeeded();
      expect(await free(button), name).toBe(true);
    }
    expect(await seriousFindings(page)).toEqual([]);

    await goTo(page, `${campaign}/compare?figure=rmse-by-share`);
    await panel.waitFor({ state: 'detached' });
    const figure = page.getByRole('img', { name: /^RMSE/ });
    await mark(/^Help on RMSE/).click();
    await expect.poll(reach).toBe(0);
    // As in a narrower window, the read-out is a strip over the figures.
    await page.getByRole('complementary', { name: 'Read-out' }).waitFor({ state: 'detached' });
    await expect.poll(async () => (await figure.boundingBox())!.width).toBeGreaterThan(400);
    for (const shown of await page.getByRole('img').all()) {
      const { x, width } = (await shown.boundingBox())!;
      expect(x + width).toBeLessThanOrEqual((await panel.boundingBox())!.x + 1);
    }

    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(reach).toBe(440);
    expect((await panel.boundingBox())!.width).toBe(440);
    await page.setViewportSize({ width: 1440, height: 900 });
    await closed();
    await expect.poll(async () => Math.round((await main.boundingBox())!.x + (await main.boundingBox())!.width)).toBe(1440);
  }, patience);

  test('lies under what opens over both', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await helpBesideRuns();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: /^Tags/ });
    await dialog.waitFor();
    for (const button of await dialog.getByRole('button').all()) expect(await free(button), await button.innerText()).toBe(true);
    // To those who listen, nothing but the dialog is there.
    expect(await free(page.locator('.help-panel a').first())).toBe(false);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await panel.waitFor();
    await closed();
    await columns().click();
    await expect.poll(isOpen).toBe('false');
    // An address that is typed before this one is there would be taken for Back.
    await expect.poll(() => page.url()).not.toContain('rail=');
    await page.setViewportSize({ width: 1440, height: 900 });
  }, patience);

  test('is closed by one Esc, which does nothing else', async () => {
    await helpBesideRuns();
    await page.keyboard.press('Space');
    const selection = page.getByText('1 run selected').or(page.getByText('1 selected')).first();
    await selection.waitFor();
    await closed();
    expect(await selection.count()).toBe(1);
    // The focus stays where someone had gone from the panel.
    expect(await focused(page.getByRole('row').nth(1))).toBe(true);
    await page.keyboard.press('Escape');
    await selection.waitFor({ state: 'detached' });
  }, patience);

  test('takes the focus at each question mark, and gives it back to the last one', async () => {
    await visit(lab, 'a run');
    const [first, second] = [page.getByRole('link', { name: 'Help on RMSE of predictions' }).first(), mark(/^Help on (?!RMSE)/)];
    await first.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(panel.getByRole('region'))).toBe(true);
    await second.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(panel.getByRole('region'))).toBe(true);
    await closed();
    expect(await focused(second)).toBe(true);
  }, patience);

  test('follows its links to other pages with the focus on the text, and leads back', async () => {
    await goTo(page, `${campaign}/compare?figure=rmse-by-share`);
    const opener = mark(/^Help on RMSE/);
    await opener.click();
    await text('Every figure').waitFor();
    const back = panel.getByRole('button', { name: 'Back to Every figure' });
    expect(await back.count()).toBe(0);
    await text('Every figure').getByRole('link', { name: 'what the numbers mean' }).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(text('What the numbers mean'))).toBe(true);
    await back.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(text('Every figure'))).toBe(true);
    expect(await back.count()).toBe(0);
    // Single keys of Compare are not about what is read.
    const address = page.url();
    for (const key of ['ArrowRight', 'p', 'l', '+']) await page.keyboard.press(key);
    expect(page.url()).toBe(address);
    await closed();
    expect(await focused(opener)).toBe(true);
  }, patience);

  test('complains about nothing', () => expect(complaints).toEqual([]));
});
