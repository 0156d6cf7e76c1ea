import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The part of axe that a page is asked through. */
type AxeWindow = { axe: { run(selector: string, options: { resultTypes: string[] }): Promise<AxeResults> } };

/**
 * Serious and critical findings of axe in what a page shows once nothing fades or slides any more, one text for each
 * element. Evaluated by the debugger, not by the page, whose policy allows no script but its own.
 * @param within selector of the part to look at, default all of it
 */
export async function seriousFindings(page: Page, within = 'html'): Promise<string[]> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (selector) => (window as unknown as AxeWindow).axe.run(selector, { resultTypes: ['violations'] }),
    within,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id} at ${target.join(' ')}: ${html}\n${failureSummary ?? ''}`));
}
