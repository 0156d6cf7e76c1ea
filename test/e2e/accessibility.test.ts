import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredLab } from './stored-lab.ts';
import { longCampaign, startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const campaign = encodeURIComponent(storedCampaign);

/** Address after the hash, and what is there once the view is whole. */
const views: Record<string, { at: (lab: StoredLab) => string; shown: (page: Page) => Promise<void> }> = {
  Home: { at: () => '/', shown: (page) => page.getByRole('main').getByText(storedCampaign).first().waitFor() },
  'Data sets': { at: () => '/datasets/small', shown: (page) => page.getByRole('complementary').getByText('1,500', { exact: true }).waitFor() },
  Queue: { at: () => '/queue', shown: (page) => page.getByRole('region', { name: 'Running now' }).waitFor() },
  Runs: { at: () => '/runs', shown: (page) => page.getByRole('table', { name: 'Runs' }).waitFor() },
  'a run': { at: ({ run }) => `/runs/${run}`, shown: (page) => page.getByRole('img').first().waitFor() },
  'a new campaign': { at: () => '/design/new', shown: (page) => page.getByRole('button', { name: /^Queue [1-9]\d* runs$/ }).waitFor() },
  Design: { at: () => `/campaigns/${campaign}/design`, shown: (page) => page.getByRole('button', { name: 'Compare the stored runs' }).waitFor() },
  Compare: { at: () => `/campaigns/${campaign}/compare`, shown: (page) => page.getByRole('img', { name: /RMSE of predictions/ }).waitFor() },
  Report: { at: () => `/campaigns/${campaign}/report`, shown: (page) => page.getByRole('img').nth(1).waitFor() },
  Settings: { at: () => '/settings', shown: (page) => page.getByText('Theme').first().waitFor() },
  Help: { at: () => '/help', shown: (page) => page.getByRole('article').getByRole('heading').first().waitFor() },
};

describe('every view, for someone who listens to it, enlarges it or uses keys alone', () => {
  let lab: StoredLab;
  const complaints: string[] = [];
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 });
    lab.page.on('pageerror', (error) => complaints.push(error.message));
    lab.page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await lab.queue(longCampaign());
  }, patience);
  afterAll(async () => {
    await lab?.cancel(longCampaign().name);
    await lab?.close();
  }, patience);

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    beforeAll(() => lab.page.emulateMedia({ colorScheme }));
    test.each(Object.keys(views))('%s has no serious finding', async (view) => {
      await visit(lab, view);
      expect(await lab.page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
      expect(await findings(lab.page)).toEqual([]);
    });
  });

  test('no view fails, warns or complains when it is opened', async () => {
    for (const view of Object.keys(views)) {
      await visit(lab, view);
      expect(await lab.page.getByRole('alert').allInnerTexts(), view).toEqual([]);
    }
    expect(complaints).toEqual([]);
  }, patience);
});

async function visit({ page, ...lab }: StoredLab, view: string): Promise<void> {
  const { at, shown } = views[view];
  await page.evaluate((hash) => void (window.location.hash = hash), at({ page, ...lab }));
  await shown(page);
}

/** Serious and critical findings of axe, one line for each element. */
async function findings(page: Page): Promise<string[]> {
  // Evaluated by the debugger, not by the page, whose policy allows no script but its own.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id} at ${target.join(' ')}: ${html}\n${failureSummary ?? ''}`));
}
