import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignSchema } from '../../shared/domain/campaign.ts';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { longCampaign, startStoredLab } from './stored-lab.ts';

const patience = 240_000;

/** What the window does with its keys, its title and notifications, in a real browser. */
describe('the window', () => {
  const complaints: string[] = [];
  let lab: StoredLab;
  let page: Page;
  beforeAll(async () => {
    lab = await startStoredLab({ width: 1440, height: 900 }, async () => undefined);
    page = lab.page;
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  }, patience);
  afterAll(() => lab?.close(), patience);

  const place = () => new URL(page.url()).hash;
  const go = async (to: string) => {
    await goTo(page, to);
    await expect.poll(place).toBe(`#${to}`);
  };
  const keysOf = (action: string) => page.getByRole('button', { name: new RegExp(`^Keys of ${action}: `) });

  test('takes other keys for an action, gives them to no second one, and keeps them', async () => {
    await go('/settings/shortcuts');
    await keysOf('Queue').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Alt+U');
    await page.getByRole('button', { name: 'Keys of Queue: Ctrl+Alt+U' }).waitFor();

    await keysOf('Runs').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Alt+U');
    await expect.poll(() => page.getByRole('main').getByRole('alert').innerText()).toBe('Ctrl Alt U belongs to “Queue”. Take it from there first.');
    await page.keyboard.press('j');
    await expect.poll(() => page.getByRole('main').getByRole('alert').innerText()).toBe('Hold Ctrl or Alt with a key, or take a function key.');
    await page.keyboard.press('Escape');
    await page.getByRole('main').getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Keys of Runs: Alt+R' }).waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'Keys of Queue: Ctrl+Alt+U' }).waitFor();
    await go('/');
    await page.keyboard.press('Alt+Q');
    await page.keyboard.press('Alt+R');
    await expect.poll(place).toBe('#/runs');
    await page.keyboard.press('Control+Alt+U');
    await expect.poll(place).toBe('#/queue');
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog').getByText('Ctrl').first().waitFor();
    await page.keyboard.press('Escape');

    await go('/settings/shortcuts');
    await page.getByRole('row', { name: /^Queue/ }).getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Keys of Queue: Alt+Q' }).waitFor();
    await keysOf('Home').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: 'Keys of Home: none' }).waitFor();
    await page.keyboard.press('Alt+Q');
    await expect.poll(place).toBe('#/queue');
    await page.keyboard.press('Alt+H');
    await page.keyboard.press('Alt+R');
    await expect.poll(place).toBe('#/runs');
    await page.goBack();
    await expect.poll(place).toBe('#/queue');
  }, patience);

  test('marks its title while runs go on', async () => {
    const running = page.getByRole('link', { name: `${longCampaign().name}, running` });
    await expect.poll(() => page.title()).toBe('Poison Lab');
    await lab.queue(longCampaign());
    await expect.poll(() => page.title()).toBe('▸ 0 of 40 runs – Poison Lab');
    await running.waitFor();
    await lab.cancel(longCampaign().name);
    await expect.poll(() => page.title()).toBe('Poison Lab');
    await running.waitFor({ state: 'hidden' });
  }, patience);

  describe('that nobody looks at', () => {
    interface Watched {
      looked: boolean;
      shown: { title: string; body?: string; click: () => void }[];
    }
    beforeAll(async () => {
      // The real permission decides; what would be shown is kept, since a browser without a screen shows nothing.
      await page.addInitScript(() => {
        const watched: Watched = { looked: false, shown: [] };
        const real = window.Notification;
        class Kept extends EventTarget {
          static get permission() {
            return real.permission;
          }
          static requestPermission() {
            return real.requestPermission();
          }
          constructor(title: string, options?: NotificationOptions) {
            super();
            watched.shown.push({ title, body: options?.body, click: () => this.dispatchEvent(new Event('click')) });
          }
        }
        Object.defineProperty(window, 'Notification', { value: Kept });
        document.hasFocus = () => watched.looked;
        Object.assign(window, { watched });
      });
      await page.reload();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    }, patience);

    const shown = () => page.evaluate(() => (window as unknown as { watched: Watched }).watched.shown.map(({ title, body }) => ({ title, body })));

    test('says in its title that a campaign has ended, and notifies nobody who has not allowed it', async () => {
      await lab.queue(quickCampaign('First errand', 11));
      await expect.poll(() => page.title(), { timeout: 60_000 }).toBe('✓ First errand has ended – Poison Lab');
      expect(await shown()).toEqual([]);
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await expect.poll(() => page.title()).toBe('Poison Lab');
    }, patience);

    test('notifies who has allowed it, unless the setting is off, and leads to the figure', async () => {
      await lab.context.grantPermissions(['notifications']);
      await lab.queue(quickCampaign('Second errand', 12));
      await expect.poll(shown, { timeout: 60_000 }).toEqual([{ title: 'Second errand has ended', body: '2 stored.' }]);
      await page.evaluate(() => (window as unknown as { watched: Watched }).watched.shown[0].click());
      await expect.poll(place).toBe('#/campaigns/Second%20errand/compare');

      await go('/settings');
      await page.getByRole('switch', { name: 'Tell the end of a campaign outside the window' }).click();
      await lab.queue(quickCampaign('Third errand', 13));
      await expect.poll(() => page.title(), { timeout: 60_000 }).toBe('✓ Third errand has ended – Poison Lab');
      expect(await shown()).toHaveLength(1);
    }, patience);
  });

  test('complains about nothing', () => expect(complaints).toEqual([]));
});

/** Two runs that take no time, with a seed of their own. */
function quickCampaign(name: string, seed: number) {
  return campaignSchema.parse({
    ...{ schema: 1, name, seed, dataset: 'small' },
    learner: { id: 'als', config: { rank: 3, lambdaUsers: 5, lambdaItems: 5 } },
    objective: { id: 'integrity', config: { targets: [7], weight: 1 } },
    gradient: { id: 'one-step', config: {} },
    attack: { id: 'uniform', config: {} },
    budget: { maliciousShare: 0.05, fillerSize: 20, maxRating: 2 },
    sweep: [{ path: 'budget.maliciousShare', values: [0.05, 0.1] }],
  });
}
