import type { Page } from 'playwright-core';

/** Has the system ask for a theme, and waits until the page wears it. */
export async function wearTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
}
