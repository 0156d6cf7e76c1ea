import { effectScope } from 'vue';
import type { EffectScope } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import type { Campaign, CampaignCheck } from '../../../shared/domain/campaign.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { packRuns } from '../../../shared/domain/run-columns.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { withBase } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { createDraftStorage } from '../../../src-renderer/views/design/draft-storage.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import type { Design } from '../../../src-renderer/views/design/use-design.ts';
import { createDesign } from '../../../src-renderer/views/design/use-design.ts';
import { fakeTransport } from '../fake-api.ts';
import { sampleRun } from '../sample-run.ts';
import { describedComponents } from './components.ts';

const scopes: EffectScope[] = [];
afterEach(() => scopes.splice(0).forEach((scope) => scope.stop()));

describe('a campaign that is being opened', () => {
  it('cannot be edited, so that no half of it is kept as a draft', async () => {
    const { design, kept } = drawingBoard();
    const opening = design.open(null);
    rename(design, 'typed too early');
    await opening;
    expect(design.draft.value.base).toMatchObject({ name: 'Untitled', learner: { id: 'als' } });
    expect(design.restored.value).toBe(false);
    expect(kept.size).toBe(0);
  });

  it('gives way to one that is opened later, whichever answer comes first', async () => {
    const first = later<void>();
    const { design } = drawingBoard({ get: async (name) => (name === 'slow' ? first.promise : undefined) });
    const slow = design.open('slow');
    await design.open('quick');
    first.settle();
    await slow;
    expect(design.savedName.value).toBe('quick');
    expect(design.draft.value.base.name).toBe('quick');
  });
});

describe('edits that were never saved', () => {
  it('come back when the campaign is opened again, but not on another one that has taken its name', async () => {
    const saved = { seed: 1 };
    const { design, kept } = drawingBoard({ saved });
    await design.open('Known');
    design.edit(withBase(design.draft.value, 'seed', 5), 'seed');
    await passed();
    expect(kept.size).toBe(1);
    const opened = async () => {
      await design.open('Known');
      return [design.draft.value.base.seed, design.restored.value];
    };
    expect(await opened()).toEqual([5, true]);
    saved.seed = 2;
    expect(await opened()).toEqual([2, false]);
    saved.seed = 1;
    expect(await opened()).toEqual([5, true]);
  });
});

describe('queueing a campaign', () => {
  it('tells how many finished runs it has no longer', async () => {
    const runs = ['aa', 'bb', 'cc', 'dd'].map((key) => sampleRun(key));
    runs[3] = { ...runs[3], status: 'cancelled' };
    const { design } = drawingBoard({ before: runs, after: [runs[0]] });
    await design.open('Known');
    expect(await design.queue()).toEqual({ queued: 1, leftOut: 2 });
    const fresh = drawingBoard({ before: runs, after: [runs[0]] }).design;
    await fresh.open(null);
    expect(await fresh.queue()).toEqual({ queued: 1, leftOut: 0 });
  });
});

describe('the check', () => {
  it('of an earlier state does not pass for that of the present one', async () => {
    const answers: ReturnType<typeof later<number>>[] = [];
    const { design } = drawingBoard({ check: () => answers[answers.push(later<number>()) - 1].promise });
    await design.open(null);
    await until(() => answers.length === 1);
    rename(design, 'another');
    answers[0].settle(1);
    await passed();
    expect(design.checking.value).toBe(true);
    expect(design.check.value).toBeNull();
    await until(() => answers.length === 2);
    answers[1].settle(2);
    await design.checked();
    expect(design.check.value?.runs).toBe(2);
  });

  it('that arrives after a newer one is dropped', async () => {
    const answers: ReturnType<typeof later<number>>[] = [];
    const { design } = drawingBoard({ check: () => answers[answers.push(later<number>()) - 1].promise });
    await design.open(null);
    await until(() => answers.length === 1);
    rename(design, 'another');
    await until(() => answers.length === 2);
    answers[1].settle(2);
    await design.checked();
    answers[0].settle(1);
    await passed();
    expect(design.check.value?.runs).toBe(2);
    expect(design.checking.value).toBe(false);
  });

  it('is awaited right after an edit, and can be asked for again when it failed', async () => {
    let broken = true;
    const { design } = drawingBoard({
      check: async () => {
        if (broken) throw new Error('The lab does not answer.');
        return 3;
      },
    });
    await design.open(null);
    await design.checked();
    expect(design.checkFailure.value).toMatchObject({ message: 'The lab does not answer.' });
    broken = false;
    await design.recheck();
    expect(design.checkFailure.value).toBeNull();
    rename(design, 'another');
    expect(design.checking.value).toBe(true);
    await design.checked();
    expect(design.check.value?.runs).toBe(3);
  });
});

interface Hooks {
  get?: (name: string) => Promise<void>;
  /** How many runs a campaign has. */
  check?: () => Promise<number>;
  /** Runs of a saved campaign, and those that it has once it is queued. */
  before?: Run[];
  after?: Run[];
  /** What differs in every saved campaign from a new one. */
  saved?: Partial<Campaign>;
}

function drawingBoard({ get = async () => undefined, check = async () => 1, before = [], after = [], saved = {} }: Hooks = {}) {
  const components = describedComponents();
  const kept = new Map<string, string>();
  const { transport } = fakeTransport({
    'catalogue.list': () => ({ components }),
    'datasets.list': () => ({ datasets: [] }),
    'campaigns.list': () => ({ campaigns: [] }),
    'campaigns.presets': () => ({ presets: [] }),
    'campaigns.get': async ({ campaign }: { campaign: string }) => {
      await get(campaign);
      return { campaign: { ...newCampaign(campaign, 'built-in', components), ...saved } satisfies Campaign };
    },
    'campaigns.check': async () => answerOf(await check()),
    'campaigns.save': ({ campaign }: { campaign: Campaign }) => ({ campaign }),
    'runs.columns': () => ({ columns: packRuns(before) }),
    'queue.add': ({ campaign }: { campaign: Campaign }) => ({ campaign: campaign.name, runs: after, queued: after.length }),
  });
  const storage = createDraftStorage({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  });
  const scope = effectScope();
  scopes.push(scope);
  const design = scope.run(() => createDesign(createApi(transport), storage));
  if (!design) throw new Error('the scope has ended');
  return { design, kept };
}

function answerOf(runs: number): CampaignCheck {
  return { runs, cached: 0, maliciousUsers: [], estimateSeconds: null, breakdown: [], errors: [], warnings: [] };
}

function rename(design: Design, name: string): void {
  design.edit(withBase(design.draft.value, 'name', name), 'name');
}

function later<T>() {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, settle };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await passed();
}

function passed(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
