import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;

describe('checks, and profiles that are picked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-checks-e2e-'));
  let lab: StoredLab;
  let page: Page;
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
  }, patience);
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  const visit = (address: string) => goTo(page, address);
  test('a run is checked on its page; what was found is there after the window was loaded again', async () => {
    await visit(`/runs/${lab.run}`);
    const starts = page.getByRole('region', { name: 'Other starts' }).first();
    await starts.getByText(/^6 trainings, about/).waitFor();
    await starts.getByRole('button', { name: 'Check starts' }).click();
    const table = starts.getByRole('table', { name: 'Other starts' });
    await table.waitFor();
    await expect.poll(() => table.getByRole('row').count()).toBe(8);
    const found = await table.innerText();
    expect(await seriousFindings(page)).toEqual([]);
    await page.reload();
    await table.waitFor();
    await expect.poll(() => table.innerText()).toBe(found);
  }, patience);

  test('the report has the checked run, and checks the other configurations from its rail', async () => {
    await visit(`/campaigns/${encodeURIComponent(storedCampaign)}/report`);
    const checked = page.getByRole('region', { name: 'Preview of the report' }).getByRole('table', { name: /^Starts\./ });
    await checked.getByRole('cell', { name: `${lab.run}, 3`, exact: true }).waitFor();
    await expect.poll(() => checked.getByRole('cell', { name: 'not checked' }).count()).toBe(5);
    const rail = page.getByRole('complementary').getByRole('region', { name: 'Other starts' });
    await rail.getByRole('button', { name: 'Check starts' }).click();
    await rail.getByText('A run of every configuration was checked.').waitFor({ timeout: patience });
    await expect.poll(() => checked.getByRole('cell', { name: 'not checked' }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  }, patience);

  test('a calibration without its data says so, is kept, and opens again by its address', async () => {
    await visit('/paper/calibration');
    await page.getByText('Import MovieLens 100K as a whole to measure them.').waitFor();
    // The command line may calibrate without data too; the window learns of it.
    await page.evaluate(() => fetch('/api/audits.calibrate', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }));
    await page.getByRole('table', { name: 'Calibration' }).waitFor();
    await page.getByText('Nothing could be measured: the data is not here.').waitFor();
    await expect.poll(() => page.getByRole('cell', { name: 'no data', exact: true }).count()).toBe(11);
    await page.getByRole('row', { name: /Spark\), ml-1m/ }).click();
    await page.getByRole('complementary').getByText('0.8520 to 0.8720').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.reload();
    await page.getByRole('table', { name: 'Calibration' }).waitFor();
    await page.getByRole('complementary').getByText(/^als \d+, numeric \d+, calibration \d+$/).waitFor();
  }, patience);

  test('an objective with targets starts with several of the paper’s, times several seeds', async () => {
    await visit('/design/new?dataset=small');
    await page.getByRole('group', { name: 'Objective' }).getByRole('combobox', { name: 'Goal' }).click();
    await page.getByRole('option', { name: /^Integrity/ }).click();
    await page.getByRole('button', { name: '1 drawn, mean 0.8 ± 0.05' }).waitFor();
    await page.getByRole('button', { name: 'how the values of Draw of targets are given' }).waitFor();
  }, patience);

  test('dropped profiles are imported for the attack that wants some, and bring their budget', async () => {
    const csv = join(folder, 'foreign.csv');
    writeFileSync(csv, ['f1,1,5', 'f1,2,9', 'f2,1,1', 'f3,3,4', ''].join('\n'));
    await visit('/');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await visit('/design/new?dataset=small');
    await page.getByRole('combobox', { name: 'Goal' }).getByText('Availability').waitFor();
    await page.getByRole('button', { name: /how the values of Attack are given/ }).click();
    await page.getByRole('menuitem', { name: 'Stop varying' }).click();
    await page.getByRole('group', { name: 'Attack' }).getByRole('combobox', { name: 'Method' }).click();
    await page.getByRole('option', { name: /^Imported profiles/ }).click();
    await page.getByRole('button', { name: 'Choose profiles' }).click();
    const picker = page.getByRole('dialog', { name: 'Imported profiles' });
    await picker.getByText(/^No profiles were imported/).waitFor();
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'foreign.csv'));
      return data;
    }, readFileSync(csv, 'utf8'));
    await picker.dispatchEvent('dragenter', { dataTransfer: dropped });
    await picker.getByText('Drop the file to import it.').waitFor();
    await picker.dispatchEvent('drop', { dataTransfer: dropped });
    const form = page.getByRole('dialog', { name: 'Import attack profiles' });
    await form.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText(/1 of 4 ratings lie outside the genuine scale/).waitFor();
    await page.getByRole('button', { name: 'Use these profiles' }).click();
    await page.getByRole('button', { name: 'foreign.csv' }).waitFor();
    await page.getByRole('button', { name: 'Take their budget' }).click();
    await page.getByRole('button', { name: /^Queue \d+ runs?$/ }).waitFor();
    await page.getByRole('button', { name: 'foreign.csv' }).click();
    await picker.getByRole('row', { name: /foreign\.csv/ }).click();
    await picker.getByText(/1 of 4 ratings lie outside the genuine scale/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }, patience);
});
