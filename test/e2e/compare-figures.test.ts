import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = `/campaigns/${encodeURIComponent(storedCampaign)}/compare`;
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
    await page.evaluate((hash) => {
      window.location.hash = hash;
      // Keys of the figures are left alone while something is typed.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    }, `${address}${words}`);
    await page.getByRole('img').first().waitFor();
  };

  test('are reached by keys alone, and Back and Forward go through them', async () => {
    await open();
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
    await open();
    await page.getByRole('img', { name: rmse }).waitFor();
    await page.getByRole('button', { name: /^Read off/ }).waitFor();
    await page.keyboard.press('e');
    const field = page.getByRole('spinbutton', { name: /^RMSE that is wanted, in shifted units/ });
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('0.001');
    await expect.poll(() => query().get('effect')).toBe('0.001');
    const needed = page.getByRole('region', { name: 'Malicious users needed' });
    expect(await needed.getByRole('listitem').allInnerTexts()).toHaveLength(3);
    expect(await needed.innerText()).toContain('≤ 5 %');
    await field.fill('much');
    await needed.getByRole('alert').waitFor();
    expect(query().get('effect')).toBe('0.001');
  }, patience);

  test('zoom by keys and by dragging, with logarithmic axes, and show the whole again', async () => {
    await open();
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

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    beforeAll(() => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }));
    test.each(kinds)('$kind has its table and no serious finding', async ({ figure, table, id }) => {
      await open(`?figure=${id}`);
      await page.getByRole('img', { name: figure }).waitFor();
      await page.getByRole('table', { name: table }).waitFor();
      expect(await findings(page)).toEqual([]);
    }, patience);
    test('lines with an effect and a zoom have no serious finding', async () => {
      await open('?effect=0.01&zoom=6:9,0:1');
      await page.getByRole('button', { name: 'Show the whole figure' }).waitFor();
      expect(await findings(page)).toEqual([]);
    }, patience);
  });

  test('complain about nothing', () => expect(complaints).toEqual([]));
});

/** Serious and critical findings of axe, one text for each element. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} at ${target.join(' ')}: ${html}`));
}
