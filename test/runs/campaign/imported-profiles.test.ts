import { describe, expect, it } from 'vitest';
import { checkCampaign, prepareCampaign } from '../../../src-main/runs/campaign/check.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { exampleCampaign, libraryWithData } from './sample-campaigns.ts';

/** Profiles of `users` who rate the first `size` of the 80 items with 3. */
function keepProfiles(store: Store, dataset: string, users: number, size: number): string {
  const rowStart = Int32Array.from({ length: users + 1 }, (_, i) => i * size);
  const rowItem = Int32Array.from({ length: users * size }, (_, at) => at % size);
  const profiles = { users, items: 80, rowStart, rowItem, rowValue: new Float64Array(users * size).fill(3) };
  return store.importedProfiles.put(profiles, {
    name: 'foreign.csv',
    dataset,
    report: { rows: 1, kept: 1, droppedByReason: {}, units: 'shifted', fewest: size, most: size, notes: [] },
    maliciousShare: null,
    importedAt: '2026-01-01T00:00:00.000Z',
  }).hash;
}

function importedCampaign(profiles: string, more: object = {}) {
  return { ...exampleCampaign(), attack: { id: 'imported', config: { profiles } }, sweep: [], ...more };
}

describe('a campaign with imported profiles', () => {
  it('is fit to run when the share gives their number', async () => {
    const { store, context, dataset } = await libraryWithData();
    const hash = keepProfiles(store, dataset.fingerprint, 10, 50);
    const check = await checkCampaign(importedCampaign(hash, { budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 3 } }), context);
    expect(check).toMatchObject({ runs: 1, errors: [], warnings: [], breakdown: [{ attack: 'imported', gradient: null, label: 'Imported' }] });
  });

  it('is told of what they spend beyond B and Λ, and runs', async () => {
    const { store, context, dataset } = await libraryWithData();
    const hash = keepProfiles(store, dataset.fingerprint, 10, 51);
    const { errors, warnings } = await checkCampaign(importedCampaign(hash), context);
    expect(errors).toEqual([]);
    expect(warnings.map(({ path, message }) => [path, message.slice(0, 46)])).toEqual([
      ['budget.fillerSize', '10 of 10 profiles rate more than B = 50 items,'],
      ['budget.maxRating', '510 of 510 ratings lie beyond ±Λ = 2, up to 3;'],
    ]);
    expect((await prepareCampaign(importedCampaign(hash), context)).runs).toHaveLength(1);
  });

  it('is refused where the share gives another number, with the share to set', async () => {
    const { store, context, dataset } = await libraryWithData();
    const hash = keepProfiles(store, dataset.fingerprint, 9, 5);
    const sweep = [{ path: 'budget.maliciousShare', values: [0.045, 0.01] }];
    const { errors } = await checkCampaign(importedCampaign(hash, { sweep }), context);
    expect(errors).toEqual([
      {
        path: 'sweep.0.values.1',
        message: 'The profiles have 9 users, all of whom attack; this share of 200 normal users gives 2. Set it to 0.045.',
      },
    ]);
    await expect(prepareCampaign(importedCampaign(hash, { sweep }), context)).rejects.toMatchObject({ code: 'bad-input' });
    const many = keepProfiles(store, dataset.fingerprint, 201, 1);
    expect((await checkCampaign(importedCampaign(many), context)).errors[0].message).toMatch(/more than the 200 normal users and cannot be evaluated/);
  });

  it.each([
    ['', /^Name the profiles by the hash that importing them gave\. Imported for ml-100k: [0-9a-f]{64} \(foreign\.csv\)\.$/],
    ['0'.repeat(64), /^The profiles that this campaign attacks with are not in the library\. Import the bundle or the file that it came with for ml-100k, or name others that were imported for it: foreign\.csv\.$/],
    ['abc', /64 characters/],
  ])('is refused without known profiles: %j', async (hash, message) => {
    const { store, context, dataset } = await libraryWithData();
    keepProfiles(store, dataset.fingerprint, 10, 5);
    const { errors } = await checkCampaign(importedCampaign(hash), context);
    expect(errors).toEqual([{ path: 'attack.config.profiles', message: expect.stringMatching(message) as string }]);
  });

  it('is refused with profiles of another data set', async () => {
    const { store, context } = await libraryWithData();
    const hash = keepProfiles(store, 'another', 10, 5);
    const { errors } = await checkCampaign(importedCampaign(hash), context);
    expect(errors[0].message).toBe(
      'The profiles of foreign.csv were imported for a data set that is gone, not for ml-100k. Import foreign.csv for ml-100k, or attack the data that they are of.',
    );
  });
});
