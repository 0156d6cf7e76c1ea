import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './axe-findings.ts';
import { views, visit } from './every-view.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { longCampaign, startStoredLab, storedCampaign } from './stored-lab.ts';
import { untilDrawn } from './until-drawn.ts';
import { wearTheme } from './wear-theme.ts';

const patience = 240_000;

describe('every view, for someone who listens to it, enlarges it or uses keys alone', () => {
  let lab: StoredLab;
  const complaints: string[] = [];
  const firstImpressions: string[] = [];
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async (page) => {
      await page.getByRole('img', { name: /RMSE of predictions/ }).waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await wearTheme(page, colorScheme);
        firstImpressions.push(...(await seriousFindings(page)));
      }
    });
    lab.page.on('pageerror', (error) => complaints.push(error.message));
    lab.page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await lab.queue(longCampaign());
  }, patience);
  afterAll(async () => {
    await lab?.cancel(longCampaign().name);
    await lab?.close();
  }, patience);

  test('the very first window has no serious finding in either theme', () => {
    expect(firstImpressions).toEqual([]);
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    beforeAll(() => wearTheme(lab.page, colorScheme));
    test.each(Object.keys(views))('%s has no serious finding, and the window itself cannot be scrolled', async (view) => {
      await visit(lab, view);
      await untilDrawn(lab.page);
      expect(await lab.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
      expect(await lab.page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
      expect(await seriousFindings(lab.page)).toEqual([]);
    });

    test('what opens over the views has no serious finding', async () => {
      await visit(lab, 'Design');
      await lab.page.keyboard.press('Control+k');
      await lab.page.getByRole('dialog').waitFor();
      expect(await seriousFindings(lab.page)).toEqual([]);
      await lab.page.keyboard.press('Escape');
      await lab.page.getByRole('dialog').waitFor({ state: 'hidden' });
      await lab.page.getByRole('combobox', { name: 'Data set' }).click();
      await lab.page.getByRole('option', { name: 'small' }).waitFor();
      // Only the list: it holds the focus, so what is hidden behind it cannot be reached, which axe does not see.
      expect(await seriousFindings(lab.page, '[role="listbox"]')).toEqual([]);
      await lab.page.keyboard.press('Escape');
    });
  });

  describe('with text at 200 %, as on half a window', () => {
    beforeAll(() => lab.page.setViewportSize({ width: 720, height: 450 }));
    afterAll(() => lab.page.setViewportSize({ width: 1440, height: 900 }));
    test.each(Object.keys(views))('%s keeps within the window, and every control keeps its name', async (view) => {
      await visit(lab, view);
      await untilDrawn(lab.page);
      expect(await cutOff(lab.page)).toEqual([]);
      expect(await seriousFindings(lab.page)).toEqual([]);
    });

    test('the side bar keeps the names of its places in sight', async () => {
      await visit(lab, 'Home');
      const bar = lab.page.getByRole('navigation', { name: 'Lab' });
      for (const name of ['Home', 'Data sets', 'Queue', 'Runs', 'The paper', 'Help', 'Settings']) {
        const words = bar.getByText(name, { exact: true });
        await expect.poll(() => words.evaluate((element) => element.scrollWidth <= element.clientWidth && element.getBoundingClientRect().bottom <= window.innerHeight), { message: name }).toBe(true);
      }
    });
  });

  describe('with text of twice the size, chosen in Settings or asked for by the browser', () => {
    const size = async (words: string) => {
      await visit(lab, 'Settings');
      await lab.page.getByRole('group', { name: 'Text size' }).getByRole('button', { name: words, exact: true }).click();
    };
    const scale = () => lab.page.evaluate(() => document.body.currentCSSZoom);
    beforeAll(() => size('200 %'), patience);
    afterAll(() => size('100 %'), patience);

    test('it is kept, and every view is laid out as on half a window', async () => {
      await lab.page.reload();
      await expect.poll(scale).toBe(2);
      for (const view of Object.keys(views)) {
        await visit(lab, view);
        await untilDrawn(lab.page);
        expect(await cutOff(lab.page), view).toEqual([]);
        expect(await lab.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight), view).toBeLessThanOrEqual(0);
      }
    }, patience);

    test('figures fill their place with as many dots, and menus stay within the window', async () => {
      await visit(lab, 'Compare');
      await untilDrawn(lab.page);
      const drawn = () => lab.page.locator('.figure canvas').evaluateAll((all) => all.map((canvas) => {
        const [box, place] = [canvas.getBoundingClientRect(), canvas.parentElement!.getBoundingClientRect()];
        return [Math.abs(box.width - place.width) <= 2, Math.abs((canvas as HTMLCanvasElement).width - box.width * devicePixelRatio) <= 2];
      }));
      await expect.poll(drawn).toEqual([[true, true], [true, true]]);
      await visit(lab, 'Design');
      await lab.page.getByRole('combobox', { name: 'Data set' }).click();
      const list = lab.page.getByRole('listbox');
      const within = () => list.evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
      });
      await expect.poll(within).toBe(true);
      const [field, box] = [await lab.page.getByRole('combobox', { name: 'Data set', includeHidden: true }).boundingBox(), await list.boundingBox()];
      expect(Math.abs((field?.x ?? 0) - (box?.x ?? 99))).toBeLessThan(8);
      await lab.page.keyboard.press('Escape');
    }, patience);

    test('the filter of the runs keeps its button within a small window, and its values scroll', async () => {
      const { page } = lab;
      await page.setViewportSize({ width: 1280, height: 800 });
      await visit(lab, 'Runs');
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      const form = page.getByRole('dialog');
      await form.getByRole('button', { name: /^Time\b/ }).click();
      const values = form.getByRole('group', { name: 'Values of Time' });
      await expect.poll(() => values.getByRole('checkbox').count()).toBeGreaterThan(8);
      await expect.poll(() => cutOff(page)).toEqual([]);
      expect(await values.evaluate((list) => [list.scrollHeight > list.clientHeight, list.clientHeight >= 48])).toEqual([true, true]);
      await values.getByRole('checkbox').first().click();
      await form.getByRole('button', { name: 'Add filter' }).click({ trial: true });
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1440, height: 900 });
    }, patience);

    test('figures read the pointer where it stands, and a part of one is dragged under it', async () => {
      const { page } = lab;
      await goTo(page, `/campaigns/${encodeURIComponent(storedCampaign)}/compare?figure=rmse-by-share`);
      const figure = page.getByRole('img', { name: /^RMSE of predictions/ });
      await figure.scrollIntoViewIfNeeded();
      await untilDrawn(page);
      const box = (await figure.boundingBox())!;
      const at = (across: number, down: number) => [box.x + box.width * across, box.y + box.height * down] as const;
      const pin = () => new URL(page.url().replace('#/', '')).searchParams.get('pin');
      for (const [across, share] of [[0.4, '0.05'], [0.85, '0.1']] as const) {
        await page.mouse.click(...at(across, 0.3));
        await expect.poll(pin).toBe(share);
      }
      await page.mouse.move(...at(0.3, 0.3));
      await page.mouse.down();
      await page.mouse.move(...at(0.6, 0.6), { steps: 5 });
      const part = (await figure.locator('.part').boundingBox())!;
      const ends = [part.x, part.y, part.x + part.width, part.y + part.height];
      for (const [i, end] of [...at(0.3, 0.3), ...at(0.6, 0.6)].entries()) expect(Math.abs(ends[i] - end), String(i)).toBeLessThanOrEqual(3);
      await page.keyboard.press('Escape');
      await page.mouse.up();
    }, patience);

    test('text grows with what the browser asks for too', async () => {
      await size('100 %');
      await expect.poll(scale).toBe(1);
      const browser = await lab.context.newCDPSession(lab.page);
      const font = async (standard: number) => {
        await browser.send('Page.setFontSizes', { fontSizes: { standard } });
        await lab.page.reload();
        // A page that is not there yet misses a step in its address.
        await lab.page.getByRole('heading', { level: 1 }).first().waitFor();
      };
      await font(32);
      await expect.poll(scale).toBe(2);
      await visit(lab, 'Compare');
      expect(await cutOff(lab.page)).toEqual([]);
      await font(16);
      await expect.poll(scale).toBe(1);
    }, patience);
  });

  test('nothing moves for someone who asked for less motion', async () => {
    await visit(lab, 'Queue');
    expect(await movedBy(lab.page)).not.toEqual([]);
    await lab.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await movedBy(lab.page)).toEqual([]);
    await lab.page.emulateMedia({ reducedMotion: null });
  });

  test('no view fails, warns or complains when it is opened', async () => {
    for (const view of Object.keys(views)) {
      await visit(lab, view);
      expect(await lab.page.locator('[role="alert"], .toast.bad').allInnerTexts(), view).toEqual([]);
    }
    expect(complaints).toEqual([]);
  }, patience);
});

/** Elements that reach beyond the window's right edge, or its foot in what hangs over the views, where nothing can be scrolled to them. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const outside = (element: Element) => {
      const { width, right, bottom } = element.getBoundingClientRect();
      return width > 0 && (right > window.innerWidth + 1 || (element.closest('#app') === null && bottom > window.innerHeight + 1));
    };
    const frame = (element: Element) => {
      let around = element.parentElement;
      while (around && around !== document.body && getComputedStyle(around).overflowX === 'visible') around = around.parentElement;
      return around;
    };
    return [...document.querySelectorAll('#app *, [data-reka-popper-content-wrapper] *, [role="dialog"] *')]
      .filter((element) => outside(element) && frame(element) === document.body)
      .map((element) => `${element.tagName} ${element.textContent}`);
  });
}

/** Durations of the animations and transitions that elements would make, without those of no length. */
function movedBy(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const durations = [...document.querySelectorAll('*')].flatMap((element) => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
      return [animationName === 'none' ? '0s' : animationDuration, transitionDuration];
    });
    return [...new Set(durations)].filter((duration) => duration.split(', ').some((part) => part !== '0s'));
  });
}
