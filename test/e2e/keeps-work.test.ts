import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { pushCampaign, startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;

/** Nothing that was made or typed goes away unasked. */
describe('what was made', () => {
  let lab: StoredLab;
  let page: Page;
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
  }, patience);
  afterAll(() => lab?.close(), patience);

  const dialog = () => page.getByRole('dialog', { name: 'The name is taken' });
  const listsAll = async (name: string) => {
    await goTo(page, '/');
    await goTo(page, `/campaigns/${encodeURIComponent(name)}/runs`);
    await expect.poll(() => page.locator('.bar').getByRole('status').innerText()).toBe('12 runs');
  };
  const open = async (seed: number) => {
    await goTo(page, '/');
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open campaign file' }).click();
    const text = JSON.stringify({ ...pushCampaign(), seed, sweep: [] });
    await (await asked).setFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await dialog().waitFor();
  };
  const listed = () => page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name: new RegExp(`^${storedCampaign}`) });

  test('a saved campaign stays when a file of its name is opened and then left', async () => {
    await open(91);
    await expect.poll(() => dialog().innerText()).toMatch(/12 runs of it stay in the list of runs, without a campaign\./);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await listsAll(storedCampaign);
    await expect.poll(() => listed().count()).toBe(1);
  }, patience);

  test('it is replaced only when that is asked for, and comes back with its runs', async () => {
    await open(92);
    await dialog().getByRole('button', { name: 'Replace' }).click();
    const toast = page.getByRole('status').filter({ hasText: 'is replaced. 12 runs of the one before stay without a campaign.' });
    await toast.waitFor();
    await page.getByText('Queue 1 run').first().waitFor();
    await toast.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/12 runs/).first().waitFor();
    await listsAll(storedCampaign);
  }, patience);

  test('a file with mistakes opens nothing, and lists each of them by line, title, path and value', async () => {
    await goTo(page, '/');
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open campaign file' }).click();
    const { learner, budget, ...rest } = pushCampaign();
    const wrong = { ...rest, learner: { ...learner, config: { ...learner.config, rnak: 8 } }, budget: { ...budget, maliciousShare: 5 } };
    await (await asked).setFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(wrong, null, 1)) });
    const list = page.getByRole('dialog', { name: 'The file does not open' });
    await list.getByText('wrong.json has 2 mistakes.').waitFor();
    const said = (await list.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(said).toEqual([
      expect.stringMatching(/^Line \d+ learner\.config\.rnak Not a field of als\. Did you mean "rank"\?$/),
      expect.stringMatching(/^Line \d+ Malicious users budget\.maliciousShare Must be at most 1\. The file has 5; 5 % is 0\.05\.$/),
    ]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  }, patience);

  test('a note that was typed is kept when its dialog is left, and Undo puts the one before back', async () => {
    await goTo(page, `/runs/${lab.run}`);
    const note = page.getByRole('region', { name: 'Note' });
    const leave = async (text: string, how: () => Promise<void>) => {
      await note.getByRole('button').first().click();
      await page.getByRole('textbox', { name: 'Note' }).fill(text);
      await how();
      await page.getByRole('textbox', { name: 'Note' }).waitFor({ state: 'detached' });
    };
    await leave('Seen at noon', () => page.keyboard.press('Escape'));
    await note.getByText('Seen at noon').waitFor();
    await leave('Seen at night', () => page.mouse.click(6, 6));
    await note.getByText('Seen at night').waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click();
    await note.getByText('Seen at noon').waitFor();
    await leave('Thrown away', () => page.getByRole('button', { name: 'Cancel' }).click());
    await note.getByText('Seen at noon').waitFor();
  }, patience);

  test('a data set that runs depend on goes only when that is said, its runs keep their stars, and Design brings it back', async () => {
    const stars = page.getByText(/\d\.\d+ stars to \d\.\d+ stars/);
    const ask = async () => {
      await goTo(page, '/datasets/small');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('dialog', { name: 'Delete small?' }).getByText('12 runs and 1 campaign depend on it.').waitFor();
    };
    await ask();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Data sets / small' }).waitFor();
    await ask();
    await page.getByRole('button', { name: 'Move to bin' }).click();
    await page.getByText('small is in the bin.').waitFor();
    await goTo(page, `/runs/${lab.run}`);
    await stars.first().waitFor();
    await page.reload();
    await stars.first().waitFor();
    await goTo(page, `/campaigns/${encodeURIComponent(storedCampaign)}/design`);
    await page.getByRole('button', { name: 'Restore small' }).click();
    await page.getByRole('button', { name: 'Restore small' }).waitFor({ state: 'detached' });
    await page.getByText('12 stored').waitFor();
    await goTo(page, '/datasets/small');
    await page.getByRole('button', { name: 'Delete', exact: true }).waitFor();
  }, patience);

  test('both are kept by the key that is nearest', async () => {
    await open(93);
    await page.keyboard.press('Enter');
    await expect.poll(() => decodeURIComponent(new URL(page.url()).hash)).toBe(`#/campaigns/${storedCampaign} 2/design`);
    await expect.poll(() => listed().count()).toBe(2);
    await listsAll(storedCampaign);
  }, patience);
});
