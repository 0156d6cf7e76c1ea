import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { visit } from './every-view.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;

describe('the report of a campaign', () => {
  let lab: StoredLab;
  let contents: Locator;
  let paper: Locator;
  let rail: Locator;
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    await lab.page.emulateMedia({ reducedMotion: 'reduce' });
    await visit(lab, 'Report');
    contents = lab.page.getByRole('navigation', { name: 'Contents' });
    paper = lab.page.getByRole('region', { name: 'Preview of the report' });
    rail = lab.page.getByRole('complementary', { name: 'The report' });
  }, patience);
  afterAll(() => lab?.close(), patience);

  const entries = () => contents.locator('li').getByRole('button').allInnerTexts();
  const headings = () => paper.getByRole('heading', { level: 3 }).allInnerTexts();
  const stored = () => lab.page.getByText(/^Saved \d\d:\d\d$/).waitFor();

  const said = (bytes: number) => (bytes < 9950 ? `${(bytes / 1000).toFixed(1)} kB` : `${Math.round(bytes / 1000)} kB`);

  async function saved(button: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.getByRole('button', { name: button, exact: true }).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync((await download.path())!) };
  }

  test('lists its parts, and shows them as the file will have them', async () => {
    await expect.poll(async () => (await entries()).slice(0, 4)).toEqual(['Title', 'Summary', expect.stringMatching(/^Figure 1, target/), expect.stringMatching(/^Table 1, target/)]);
    await expect.poll(async () => (await entries()).at(-1)).toBe('Responsible use');
    await expect.poll(headings).toContain('Do it again');
    await expect.poll(() => paper.getByRole('table', { name: /^Table 1\./ }).getByRole('row').count()).toBe(7);
  }, patience);

  test('a part is moved by Alt and arrows, with the focus, and figures are numbered anew', async () => {
    const { page } = lab;
    const second = contents.getByRole('button', { name: /^Figure 2,/ });
    const [title, short] = [await second.getAttribute('title'), await second.innerText()].map((words) => words!.replace(/^Figure 2, /, ''));
    await second.focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await entries())[1]).toBe(`Figure 1, ${short}`);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(`Figure 1, ${short}`);
    await expect.poll(async () => (await headings())[0]).toBe(title);
    await contents.getByRole('status').getByText(`place 1 of ${(await entries()).length - 1}.`).waitFor({ state: 'attached' });
    await stored();
  }, patience);

  test('what is not ticked is not in it, and Ctrl Z takes that back', async () => {
    const { page } = lab;
    const box = contents.getByRole('checkbox', { name: 'In the report: Responsible use' });
    const before = await headings();
    expect(before).toContain('Responsible use');
    const without = before.filter((words) => words !== 'Responsible use');
    await box.focus();
    await page.keyboard.press('Space');
    await expect.poll(headings).toEqual(without);
    await contents.getByRole('button', { name: 'Responsible use' }).focus();
    await page.keyboard.press('Control+z');
    await expect.poll(headings).toEqual(before);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(headings).toEqual(without);
  }, patience);

  test('a note is written where it stands, in Markdown, and is seen at once', async () => {
    const { page } = lab;
    await contents.getByRole('button', { name: /^Figure 1,/ }).click();
    await contents.getByRole('button', { name: 'Add a note' }).click();
    await page.keyboard.type('## What we saw\n\nIt **moves** the target <img src=x>.\n\n$$ \\frac{a}{2} $$');
    await paper.getByRole('heading', { name: 'What we saw' }).waitFor();
    await expect.poll(async () => (await entries())[2]).toBe('What we saw');
    await expect.poll(() => paper.getByText('It moves the target <img src=x>.').count()).toBe(1);
    await expect.poll(() => paper.locator('math mfrac').count()).toBe(1);
    expect(await paper.locator('img').count()).toBe(0);
    expect(await seriousFindings(lab.page)).toEqual([]);
  }, patience);

  test('a note that was removed comes back from its message', async () => {
    const { page } = lab;
    const before = await entries();
    await rail.getByRole('button', { name: 'Remove the note' }).click();
    await expect.poll(entries).toEqual(before.filter((words) => words !== 'What we saw'));
    await page.getByText('The note is removed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await paper.getByRole('heading', { name: 'What we saw' }).waitFor();
    await expect.poll(async () => (await entries())[2]).toBe('What we saw');
  }, patience);

  test('has a title of its own, which undo takes back to the campaign’s name', async () => {
    const { page } = lab;
    const heading = paper.getByRole('heading', { level: 2 });
    await expect.poll(() => heading.innerText()).toBe(storedCampaign);
    await contents.getByRole('button', { name: 'Title' }).click();
    const field = rail.getByRole('textbox', { name: 'Title of the report' });
    await field.fill('Pushing one film');
    await expect.poll(() => heading.innerText()).toBe('Pushing one film');
    await contents.getByRole('button', { name: 'Title' }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await entries())[0]).toBe('Title');
    await page.keyboard.press('Control+z');
    await expect.poll(() => heading.innerText()).toBe(storedCampaign);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => heading.innerText()).toBe('Pushing one film');
  }, patience);

  test('draws a figure without bands and with its title inside, where that was chosen', async () => {
    await contents.getByRole('button', { name: /^Figure 1,/ }).click();
    const name = (await contents.getByRole('button', { name: /^Figure 1,/ }).getAttribute('title'))!.replace(/^Figure 1, /, '');
    const caption = paper.locator('p', { hasText: /^Figure 1\./ });
    const [before, said] = [await headings(), await caption.innerText()];
    await rail.getByRole('checkbox', { name: 'Bands' }).uncheck();
    await rail.getByRole('checkbox', { name: 'Title inside the figure' }).check();
    await expect.poll(headings).toEqual(before.filter((one) => one !== name));
    expect(said.startsWith('Figure 1. small.')).toBe(true);
    await expect.poll(async () => (await caption.innerText()).length).toBeLessThan(said.length);
    await expect.poll(() => rail.getByText(/--no-bands/).count()).toBe(1);
    expect(await rail.getByText(/--no-title/).count()).toBe(0);
  }, patience);

  test('stands two figures side by side as one, and apart again by undo', async () => {
    const { page } = lab;
    const before = await entries();
    await rail.getByRole('checkbox', { name: 'Next figure beside it' }).check();
    const figures = async () => (await entries()).filter((words) => words.startsWith('Figure'));
    await expect.poll(async () => (await figures()).slice(0, 2)).toEqual([expect.stringMatching(/^Figure 1 \(a\), /), expect.stringMatching(/^Figure 1 \(b\), /)]);
    const panels = paper.getByRole('heading', { level: 4, name: /^\([ab]\)/ });
    await expect
      .poll(async () => {
        const [left, right] = await Promise.all([0, 1].map((at) => panels.nth(at).locator('..').getByRole('img').boundingBox()));
        return right!.x > left!.x + left!.width;
      })
      .toBe(true);
    await contents.getByRole('button', { name: (await figures())[1] }).click();
    await expect.poll(() => rail.getByRole('checkbox', { name: 'Next figure beside it' }).isDisabled()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Control+z');
    await expect.poll(entries).toEqual(before);
  }, patience);

  test('leaves a run of each attack as a bundle', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'Bundle' }).click();
    const items = async () => (await page.getByRole('menuitem').allInnerTexts()).map((words) => words.split('\n')[0]);
    await expect.poll(items).toEqual(['Uniform, 10 %, seed 1', 'PGA one-step, 10 %, seed 1', 'SGLD one-step, 10 %, seed 1']);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^PGA/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/^bundle [0-9a-f]{8}\.poisonlab$/);
  }, patience);

  test('all of that is there again after the window was closed', async () => {
    const [before, above] = [await entries(), await headings()];
    await stored();
    await lab.page.reload();
    await paper.getByRole('heading', { name: 'What we saw' }).waitFor();
    await expect.poll(entries).toEqual(before);
    await expect.poll(headings).toEqual(above);
    await expect.poll(() => paper.getByRole('heading', { level: 2 }).innerText()).toBe('Pushing one film');
    expect(await headings()).not.toContain('Responsible use');
  }, patience);

  test('leaves as PDF, as a page, and as all of its series, with what was chosen', async () => {
    const pdf = await saved('Export PDF');
    expect(pdf.name).toBe('Pushing one film.pdf');
    expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const pages = pdf.bytes.toString('latin1').match(/\/Type \/Page\b/g)!.length;
    await contents.getByText(`${pages} pages.`).waitFor();
    await rail.getByText(`${pages} pages, fonts embedded`).waitFor();
    await expect.poll(() => rail.getByRole('status').filter({ hasText: /^Exported at \d\d:\d\d, / }).innerText()).toMatch(new RegExp(`, ${said(pdf.bytes.length)}\nPushing one film.pdf$`));
    const { name, bytes } = await saved('HTML');
    expect(name).toBe('Pushing one film.html');
    const page = bytes.toString('utf8');
    expect(page).toContain('<h1>Pushing one film</h1>');
    expect(page).toContain('It <b>moves</b> the target &lt;img src=x&gt;.');
    expect(page).not.toContain('<h2>Responsible use</h2>');
    expect(page.indexOf('What we saw')).toBeLessThan(page.indexOf('<h2>Summary</h2>'));
    expect([...page.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, words]) => words)).toEqual(await headings());
    const series = await saved('CSV, JSON');
    expect(series.name).toBe('Pushing one film series.zip');
    expect(series.bytes.toString('latin1')).toContain('series.json');
  }, patience);

  test('is read on a phone: nothing runs out of its page, and what is wider scrolls on its own, by keys too', async () => {
    const { bytes } = await saved('HTML');
    const phone = await lab.context.newPage();
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.setContent(bytes.toString('utf8'));
    await phone.locator('main').evaluate((main) => main.insertAdjacentHTML('beforeend', `<h2>${'Unbroken'.repeat(12)}</h2><p>As <code>${'--where='.repeat(20)}</code></p>`));
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const table = phone.getByRole('region', { name: 'Table 1', exact: true });
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
    await table.focus();
    await phone.keyboard.press('ArrowRight');
    await expect.poll(() => table.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
    const caption = (await table.locator('caption').boundingBox())!;
    expect(caption.x >= 0 && caption.x + caption.width <= 390).toBe(true);
    const figure = phone.getByRole('region', { name: 'Figure 1', exact: true });
    expect(await figure.locator('svg').evaluate((drawing) => 12 * (drawing as SVGSVGElement).getScreenCTM()!.a)).toBeGreaterThan(9);
    const narrowest = await phone.locator('td.long').evaluateAll((cells) => Math.min(...cells.map(({ clientWidth }) => clientWidth)));
    expect(narrowest).toBeGreaterThanOrEqual(96);
    expect(await seriousFindings(phone)).toEqual([]);
    await phone.screenshot({ path: fileURLToPath(new URL('./artifacts/report-phone.png', import.meta.url)) });
    await phone.close();
  }, patience);

  test('shows as it will be what says how to do it again, and is printed on Letter where that is chosen, until undo', async () => {
    const { page } = lab;
    const lines = async () => (await paper.locator('pre').allInnerTexts()).find((text) => text.includes('npx poison-lab report'));
    await rail.getByRole('group', { name: 'Paper of the PDF' }).getByText('Letter').click();
    await stored();
    await expect.poll(lines).toContain('--layout layout.json --to report.pdf');
    const html = (await saved('HTML')).bytes.toString('utf8');
    const written = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
    const layout = (await paper.locator('pre').allTextContents()).find((text) => text.includes('"sheet": "letter"'));
    for (const text of [layout!, (await lines())!]) expect(html).toContain(`<pre>${written(text)}</pre>`);
    expect((await saved('Export PDF')).bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 612 792\]/);
    await contents.getByRole('button', { name: 'Title' }).focus();
    await page.keyboard.press('Control+z');
    await stored();
    expect((await saved('Export PDF')).bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 595 842\]/);
  }, patience);

  test('saves a figure alone, as large as asked and in the theme asked for', async () => {
    const { page } = lab;
    await contents.getByRole('button', { name: /^Figure 1,/ }).click();
    await rail.getByRole('group', { name: 'Width' }).getByText('84').click();
    await rail.getByRole('group', { name: 'Theme' }).getByText('Dark').click();
    await expect.poll(() => rail.getByRole('spinbutton', { name: 'Height in mm' }).inputValue()).toBe('63');
    await rail.getByRole('spinbutton', { name: 'Height in mm' }).fill('60');
    const title = await rail.getByRole('button', { name: /as SVG$/ }).getAttribute('aria-label');
    const svg = (await saved(title!)).bytes.toString('utf8');
    expect(svg).toMatch(/^<svg [^>]*width="84mm" height="60mm"/);
    expect(svg.toLowerCase()).toContain('#15181b');
    await expect.poll(() => rail.getByText(/--width-mm 84 --height-mm 60 --theme dark/).count()).toBe(1);
    await expect.poll(() => rail.getByRole('spinbutton', { name: 'Size of the smallest text in pt' }).inputValue()).toBe('7.2');
    await rail.getByRole('spinbutton', { name: 'Size of the smallest text in pt' }).fill('5');
    await rail.getByText('5 pt is hard to read on paper.').waitFor();
    await expect.poll(() => rail.getByText(/--width-mm 84 --height-mm 60 --text-pt 5 --theme dark/).count()).toBe(1);
    for (const label of ['SVG', 'PDF', 'PNG', 'CSV']) {
      const row = rail.getByText(label, { exact: true }).locator('..').filter({ has: page.getByRole('button', { name: 'Save' }) });
      await row.locator('.size:not([aria-busy])').waitFor();
      const { bytes } = await saved((await row.getByRole('button').getAttribute('aria-label'))!);
      await expect.poll(() => row.locator('.size').innerText(), { message: label }).toBe(said(bytes.length));
    }
  }, patience);

  test('has no serious finding in the dark theme, and its contents unfold in a narrow window', async () => {
    const { page } = lab;
    await wearTheme(page, 'dark');
    expect(await seriousFindings(lab.page)).toEqual([]);
    await page.screenshot({ path: fileURLToPath(new URL('./artifacts/report-with-note-dark.png', import.meta.url)) });
    await page.setViewportSize({ width: 1024, height: 700 });
    await contents.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Contents' }).click();
    await contents.waitFor();
    expect(await seriousFindings(lab.page)).toEqual([]);
    await contents.getByRole('button', { name: 'Ticks and order' }).click();
    await page.getByRole('menuitem', { name: 'Tick nothing' }).click();
    await paper.getByText('Nothing is ticked, so the file would be empty.').waitFor();
    await paper.getByRole('button', { name: 'Tick everything' }).click();
    await expect.poll(headings).toContain('Responsible use');
  }, patience);
});
