import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { startStoredLab } from './stored-lab.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 300_000;

describe('the gradient audit of a run', () => {
  let lab: StoredLab;
  const complaints: string[] = [];

  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    lab.page.setDefaultTimeout(120_000);
    lab.page.on('pageerror', (error) => complaints.push(error.message));
    // The browser tells of the call that was cancelled by itself.
    const told = /409 \(Conflict\)/;
    lab.page.on('console', (message) => void (message.type() === 'error' && !told.test(message.text()) && complaints.push(message.text())));
  }, patience);
  afterAll(() => lab?.close(), patience);

  async function go(to: string) {
    await goTo(lab.page, to);
  }

  async function choose(select: string, option: string) {
    await lab.page.getByRole('combobox', { name: select }).click();
    await lab.page.getByRole('option', { name: option }).click();
  }

  /** Serious findings of axe in both themes. */
  async function findings(): Promise<string[]> {
    const { page } = lab;
    const found: string[] = [];
    // What is asked for anew is dimmed until it is there.
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await wearTheme(page, colorScheme);
      found.push(...(await seriousFindings(page)).map((finding) => `${colorScheme} ${finding}`));
    }
    return found;
  }

  test('is offered where there is none, can be cancelled, and leaves nothing then', async () => {
    const { page, run } = lab;
    await go(`/runs/${run}`);
    const panel = page.getByRole('region', { name: 'Gradient audit', exact: true });
    await panel.getByText('They were not audited yet.').waitFor();
    const link = panel.getByRole('link', { name: 'Open' });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Audit the gradients, about/ }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Audit/ }).count()).toBe(1);
    expect(await findings()).toEqual([]);
    await choose('Directions', '50 directions');
    // More steps than are offered, so that no machine is done with them before it is looked at.
    const longer = (route: Route) => route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as object), iterations: 50 }) });
    await page.route('**/api/audits.auditRun', longer);
    await page.getByRole('button', { name: /^Audit the gradients/ }).click();
    const progress = page.getByRole('region', { name: 'Gradient audit' });
    await progress.getByText(/ of \d+: /).waitFor();
    expect(await findings()).toEqual([]);
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The audit was cancelled; nothing of it is kept.').waitFor();
    await page.unroute('**/api/audits.auditRun', longer);
    await page.getByRole('button', { name: /^Audit the gradients/ }).waitFor();
  }, patience);

  test('is made by keyboard, and shows every gradient and every term', async () => {
    const { page } = lab;
    await choose('Directions', '10 directions');
    await choose('Attacks', 'attacks of 3 steps');
    await page.getByRole('button', { name: /^Audit the gradients/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^The exact gradient agrees with retraining to /).waitFor();
    const rows = page.getByRole('table', { name: 'Gradients' }).locator('tbody tr');
    const labels = () => rows.locator('td:first-child').allInnerTexts();
    await expect.poll(labels).toEqual(['one-step', 'exact', ...[3, 10, 30, 100].map((steps) => `unrolled, T = ${steps}`)]);
    const exact = await rows.nth(1).locator('td').allInnerTexts();
    expect(exact[1]).toMatch(/^\d\.\de−[3-9]$/);
    expect(exact[3]).toBe('1.0000');
    const terms = page.getByRole('table', { name: 'Terms of the utility' }).locator('tbody tr');
    await expect.poll(() => terms.locator('td:first-child').allInnerTexts()).toEqual(['user factors, ∂R/∂U', 'item factors, ∂R/∂V']);
    await page.getByRole('img', { name: 'Relative error of the unrolled gradient by training steps' }).waitFor();
    expect(await findings()).toEqual([]);
  }, patience);

  test('draws the gradient that is chosen by arrow keys beside the exact one, and has its table', async () => {
    const { page } = lab;
    const scatter = page.getByRole('img', { name: 'Gradients along random directions against finite differences' });
    await expect.poll(() => scatter.locator('circle').count()).toBe(20);
    await expect.poll(() => scatter.locator('.label').allTextContents()).toEqual(['exact', 'one-step']);
    await page.getByRole('table', { name: 'Gradients' }).locator('tbody tr').first().focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => scatter.locator('.label').allTextContents()).toEqual(['exact', 'unrolled, T = 10']);
    await page.getByRole('group', { name: 'Show as' }).getByText('Table').click();
    const table = page.getByRole('table', { name: 'Derivatives along directions' });
    await expect.poll(() => table.locator('tbody tr').count()).toBe(10);
    await expect.poll(() => table.locator('thead th').allInnerTexts()).toContain('unrolled, T = 100');
  }, patience);

  test('is kept: after reloading, beside the convergence of the run, and in the list', async () => {
    const { page, run } = lab;
    await page.reload();
    await page.getByText(/^The exact gradient agrees with retraining to /).waitFor();
    await go(`/runs/${run}`);
    const panel = page.getByRole('region', { name: 'Gradient audit', exact: true });
    await panel.getByText(/^Exact: cosine 1\.000, relative error /).waitFor();
    await panel.getByRole('link', { name: 'Whole audit' }).waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('gradient audits');
    await page.keyboard.press('Enter');
    const list = page.getByRole('table', { name: 'Gradient audits' });
    await list.getByRole('link', { name: 'small' }).waitFor();
    await expect.poll(() => list.locator('tbody tr').count()).toBe(1);
    expect(await findings()).toEqual([]);
    await list.getByRole('link', { name: 'small' }).click();
    await page.getByText(/^The exact gradient agrees with retraining to /).waitFor();
  }, patience);

  test('complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
