import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetFigures } from '../../shared/figures/dataset/list.ts';
import { figureDefinitions } from '../../shared/figures/list.ts';
import { runFigures } from '../../shared/figures/run/list.ts';
import { componentHelp, figureHelp, metricHelp } from '../../src-renderer/components/help-address.ts';
import { seriousFindings } from './axe-findings.ts';
import { visit } from './every-view.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;
const campaign = `/campaigns/${encodeURIComponent(storedCampaign)}`;

/** The question marks of the views: what they stand beside, and whether help has what they promise. */
describe('question marks', () => {
  let lab: StoredLab;
  let page: Page;
  const complaints: string[] = [];
  const found = new Set<string>();
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    page.on('pageerror', (error) => complaints.push(error.message));
  }, patience);
  afterAll(() => lab?.close(), patience);

  /** Addresses of the question marks in sight, each with a name that says what it is about. */
  const marks = async () => {
    const here = await page.getByRole('link', { name: /^Help on ./ }).evaluateAll((links) => links.map((link) => (link.getAttribute('href') ?? '').replace(/^.*#\//, '/')));
    for (const address of here) found.add(address);
    return here;
  };

  test('stand beside every axis of Design, and beside every component', async () => {
    await visit(lab, 'Design');
    const wanted = ['/help/attacks', '/help/threat-model#who-attacks-and-with-what', '/help/statistics#means-intervals-differences'];
    const components = [['learner', 'als'], ['objective', 'integrity'], ['gradient', 'one-step'], ['attack', 'pga'], ['attack', 'sgld']] as const;
    await expect.poll(marks).toEqual(expect.arrayContaining([...wanted, ...components.map(([kind, id]) => componentHelp(kind, id))]));
    await visit(lab, 'a new campaign');
    await expect.poll(marks).toEqual(expect.arrayContaining([componentHelp('attack', 'uniform'), componentHelp('attack', 'pga')]));
  }, patience);

  test('stand beside every figure and number of a run', async () => {
    await visit(lab, 'a run');
    const numbers = (['predictionShiftRmse', 'targetMeanAfter', 'targetTop10ShareAfter', 'welchP', 'iterations', 'predictionShiftRmseCold'] as const).map(metricHelp);
    const sections = ['/help/audit', '/help/statistics#items-that-moved', '/help/statistics#where-retraining-starts', '/help/statistics#time'];
    await expect.poll(marks, { timeout: 60_000 }).toEqual(expect.arrayContaining([...runFigures.map(({ id }) => figureHelp(id)), ...numbers, ...sections]));
  }, patience);

  test('stand beside every figure of Compare, of a data set, and results in the list of runs', async () => {
    for (const { id } of figureDefinitions) {
      await goTo(page, `${campaign}/compare?figure=${id}`);
      await expect.poll(marks).toContain(figureHelp(id));
    }
    await visit(lab, 'Data sets');
    await expect.poll(marks).toEqual(expect.arrayContaining(datasetFigures.map(({ id }) => figureHelp(id))));
    await visit(lab, 'Runs');
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect.poll(marks).toEqual(expect.arrayContaining([metricHelp('utility'), metricHelp('pairedTP')]));
  }, patience);

  test('lead to a heading that comes into sight', async () => {
    expect(found.size).toBeGreaterThan(30);
    for (const address of found) {
      await goTo(page, address);
      const [, id] = address.split('#');
      const heading = id === undefined ? page.getByRole('article').getByRole('heading', { level: 1 }) : page.locator(`article [id="${id}"]`);
      await heading.waitFor();
      await expect.poll(() => heading.evaluate((element) => element.getBoundingClientRect().top < window.innerHeight), { message: address }).toBe(true);
    }
    expect(complaints).toEqual([]);
  }, patience);

  test('open help beside the page at its section, and Esc leads back to where one was', async () => {
    await goTo(page, `${campaign}/compare?figure=rmse-by-share`);
    const mark = page.getByRole('main').getByRole('link', { name: /^Help on RMSE/ });
    await mark.waitFor();
    const [address, section] = [page.url(), (await mark.getAttribute('href'))?.split('#').at(-1) ?? ''];
    const panel = page.getByRole('complementary', { name: 'Help', exact: true });
    await mark.click();
    const inSight = () => panel.locator(`[id="${section}"]`).evaluate((heading) => {
      const [{ top }, sight] = [heading.getBoundingClientRect(), heading.closest('[role="region"]')!.getBoundingClientRect()];
      return top >= sight.top && top < sight.bottom - 20;
    });
    await expect.poll(inSight).toBe(true);
    expect(page.url()).toBe(address);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => mark.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await panel.getByRole('link', { name: 'Open in Help' }).click();
    await page.getByRole('button', { name: 'Back to Compare' }).waitFor();
    expect(await panel.count()).toBe(0);
    await page.keyboard.press('Escape');
    await mark.waitFor();
    expect(page.url()).toBe(address);
    // It went back, and did not come once more: what was before and after is still there.
    await page.goForward();
    await page.getByRole('button', { name: 'Back to Compare' }).waitFor();
    await page.getByRole('navigation', { name: 'Help pages' }).getByRole('link', { name: 'Keyboard' }).click();
    await page.getByRole('heading', { name: 'Keyboard', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Back to Compare' }).click();
    await mark.waitFor();
    expect(page.url()).toBe(address);
  }, patience);

  test('come to the eye when their line is pointed at or they have the focus', async () => {
    await visit(lab, 'a run');
    const mark = page.getByRole('link', { name: 'Help on RMSE of predictions' });
    const opacity = () => mark.evaluate((element) => getComputedStyle(element).opacity);
    await page.mouse.move(0, 0);
    await expect.poll(opacity).toBe('0');
    await page.getByText('RMSE of predictions', { exact: true }).first().hover();
    await expect.poll(opacity).toBe('1');
    await page.mouse.move(0, 0);
    await page.getByText('RMSE of predictions', { exact: true }).first().click();
    await mark.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.mouse.move(0, 0);
    await expect.poll(opacity).toBe('1');
  }, patience);
});
