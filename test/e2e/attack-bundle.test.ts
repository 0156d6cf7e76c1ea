import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab } from './stored-lab.ts';

const patience = 240_000;

describe('attacks that come and go as files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-bundle-e2e-'));
  const bundle = join(folder, 'attack.poisonlab');
  let lab: StoredLab;

  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
  }, patience);
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  /** Presses a button of the data sets view by keyboard and answers the file dialog. */
  async function chooseFile(path: string) {
    const { page } = lab;
    await goTo(page, '/datasets/small');
    const button = page.getByRole('button', { name: 'Import attack' });
    await button.waitFor();
    // A dialog that has just closed gives the focus back a moment later.
    const keepsFocus = () =>
      button.evaluate((element) => new Promise((resolve) => setTimeout(() => resolve(document.activeElement === element), 100)));
    await expect
      .poll(async () => {
        await button.focus();
        return keepsFocus();
      })
      .toBe(true);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(path);
  }

  test('a run leaves as a bundle', async () => {
    const { page, run } = lab;
    await goTo(page, `/runs/${run}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Attack bundle' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^bundle [0-9a-f]{8}\.poisonlab$/);
    await download.saveAs(bundle);
  }, patience);

  test('and comes back, with its campaign on the drawing board', async () => {
    const { page } = lab;
    await chooseFile(bundle);
    const dialog = page.getByRole('dialog', { name: 'Imported profiles' });
    await dialog.getByText(/gives the same bits/).waitFor();
    expect(await seriousFindings(lab.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Open its campaign' }).press('Enter');
    await page.getByRole('button', { name: 'Compare the stored runs' }).waitFor();
  }, patience);

  test('a foreign file is refused by line, then imported, and says what is off', async () => {
    const { page } = lab;
    const csv = join(folder, 'foreign.csv');
    writeFileSync(csv, 'f1,1,much\n');
    await chooseFile(csv);
    const form = page.getByRole('dialog', { name: 'Import attack profiles' });
    await form.getByRole('button', { name: 'Import', exact: true }).click();
    await form.getByText(/foreign\.csv, line 1: rating "much" is no finite number/).waitFor();
    expect(await seriousFindings(lab.page)).toEqual([]);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    writeFileSync(csv, 'f1,1,5\nf1,2,9\nf2,1,1\n');
    await chooseFile(csv);
    await form.getByRole('button', { name: 'Import', exact: true }).click();
    const result = page.getByRole('dialog', { name: 'Imported profiles' });
    await result.getByText(/1 of 3 ratings lie outside the genuine scale/).waitFor();
    await result.getByRole('button', { name: 'Design a campaign' }).click();
    await page.getByRole('button', { name: /^Queue 1 run$/ }).waitFor();
  }, patience);
});
