import type { Page } from 'playwright-core';

/** Waits until fonts are there and two frames have gone by: figures follow a new width in the next one. */
export function untilDrawn(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
