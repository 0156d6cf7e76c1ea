import { readFileSync } from 'node:fs';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FigureTable } from '../../shared/domain/table.ts';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;
const address = `/campaigns/${encodeURIComponent(storedCampaign)}/compare`;
const ends = /^[\d.-]+:[\d.-]+,[\d.-]+:[\d.-]+$/;
const rmse = /^RMSE of predictions against the clean model/;

/** What the sentence calls a way of drawing, the figure that it shows, and the table under it. */
const kinds = [
  { kind: 'users needed', figure: /^Malicious users needed for an RMSE/, table: 'Malicious users needed for an RMSE', id: 'users-by-rmse' },
  { kind: 'a Pareto plot', figure: /^RMSE of predictions against detectability/, table: 'RMSE of predictions against detectability', id: 'rmse-by-detectability' },
  { kind: 'convergence', figure: /^Convergence of/, table: 'Convergence of the target’s mean rating', id: 'convergence' },
  { kind: 'parallel coordinates', figure: /^Parallel coordinates/, table: 'Parallel coordinates of settings and metrics', id: 'parallel-coordinates' },
] as const;

/** Compare beyond its lines, in a real browser and by the keyboard. */
describe('the figures of Compare', () => {
  let lab: StoredLab;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  }, patience);
  afterAll(() => lab?.close(), patience);

  const query = () => new URLSearchParams(new URL(page.url().replace('#/', '')).search);
  const open = async (words = '') => {
    await goTo(page, `${address}${words}`);
    // Keys of the figures are left alone while something is typed.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.getByRole('img').first().waitFor();
  };

  test('lead with the mean rating of the targets where the campaign moves them and nothing else', async () => {
    await open();
    const figures = () => page.locator('.figures').getByRole('img').evaluateAll((all) => all.map((figure) => figure.getAttribute('aria-label')));
    await expect.poll(figures).toEqual([expect.stringMatching(/^Mean rating of/), expect.stringMatching(rmse)]);
  }, patience);

  test('show two chosen runs run by run, each a link to its page', async () => {
    await goTo(page, '/runs');
    const rows = page.getByRole('table', { name: 'Runs' }).locator('tr.run');
    await rows.first().focus();
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await page.getByRole('region', { name: 'Selected runs' }).getByRole('button', { name: 'Compare' }).click();
    const table = page.getByRole('table', { name: 'Run by run' });
    await table.waitFor();
    const chosen = query().get('runs')?.split(',') ?? [];
    const links = table.getByRole('link');
    expect(await links.allInnerTexts()).toEqual(chosen);
    const cells = (await table.locator('tbody tr').allInnerTexts()).map((text) => text.split('\t'));
    for (const [field, left, right] of cells) expect(left, field).not.toBe(right);
    const number = (text: string) => Number(text.replace('−', '-'));
    const [, left, right, change] = cells.find(([field]) => field === 'RMSE of predictions')!;
    expect(Math.abs(number(right) - number(left) - number(change))).toBeLessThan(2e-6 + 0.01 * Math.abs(number(change)));
    await links.first().click();
    await expect.poll(() => page.url()).toContain(`/runs/`);
    await page.getByRole('heading', { level: 1, name: chosen[0] }).waitFor();
  }, patience);

  test('are reached by keys alone, and Back and Forward go through them', async () => {
    await open('?figure=rmse-by-share');
    await page.getByRole('img', { name: rmse }).waitFor();
    for (const [i, { kind, figure, id }] of kinds.entries()) {
      await page.getByRole('button', { name: i === 0 ? 'lines' : kinds[i - 1].kind, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: kind }).waitFor();
      for (let down = 0; down <= i; down++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: figure }).waitFor();
      await expect.poll(() => query().get('figure')).toBe(id);
    }
    for (const { figure } of [...kinds].reverse().slice(1)) {
      await page.goBack();
      await page.getByRole('img', { name: figure }).waitFor();
    }
    await page.goForward();
    await page.getByRole('img', { name: kinds[1].figure }).waitFor();
  }, patience);

  test('read off how many users an effect takes, and keep it in the address', async () => {
    await open('?figure=rmse-by-share');
    await page.getByRole('img', { name: rmse }).waitFor();
    await page.getByRole('button', { name: /^Read off/ }).waitFor();
    await page.keyboard.press('e');
    const field = page.getByRole('spinbutton', { name: /^RMSE that is wanted, in shifted units/ });
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('0.001');
    await expect.poll(() => query().get('effect')).toBe('0.001');
    const needed = page.getByRole('region', { name: 'Malicious users needed' });
    await expect.poll(() => needed.getByRole('listitem').count()).toBe(3);
    await expect.poll(() => needed.innerText()).toContain('≤ 5 %');
    await field.fill('much');
    await needed.getByRole('alert').waitFor();
    expect(query().get('effect')).toBe('0.001');
  }, patience);

  test('zoom by keys and by dragging, with logarithmic axes, and show the whole again', async () => {
    await open('?figure=rmse-by-share');
    await page.getByRole('img', { name: rmse }).waitFor();
    await page.keyboard.press('+');
    await expect.poll(() => query().get('zoom')).toMatch(/^[\d.]+:[\d.]+,[\d.]+:[\d.]+$/);
    const near = query().get('zoom');
    await page.keyboard.press('+');
    await expect.poll(() => query().get('zoom')).not.toBe(near);
    await page.goBack();
    await expect.poll(() => query().get('zoom')).toBe(near);
    await page.keyboard.press('0');
    await expect.poll(() => query().get('zoom')).toBeNull();
    const box = await page.getByRole('img', { name: rmse }).boundingBox();
    if (box === null) throw new Error('the figure has no place');
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => query().get('zoom')).not.toBeNull();
    expect(query().get('pin')).toBeNull();
    await page.keyboard.press('l');
    await expect.poll(() => query().get('axis')).toBe('log');
    await page.getByRole('button', { name: 'malicious users, log', exact: true }).waitFor();
    expect(query().get('zoom')).toMatch(/^[\d.]+:[\d.]+,[\d.]+:[\d.]+$/);
    await page.keyboard.press('l');
    await expect.poll(() => query().get('axis')).toBeNull();
    await page.getByRole('button', { name: 'Show the whole figure' }).click();
    await expect.poll(() => query().get('zoom')).toBeNull();
    await page.keyboard.press('l');
    await expect.poll(() => query().get('axis')).toBe('log');
    await page.keyboard.press('Shift+L');
    await expect.poll(() => query().get('axis')).toBe('log-xy');
  }, patience);

  test('step and pin in parallel coordinates and among points', async () => {
    for (const id of ['parallel-coordinates', 'rmse-by-detectability']) {
      await open(`?figure=${id}`);
      await page.getByRole('complementary', { name: 'Read-out' }).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('p');
      await expect.poll(() => query().get('pin')).not.toBeNull();
      await page.getByRole('button', { name: 'Pinned' }).waitFor();
    }
  }, patience);

  test('zoom the second figure by its keys and by dragging, and leave the first as it is', async () => {
    await open();
    const second = page.getByRole('img').nth(1);
    await second.waitFor();
    await page.getByRole('img').first().focus();
    await page.keyboard.press('Tab');
    for (let tab = 0; tab < 4 && !(await second.evaluate((figure) => figure === document.activeElement)); tab++) await page.keyboard.press('Tab');
    expect(await second.evaluate((figure) => figure === document.activeElement)).toBe(true);
    await page.keyboard.press('+');
    await expect.poll(() => query().get('zoom2')).toMatch(ends);
    expect(query().get('zoom')).toBeNull();
    await page.keyboard.press('0');
    await expect.poll(() => query().get('zoom2')).toBeNull();
    await drag(second, [0.3, 0.3], [0.6, 0.6]);
    await expect.poll(() => query().get('zoom2')).toMatch(ends);
    const part = query().get('zoom2');
    await second.evaluate((figure) => (figure as HTMLElement).blur());
    await page.keyboard.press('+');
    await expect.poll(() => query().get('zoom')).toMatch(ends);
    expect(query().get('zoom2')).toBe(part);
    await page.reload();
    await page.getByRole('button', { name: 'Show the whole figure' }).nth(1).waitFor();
    await expect.poll(() => query().get('zoom2')).toBe(part);
    await page.getByRole('button', { name: 'Show the whole figure' }).nth(1).click();
    await expect.poll(() => query().get('zoom2')).toBeNull();
  }, patience);

  test('brush parallel coordinates by dragging, by fields and by the address, and go back', async () => {
    await open('?figure=parallel-coordinates');
    const figure = page.getByRole('img', { name: /^Parallel coordinates/ });
    const kept = page.getByRole('region', { name: 'Configurations kept' });
    await kept.waitFor();
    const all = 'Configurations kept 6 of 6';
    await kept.getByText(all).waitFor();
    const rows = page.getByRole('table', { name: kinds[3].table }).locator('tbody tr');

    const box = await figure.boundingBox();
    if (box === null) throw new Error('the figure has no place');
    const axis = await axisAcross(figure, box);
    await drag(figure, [axis, 0.5], [axis, 0.02]);
    await expect.poll(() => query().getAll('brush')).toHaveLength(1);
    await expect.poll(() => kept.getByRole('status').innerText()).not.toBe(all);
    const some = Number((await kept.getByRole('status').innerText()).split(' ')[2]);
    expect(some).toBeLessThan(6);
    await expect.poll(() => rows.count()).toBe(some);
    const address = page.url();

    await page.mouse.dblclick(box.x + axis * box.width, box.y + box.height * 0.3);
    await expect.poll(() => query().getAll('brush')).toHaveLength(0);
    await expect.poll(() => rows.count()).toBe(6);
    await page.goBack();
    await expect.poll(() => page.url()).toBe(address);
    await expect.poll(() => rows.count()).toBe(some);
    await page.reload();
    await kept.waitFor();
    await expect.poll(() => rows.count()).toBe(some);

    await kept.getByRole('button', { name: 'Keep all' }).click();
    await expect.poll(() => rows.count()).toBe(6);
    await kept.getByLabel(/^Malicious.*%, from$/).fill('8');
    await expect.poll(() => rows.count()).toBe(3);
    await expect.poll(() => query().getAll('brush').join()).toContain('0.08:0.1');

    const svg = await saved(page, 'SVG');
    const frames = [...svg.matchAll(/<rect [^>]*width="10"[^>]*fill="none"/g)];
    expect(frames).toHaveLength(1);
    await kept.getByRole('button', { name: 'Keep all' }).click();
    await expect.poll(() => rows.count()).toBe(6);
    expect(await saved(page, 'SVG')).not.toContain(frames[0][0]);
  }, patience);

  test('pin a row by a click, and lead to its runs by Enter, by a double click and from the read-out, and back', async () => {
    await open();
    const rows = page.getByRole('table', { name: 'Table of both figures' }).locator('tbody tr');
    const listed = page.locator('tr.run').filter({ visible: true });
    await expect.poll(() => rows.count()).toBe(6);
    const row = rows.first();
    const [attack, runs] = await row.evaluate((element) => [element.querySelector('td')?.textContent?.trim() ?? '', /\((\d+)\)/.exec(element.textContent ?? '')?.[1] ?? '']);
    await row.click();
    await expect.poll(() => query().get('pin')).not.toBeNull();
    await page.getByRole('button', { name: 'Pinned' }).waitFor();
    const ways = [() => page.keyboard.press('Enter'), () => row.dblclick(), () => page.getByRole('link', { name: `${runs} runs` }).first().click()];
    for (const way of ways) {
      await row.focus();
      await way();
      await page.waitForURL(/\/runs\?where=/);
      await expect.poll(() => listed.count()).toBe(Number(runs));
      for (const text of await listed.allInnerTexts()) expect(text).toContain(attack);
      await page.goBack();
      await page.getByRole('button', { name: 'Pinned' }).waitFor();
      await expect.poll(() => rows.count()).toBe(6);
    }
  }, patience);

  test('lead from a line of a figure to the runs of its place by a double click, and beside all lines nowhere', async () => {
    await open();
    const figure = page.getByRole('img', { name: /^RMSE of predictions/ }).first();
    const { x, y, width, height } = (await figure.boundingBox())!;
    await page.mouse.dblclick(x + 0.6 * width, y + height - 4);
    await page.waitForTimeout(200);
    expect(page.url()).not.toContain('/runs?');
    // Down from the top until a line is met.
    for (let at = y + 30; at < y + height - 40 && !page.url().includes('/runs?'); at += 8) {
      await page.mouse.dblclick(x + 0.6 * width, at);
      await page.waitForTimeout(120);
    }
    await page.waitForURL(/\/runs\?where=/);
    await expect.poll(() => page.locator('tr.run').filter({ visible: true }).count()).toBeGreaterThan(0);
  }, patience);

  test.each(kinds)('lead from a row of $kind to its runs by Enter, and from the read-out, and back', async ({ table, id }) => {
    await open(`?figure=${id}`);
    const row = page.getByRole('table', { name: table }).locator('tbody tr').first();
    const listed = page.locator('tr.run').filter({ visible: true });
    await row.click();
    await page.getByRole('button', { name: 'Pinned' }).waitFor();
    const attack = (await row.locator('td').first().innerText()).trim();
    const entry = page.getByRole('complementary', { name: 'Read-out' }).getByRole('listitem').filter({ hasText: attack }).first();
    const ways = [() => page.keyboard.press('Enter'), () => entry.getByRole('link').click()];
    for (const way of ways) {
      const count = Number((await entry.getByRole('link').innerText()).split(' ')[0]);
      await row.focus();
      await way();
      await page.waitForURL(/\/runs\?where=/);
      await expect.poll(() => listed.count()).toBe(count);
      for (const text of await listed.allInnerTexts()) expect(text).toContain(attack.split(',')[0]);
      await page.goBack();
      await page.getByRole('button', { name: 'Pinned' }).waitFor();
      await row.waitFor();
    }
  }, patience);

  test('change no other number when a group is hidden', async () => {
    await open();
    const rows = page.getByRole('table', { name: 'Table of both figures' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(6);
    const texts = () => rows.allInnerTexts();
    const before = await texts();
    const [gone, ...others] = [...new Set(before.map((text) => text.split('\t')[0].trim()))];
    expect(others.length).toBeGreaterThan(1);
    await page.getByRole('button', { name: '3 attacks' }).click();
    await page.getByRole('menuitem', { name: gone }).or(page.getByRole('menuitemcheckbox', { name: gone })).click();
    await page.keyboard.press('Escape');
    await expect.poll(texts).toEqual(before.filter((text) => text.split('\t')[0].trim() !== gone));
  }, patience);

  test('make only the rows in sight of a table with thousands, and walk all of it by keys', async () => {
    const count = 3000;
    const multiply = async (route: Route) => {
      const answer = await route.fetch();
      const table = (await answer.json()) as FigureTable;
      const many = Array.from({ length: count }, (_, index) => ({ ...table.rows[index % table.rows.length], iteration: index }));
      await route.fulfill({ response: answer, json: { ...table, rows: many } });
    };
    await page.route('**/figures.table', multiply);
    await goTo(page, '/');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await open('?figure=convergence');
    const table = page.getByRole('table', { name: kinds[2].table });
    await table.waitFor();
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(count + 1));
    const made = table.locator('tbody tr:not([aria-hidden])');
    expect(await made.count()).toBeLessThan(100);
    await made.first().focus();
    await page.keyboard.press('End');
    const last = table.locator(`tbody tr[aria-rowindex="${count + 1}"]`);
    await expect.poll(() => last.evaluate((row) => row === document.activeElement)).toBe(true);
    expect(await made.count()).toBeLessThan(100);
    const seen = await last.evaluate((row) => {
      const box = row.getBoundingClientRect();
      return row.contains(document.elementFromPoint(box.left + 20, box.top + box.height / 2));
    });
    expect(seen).toBe(true);
    const [head, scroller] = await table.evaluate((element) => [
      element.querySelector('th')?.getBoundingClientRect().top ?? NaN,
      element.parentElement?.getBoundingClientRect().top ?? NaN,
    ]);
    expect(Math.abs(head - scroller)).toBeLessThan(2);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe(String(count));
    await page.keyboard.press('Home');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('2');
    await page.unroute('**/figures.table', multiply);
  }, patience);

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    beforeAll(async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await wearTheme(page, colorScheme);
    });
    test.each(kinds)('$kind has its table and no serious finding', async ({ figure, table, id }) => {
      await open(`?figure=${id}`);
      await page.getByRole('img', { name: figure }).waitFor();
      await page.getByRole('table', { name: table }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }, patience);
    test('lines with an effect and a zoom have no serious finding, also while one of them is pointed at', async () => {
      await open('?effect=0.01&zoom=6:9,0:1');
      await page.getByRole('button', { name: 'Show the whole figure' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('complementary', { name: 'Read-out' }).getByRole('listitem').first().hover();
      await expect.poll(() => page.locator('.away').count()).toBeGreaterThan(2);
      expect(await seriousFindings(page)).toEqual([]);
    }, patience);
  });

  async function drag(figure: Locator, [fromX, fromY]: [number, number], [toX, toY]: [number, number]) {
    const box = await figure.boundingBox();
    if (box === null) throw new Error('the figure has no place');
    await page.mouse.move(box.x + box.width * fromX, box.y + box.height * fromY);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * toX, box.y + box.height * toY, { steps: 5 });
    await page.mouse.up();
  }

  /** Where the second axis stands, as a share of the figure's width: the cursor says when the pointer is on one. */
  async function axisAcross(figure: Locator, box: { x: number; y: number; width: number; height: number }): Promise<number> {
    let axes = 0;
    let on = false;
    for (let share = 0.02; share < 1; share += 0.005) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height * 0.5);
      const now = (await figure.evaluate((element) => getComputedStyle(element).cursor)) === 'ns-resize';
      if (now && !on && ++axes === 2) return share + 0.005;
      on = now;
    }
    throw new Error('no second axis was found');
  }

  test('complain about nothing', () => expect(complaints).toEqual([]));
});

/** What the file of the figure in front holds. */
async function saved(page: Page, format: string): Promise<string> {
  const group = page.getByRole('group', { name: 'Export the figure in front' });
  const [file] = await Promise.all([page.waitForEvent('download'), group.getByRole('button', { name: format }).click()]);
  return readFileSync(await file.path(), 'utf8');
}
