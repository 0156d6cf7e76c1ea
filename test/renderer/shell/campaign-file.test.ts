import { defineStore } from 'pinia';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { useCampaignFile } from '../../../src-renderer/shell/campaign-file.ts';
import { useOpenedCampaign } from '../../../src-renderer/stores/opened-campaign.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import { describedComponents } from '../design/components.ts';
import { openStores } from '../fake-api.ts';

const push = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }));
beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0 }));

const mistakes = [
  { path: 'budget.maliciousShare', title: 'Malicious users', file: 'mine.json', line: 38, message: 'Must be at most 1.' },
  { path: 'learner.config.rnak', file: 'mine.json', line: 10, message: 'Unknown field "rnak".' },
];

/** Files by seed, over a library in which another campaign has their name. */
function openedFiles() {
  const campaign = (name: string, seed: number): Campaign => ({ ...newCampaign(name, 'built-in', describedComponents()), seed });
  const saved = new Map([['mine', campaign('mine', 1)]]);
  const summary = (name: string) => ({ name, runs: 0, done: 0, listed: 0, datasetName: 'built-in', updatedAt: '2026-11-29T12:00:00.000Z', active: false });
  openStores({
    'campaigns.open': ({ fileId }: { fileId: string }) => {
      if (fileId === 'mistaken') throw new LabError('bad-input', 'mine.json is no campaign.', mistakes);
      if (fileId === 'broken') throw new Error('This is no campaign.');
      return { campaign: campaign('mine', Number(fileId)) };
    },
    'campaigns.meet': ({ campaign: { name } }: { campaign: Campaign }) => ({ saved: saved.has(name) ? 'other' : 'none', runsLeft: 0 }),
    'campaigns.list': () => ({ campaigns: [...saved.keys()].map(summary) }),
    'campaigns.save': ({ campaign: kept }: { campaign: Campaign }) => {
      if (saved.has(kept.name)) throw new Error(`${kept.name} is taken.`);
      saved.set(kept.name, kept);
      return { campaign: kept };
    },
  });
  const { openHeld } = defineStore('files of the test', () => useCampaignFile())();
  return { saved, open: (fileId: string) => openHeld({ fileId, name: 'mine.json' }) };
}

test('files that are opened while one asks wait for the answer, and ask then, by names that are free by then', async () => {
  const { saved, open } = openedFiles();
  const opened = useOpenedCampaign();
  const both = [open('2'), open('broken'), open('3')];
  await vi.waitFor(() => expect(opened.waiting).toMatchObject({ campaign: { seed: 2 }, freeName: 'mine 2' }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(opened.waiting).toMatchObject({ campaign: { seed: 2 } });
  opened.choose('keep both');
  await vi.waitFor(() => expect(opened.waiting).toMatchObject({ campaign: { seed: 3 }, freeName: 'mine 3' }));
  opened.choose('keep both');
  await Promise.all(both);
  expect([...saved].map(([name, { seed }]) => [name, seed])).toEqual([['mine', 1], ['mine 2', 2], ['mine 3', 3]]);
  expect(useToasts().toasts.map(({ message }) => message)).toEqual(['This is no campaign.']);
});

test('mistakes in the fields of a file are listed, all of them, and no message stands beside the list', async () => {
  const { open } = openedFiles();
  await open('mistaken');
  expect(useOpenedCampaign().mistakes).toEqual(mistakes);
  expect(useToasts().toasts).toEqual([]);
});
