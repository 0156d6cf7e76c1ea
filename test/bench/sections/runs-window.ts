import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fillLibrary } from '../../e2e/many-runs.ts';
import { startBrowser, startLab } from '../../e2e/running-lab.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';

/** Texts that are typed letter by letter; each letter is one filter. */
const texts = ['pga exact 5 %', 'sgld', 'template', 'seed 12', 'uniform availability', 'hybrid', 'failed', 'figure 1'];
/** States of the address that are gone to one after another. */
const addresses = [
  ['condition', 'where=share~is~0.05'],
  ['two conditions', 'where=share~is~0.05&where=rank~is~8'],
  ['sort', 'sort=rmse.down'],
  ['group', 'group=attack'],
  ['two groups and a sort', 'group=attack~share&sort=seed.up'],
] as const;

/** Time of one change: until it is painted, and what the window's thread computed for it, in ms. */
interface Timing {
  wall: number;
  computed: number;
}

/**
 * How quick the list of runs is in Chromium over the built lab and a library of so many stored runs: a page that is
 * opened until it is there and answers, every letter of a filter until it is painted, and steps in the address. What
 * the window's thread computed says the same on a machine that has other things to do.
 */
export async function runsWindow({ runs }: SectionPlans['runsWindow'], report: Report): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-bench-'));
  await fillLibrary(home, runs);
  const [lab, watched] = await Promise.all([startLab(home), startBrowser()]);
  try {
    const page = await watched.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(lab.address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const clock = await threadClock(page);
    await noteFirstRows(page);
    const heads = ['what'.padEnd(30), 'times', 'p50', 'p95', 'largest', 'aim', 'p95 of aim, %', 'thread p50', 'thread p95'];
    const addRow = report.table(`List of ${runs} stored runs in Chromium (ms)`, heads);
    const add = (what: string, times: readonly Timing[], aim: number) => {
      const [wall, computed] = [times.map((time) => time.wall), times.map((time) => time.computed)];
      const p95 = quantile(wall, 0.95);
      addRow([what, times.length, quantile(wall, 0.5), p95, Math.max(...wall), `< ${aim}`, Math.round((100 * p95) / aim), quantile(computed, 0.5), quantile(computed, 0.95)]);
    };
    add('page opened to interactive', await repeated(8, () => timed(clock, () => openPage(page))), 1000);
    add('another view to interactive', await repeated(8, () => returnToList(page, clock)), 1000);
    add('letter of a filter to repaint', await typeTexts(page, clock), 50);
    for (const [what, query] of addresses) add(`${what} to repaint`, await repeated(30, () => stepTo(page, query, clock)), 50);
  } finally {
    await watched.close();
    await lab.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Milliseconds that the window's thread has computed so far. */
async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
}

async function timed(clock: () => Promise<number>, work: () => Promise<number>): Promise<Timing> {
  const before = await clock();
  const wall = await work();
  const after = await clock();
  // A page that is opened anew counts from its own start.
  return { wall, computed: after < before ? after : after - before };
}

/** Has every page that is opened write down when its first rows were painted and it answered, in ms since it began to load. */
async function noteFirstRows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watcher = new MutationObserver(() => {
      if (document.querySelector('table[aria-label="Runs"] tbody tr.run') === null) return;
      watcher.disconnect();
      requestAnimationFrame(() => setTimeout(() => document.documentElement.setAttribute('data-first-rows', String(performance.now()))));
    });
    watcher.observe(document, { subtree: true, childList: true });
  });
}

/** From the start of loading until rows are painted and the window answers; waiting for it in steps tells nothing of when it was. */
async function openPage(page: Page): Promise<number> {
  await page.evaluate(() => void (window.location.hash = '/runs'));
  await page.reload({ waitUntil: 'commit' });
  return Number(await page.locator('html[data-first-rows]').getAttribute('data-first-rows'));
}

async function returnToList(page: Page, clock: () => Promise<number>): Promise<Timing> {
  await page.evaluate(() => void (window.location.hash = '/settings'));
  await page.getByText('Theme').first().waitFor();
  return timed(clock, () => goTo(page, '/runs'));
}

async function typeTexts(page: Page, clock: () => Promise<number>): Promise<Timing[]> {
  await page.getByRole('searchbox', { name: 'Find in runs' }).waitFor();
  const steps = texts.flatMap((text) => [...Array.from(text, (_, at) => text.slice(0, at + 1)), '']);
  const times: Timing[] = [];
  for (const step of steps) times.push(await timed(clock, () => typeText(page, step)));
  return times;
}

function typeText(page: Page, text: string): Promise<number> {
  return page.evaluate(async (typed) => {
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Find in runs"]') as HTMLInputElement;
    const start = performance.now();
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    // The next frame draws what changed; a task after it finds it painted.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - start;
  }, text);
}

async function stepTo(page: Page, query: string, clock: () => Promise<number>): Promise<Timing> {
  await page.evaluate(() => void (window.location.hash = '/runs'));
  await page.waitForTimeout(300);
  return timed(clock, () => goTo(page, `/runs?${query}`));
}

/** Milliseconds from a step in the address until the list that it changes is painted. */
function goTo(page: Page, address: string): Promise<number> {
  return page.evaluate(async (hash) => {
    const start = performance.now();
    await new Promise<void>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (document.querySelector('table[aria-label="Runs"] tbody tr') === null) return;
        watcher.disconnect();
        requestAnimationFrame(() => setTimeout(resolve));
      });
      watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
      window.location.hash = hash;
    });
    return performance.now() - start;
  }, address);
}

async function repeated(times: number, measure: () => Promise<Timing>): Promise<Timing[]> {
  const found: Timing[] = [];
  for (let at = 0; at < times; at++) found.push(await measure());
  return found;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
