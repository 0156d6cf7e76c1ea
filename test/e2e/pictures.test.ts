import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { views, visit } from './every-view.ts';
import type { StoredLab } from './stored-lab.ts';
import { longCampaign, startStoredLab } from './stored-lab.ts';
import { untilDrawn } from './until-drawn.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;
const themes = ['light', 'dark'] as const;

describe('every view has its picture', () => {
  let lab: StoredLab;
  const taken = new Map<string, string>();
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => {});
    await lab.queue(longCampaign());
  }, patience);
  afterAll(async () => {
    await lab?.cancel(longCampaign().name);
    await lab?.close();
  }, patience);

  describe.each(themes)('in the %s theme', (colorScheme) => {
    beforeAll(async () => {
      await lab.page.emulateMedia({ reducedMotion: 'reduce' });
      await wearTheme(lab.page, colorScheme);
    });
    test.each(Object.keys(views))('%s', async (view) => {
      await visit(lab, view);
      const { page } = lab;
      await dismissToasts(page);
      await page.mouse.move(720, 890);
      await untilDrawn(page);
      const name = `${view.toLowerCase().replaceAll(' ', '-').replace(/^an?-/, '')}-${colorScheme}`;
      const picture = await page.screenshot({ path: pathOf(name) });
      expect(await lightnessOfPage(page), 'the page wears its theme')[colorScheme === 'light' ? 'toBeGreaterThan' : 'toBeLessThan'](0.5);
      expect(await page.getByRole('main').innerText()).not.toBe('');
      taken.set(name, createHash('sha256').update(picture).digest('hex'));
    });
  });

  test('no two of which are the same', () => {
    expect(taken.size).toBe(themes.length * Object.keys(views).length);
    expect(new Set(taken.values()).size).toBe(taken.size);
  });
});

/** Where pictures lie, which Git ignores. */
function pathOf(name: string): string {
  return fileURLToPath(new URL(`./artifacts/${name}.png`, import.meta.url));
}

async function dismissToasts(page: Page): Promise<void> {
  const toasts = page.getByRole('button', { name: 'Dismiss' });
  // All at once: some go by themselves before each is found and clicked.
  await toasts.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
  await expect.poll(() => toasts.count()).toBe(0);
}

/** Mean of the red, green and blue of the page's ground, 0 to 1. */
function lightnessOfPage(page: Page): Promise<number> {
  return page.evaluate(() => {
    const parts = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? [];
    return parts.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
  });
}
