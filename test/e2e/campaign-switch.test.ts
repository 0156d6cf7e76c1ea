import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { pushCampaign, startStoredLab, storedCampaign } from './stored-lab.ts';

const patience = 240_000;
const other = 'Noise for everybody';

/** What stood in the main part of the window in one frame, while its address was that of `campaign`. */
interface Frame {
  campaign: string;
  words: string[];
}

/** The sidebar leads from one campaign's comparison to another's, whose answers take their time. */
describe('another campaign, chosen in the sidebar while one is compared', () => {
  const complaints: string[] = [];
  let lab: StoredLab;
  let page: Page;
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    await lab.queue(otherCampaign());
    // Its name alone, once none of its runs waits or works.
    await inSidebar(other).waitFor({ timeout: patience });
  }, patience);
  afterAll(() => lab?.close(), patience);

  const inSidebar = (campaign: string) => page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name: campaign, exact: true });

  const ways = [
    ['as they are at first', '', ''],
    ['with lines pinned and an effect read off', '?pin=0.05&effect=0.01', '?effect=0.02'],
    ['in parallel coordinates', '?figure=parallel-coordinates', '?figure=convergence'],
  ] as const;
  test.each(ways)('nothing of the first is seen under the name of the second, compared %s', async (_, firstQuery, secondQuery) => {
    const comparisons = [
      [other, secondQuery],
      [storedCampaign, firstQuery],
    ] as const;
    const compare = async ([campaign, query]: readonly [string, string]) => {
      await goTo(page, `/campaigns/${encodeURIComponent(campaign)}/compare${query}`);
      await shown(campaign);
    };
    const words: string[][] = [];
    for (const comparison of comparisons) {
      await compare(comparison);
      words.push(await freshWords(comparison[0]));
    }
    // The sidebar leads to what was compared last in this window.
    for (const comparison of comparisons) await compare(comparison);
    const [ofOther, ofStored] = words;

    for (const [to, foreign, own] of [[other, ofStored, ofOther], [storedCampaign, ofOther, ofStored]] as const) {
      const onlyThere = foreign.filter((word) => !own.includes(word));
      expect(onlyThere).toContain(to === other ? storedCampaign : other);
      expect(onlyThere.length).toBeGreaterThan(10);
      const frames = await framesOfSwitch(to);
      expect(frames.length).toBeGreaterThan(3);
      expect(frames.flatMap(({ words }) => words.filter((word) => onlyThere.includes(word)))).toEqual([]);
    }
    expect(complaints).toEqual([]);
  }, patience);

  test('every run says its campaign in the list of all, without scrolling sideways, and none in that of one', async () => {
    const heads = () => page.getByRole('table', { name: 'Runs' }).getByRole('columnheader').allInnerTexts();
    await goTo(page, '/runs');
    await expect.poll(heads).toContain('Campaign');
    const cells = page.locator('tr.run:not([hidden]) .first');
    expect(new Set(await cells.evaluateAll((all) => all.map((line) => line.getAttribute('title'))))).toEqual(new Set([other, storedCampaign]));
    const grid = page.locator('.scroller').filter({ has: page.getByRole('table', { name: 'Runs' }) });
    expect(await grid.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await goTo(page, `/campaigns/${encodeURIComponent(other)}/runs`);
    await expect.poll(heads).toContain('Attack');
    expect(await heads()).not.toContain('Campaign');
    expect(complaints).toEqual([]);
  }, patience);

  /** What a comparison shows to who begins with it. */
  async function freshWords(campaign: string): Promise<string[]> {
    // All that is asked for has come: what comes later would be taken for another campaign's.
    await page.reload({ waitUntil: 'networkidle' });
    await shown(campaign);
    return wordsIn(page);
  }

  /** Waits until the comparison of a campaign is whole. */
  async function shown(campaign: string): Promise<void> {
    await page.getByRole('main').getByText(campaign).first().waitFor();
    await page.getByRole('main').getByRole('img').first().waitFor();
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  /** Frames under the name of the campaign that the sidebar leads to: some before its answers, which are held so long, and some after. */
  async function framesOfSwitch(to: string): Promise<Frame[]> {
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const hold = async (route: Route) => {
      await held;
      await route.continue();
    };
    await page.route('**/api/*', hold);
    await watchFrames(page);
    await inSidebar(to).click();
    const seen = () => page.evaluate((name) => (window as unknown as { frames: Frame[] }).frames.filter(({ campaign }) => campaign === name).length, to);
    await expect.poll(seen).toBeGreaterThan(3);
    release();
    await shown(to);
    const before = await seen();
    await expect.poll(seen).toBeGreaterThan(before + 2);
    await page.unroute('**/api/*', hold);
    return page.evaluate((name) => {
      const watched = window as unknown as { frames: Frame[]; endFrames: () => void };
      watched.endFrames();
      return watched.frames.filter(({ campaign }) => campaign === name);
    }, to);
  }
});

/** Keeps what stands in every frame from now on. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(readWords);
  await page.evaluate(() => {
    const watched = window as unknown as { frames: Frame[]; endFrames: () => void; wordsInMain: () => string[] };
    watched.frames = [];
    let going = true;
    watched.endFrames = () => void (going = false);
    const look = () => {
      const campaign = decodeURIComponent(/#\/campaigns\/([^/?]+)/.exec(window.location.hash)?.[1] ?? '');
      watched.frames.push({ campaign, words: watched.wordsInMain() });
      if (going) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

async function wordsIn(page: Page): Promise<string[]> {
  await page.evaluate(readWords);
  return page.evaluate(() => (window as unknown as { wordsInMain: () => string[] }).wordsInMain());
}

/** Gives the page a function for every text and every name of a figure in its main part, also of what is written in fields. */
function readWords(): void {
  Object.assign(window, {
    wordsInMain() {
      const main = document.querySelector('main') as HTMLElement;
      const words = new Set<string>();
      const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) words.add(texts.currentNode.nodeValue?.trim() ?? '');
      for (const element of main.querySelectorAll('[aria-label]')) words.add(element.getAttribute('aria-label') ?? '');
      for (const field of main.querySelectorAll('input')) words.add(field.value);
      words.delete('');
      return [...words];
    },
  });
}

/** Runs that share neither objective nor sizes with {@link storedCampaign}. */
function otherCampaign(): ReturnType<typeof pushCampaign> {
  return {
    ...pushCampaign(),
    name: other,
    objective: { id: 'availability', config: {} },
    sweep: [
      { path: 'attack', values: [{ id: 'uniform', config: {} }, { id: 'pga', config: { iterations: 2 } }] },
      { path: 'budget.maliciousShare', values: [0.03, 0.08, 0.12] },
      { path: 'seed', values: [1, 2, 3] },
    ],
  };
}
