import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Client } from '../../shared/contract/contract.ts';
import { loopbackRoutes } from '../../shared/contract/transport.ts';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { campaignSchema } from '../../shared/domain/campaign.ts';
import type { RunningLab, WatchedBrowser } from './running-lab.ts';
import { startBrowser, startLab } from './running-lab.ts';
import { writeSmallMovieLens } from './small-movielens.ts';

/** Name of the campaign whose twelve runs are stored. */
export const storedCampaign = 'Push of one film';

/** A lab with runs in its library, and a window that is signed in to it. */
export interface StoredLab {
  lab: RunningLab;
  context: BrowserContext;
  page: Page;
  /** Reference of one stored run, an attack that was optimised. */
  run: string;
  /** Queues another campaign. */
  queue(campaign: Campaign): Promise<void>;
  cancel(campaign: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the built lab over a fresh library, imports the small data set and computes {@link storedCampaign}.
 * @param meet sees the window before that, as someone does who starts the lab for the first time
 */
export async function startStoredLab(
  viewport: { width: number; height: number },
  meet: (page: Page) => Promise<void>,
): Promise<StoredLab> {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-stored-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const [lab, watched]: [RunningLab, WatchedBrowser] = await Promise.all([startLab(home), startBrowser()]);
  const context = await watched.browser.newContext({ viewport });
  const page = await context.newPage();
  // With one listener for good, file dialogs are answered by tests from the first to the last.
  page.on('filechooser', () => {});
  page.setDefaultTimeout(20_000);
  await page.goto(lab.address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await meet(page);

  const ask = <Answer>(route: string, body: string | number[]) =>
    page.evaluate(
      async ([to, content]) => {
        const binary = typeof content !== 'string';
        const answer = await fetch(to, {
          method: 'POST',
          headers: { 'content-type': binary ? 'application/octet-stream' : 'application/json' },
          body: binary ? new Uint8Array(content) : content,
        });
        if (!answer.ok) throw new Error(`${to}: ${await answer.text()}`);
        return (await answer.json()) as Answer;
      },
      [route, body] as const,
    );
  const call = <Answer>(procedure: string, input: unknown) => ask<Answer>(loopbackRoutes.api + procedure, JSON.stringify(input));

  const bytes = [...readFileSync(writeSmallMovieLens(folder))];
  const { fileId } = await ask<{ fileId: string }>(`${loopbackRoutes.files}?name=small.zip`, bytes);
  await call('datasets.import', { fileId, importId: 'small', options: { name: 'small' } });
  const queue = (campaign: Campaign) => call<Awaited<ReturnType<Client['queue']['add']>>>('queue.add', { campaign });
  const { runs } = await queue(pushCampaign());
  await untilDone();

  return {
    lab,
    context,
    page,
    run: runs.find(({ config }) => config.attack.id === 'pga')?.run ?? '',
    queue: async (campaign) => void (await queue(campaign)),
    cancel: async (campaign) => void (await call('queue.cancel', { campaign })),
    async close() {
      await watched.close();
      await lab.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function untilDone(): Promise<void> {
    for (;;) {
      const { campaigns } = await call<Awaited<ReturnType<Client['campaigns']['list']>>>('campaigns.list', {});
      const found = campaigns.find(({ name }) => name === storedCampaign);
      if (found && !found.active) {
        if (found.done !== found.runs) throw new Error(`${found.done} of ${found.runs} runs are stored`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** A campaign whose runs do not end while a test looks, for views of work in progress. */
export function longCampaign(): Campaign {
  return campaignSchema.parse({
    ...pushCampaign(),
    name: 'A long evening',
    dataset: 'built-in',
    objective: { id: 'availability', config: {} },
    attack: { id: 'sgld', config: { iterations: 50_000 } },
    sweep: [{ path: 'seed', values: Array.from({ length: 40 }, (_, index) => index) }],
  });
}

/** {@link storedCampaign} itself. */
export function pushCampaign(): Campaign {
  return campaignSchema.parse({
    schema: 1,
    name: storedCampaign,
    dataset: 'small',
    learner: { id: 'als', config: { rank: 3, lambdaUsers: 5, lambdaItems: 5 } },
    objective: { id: 'integrity', config: { targets: [7], weight: 1 } },
    gradient: { id: 'one-step', config: {} },
    attack: { id: 'uniform', config: {} },
    budget: { maliciousShare: 0.05, fillerSize: 20, maxRating: 2 },
    seed: 1,
    sweep: [
      { path: 'attack', values: [{ id: 'uniform', config: {} }, { id: 'pga', config: { iterations: 4 } }, { id: 'sgld', config: { iterations: 4 } }] },
      { path: 'budget.maliciousShare', values: [0.05, 0.1] },
      { path: 'seed', values: [1, 2] },
    ],
  });
}
