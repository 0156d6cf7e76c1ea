import { describe, expect, test } from 'vitest';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { ImportedProfiles } from '../../../shared/domain/profiles.ts';
import { useAttackProfiles } from '../../../src-renderer/stores/attack-profiles.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import { profilesCampaign } from '../../../src-renderer/campaign-draft/profiles-campaign.ts';
import { describedComponents } from '../design/components.ts';
import { openStores } from '../fake-api.ts';

const profiles: ImportedProfiles = {
  hash: 'ab'.repeat(32),
  name: 'foreign.csv',
  dataset: 'f1',
  users: 3,
  ratings: 9,
  report: { rows: 9, kept: 9, droppedByReason: {}, units: 'stars', fewest: 2, most: 4, notes: ['A note.'] },
  maliciousShare: 0.05,
  importedAt: '2026-01-01T00:00:00.000Z',
};

describe('importing attack profiles', () => {
  test('asks for a file, then for units and labels, and keeps what it brought', async () => {
    const { calls, transport } = openStores({ 'profiles.import': () => ({ profiles }) });
    const store = useAttackProfiles();
    await store.choose('f1');
    expect(store.draft).toBeNull();
    transport.openFile = async () => ({ fileId: 'a', name: 'foreign.csv' });
    await store.choose('f1');
    expect(store.draft).toEqual({ file: { fileId: 'a', name: 'foreign.csv' }, dataset: 'f1', units: 'auto', labels: null });
    transport.openFile = async () => ({ fileId: 'b', name: 'labels.csv' });
    await store.chooseLabels();
    store.draft!.units = 'shifted';
    await store.start();
    expect(calls).toEqual([{ procedure: 'profiles.import', input: { fileId: 'a', dataset: 'f1', labelsFileId: 'b', units: 'shifted' } }]);
    expect(store.draft).toBeNull();
    expect(store.result).toEqual({ profiles, campaign: null, rerun: null });
    store.close();
    expect(store.result).toBeNull();
  });

  test('keeps the choices when the file is refused, and says why', async () => {
    const refusal = new LabError('bad-input', 'foreign.csv, line 2: no');
    const { transport } = openStores({
      'profiles.import': () => {
        throw refusal;
      },
    });
    transport.openFile = async () => ({ fileId: 'a', name: 'foreign.csv' });
    const store = useAttackProfiles();
    await store.choose('f1');
    await store.start();
    expect(store.draft?.file.fileId).toBe('a');
    expect(store.error).toBe(refusal);
    expect(store.busy).toBe(false);
  });

  test('takes a dropped file for a part of a data set as one that was chosen', async () => {
    const { calls } = openStores({ 'profiles.import': () => ({ profiles }) });
    const store = useAttackProfiles();
    await store.receive(new File(['a,1,5'], 'dropped.csv'), { of: 'big', topUsers: 10 });
    expect(store.draft?.file).toEqual({ fileId: 'file', name: 'dropped.csv' });
    await store.start();
    expect(calls[0].input).toEqual({ fileId: 'file', dataset: { of: 'big', topUsers: 10 } });
  });

  test('imports a zip as a bundle at once', async () => {
    const answer = { profiles, campaign: 'bundle 12', run: 'k', sameBits: true, rerun: 'The same bits.' };
    const { calls, transport } = openStores({ 'profiles.importBundle': () => answer });
    transport.openFile = async () => ({ fileId: 'z', name: 'Attack.ZIP' });
    const store = useAttackProfiles();
    await store.choose('f1');
    expect(calls).toEqual([{ procedure: 'profiles.importBundle', input: { fileId: 'z' } }]);
    expect(store.result).toMatchObject({ campaign: 'bundle 12', rerun: 'The same bits.' });
  });
});

describe('a campaign', () => {
  const components = describedComponents();
  const needy = [
    ...components,
    { ...components.find(({ id }) => id === 'uniform')!, id: 'imported', needs: ['profiles' as const] },
    { ...components.find(({ id }) => id === 'uniform')!, id: 'segment', needs: ['targets' as const] },
  ];

  test('of imported profiles is one run that spends what they spend', () => {
    const campaign = profilesCampaign('Imported foreign.csv', 'small', profiles, needy);
    expect(campaignSchema.parse(campaign)).toEqual(campaign);
    expect(campaign).toMatchObject({
      attack: { id: 'imported', config: { profiles: profiles.hash } },
      budget: { maliciousShare: 0.05, fillerSize: 4, maxRating: 2 },
      sweep: [],
    });
  });

  test('that is new holds no attack that needs targets or profiles named first', () => {
    expect(newCampaign('new', 'small', needy).sweep[0]).toEqual({ path: 'attack.id', values: ['uniform', 'pga', 'sgld'] });
  });
});
