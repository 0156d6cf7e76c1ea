import { describe, expect, it } from 'vitest';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { ImportedProfiles } from '../../../shared/domain/profiles.ts';
import { campaignSchema, type Campaign } from '../../../shared/domain/campaign.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { campaignFromDraft, draftFromCampaign } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { formatValue, parseChips } from '../../../src-renderer/views/design/chip-input.ts';
import { fieldsOf } from '../../../src-renderer/campaign-draft/form-fields.ts';
import { profilesInWords, withBudgetOf } from '../../../src-renderer/views/design/profiles-words.ts';

const imported = describeComponents('attack').find(({ id }) => id === 'imported') as ComponentDescription;
const profiles: ImportedProfiles = {
  ...{ hash: 'ab'.repeat(32), name: 'foreign.csv', dataset: 'f1', users: 47, ratings: 1880, maliciousShare: 0.05, importedAt: '2026-01-01T00:00:00.000Z' },
  report: { rows: 1880, kept: 1880, droppedByReason: {}, units: 'stars', fewest: 40, most: 60, notes: [] },
};
const draft = (changes: Partial<Campaign>) =>
  draftFromCampaign(
    campaignSchema.parse({
      ...{ schema: 1, name: 't', dataset: 'd', learner: { id: 'als' }, objective: { id: 'availability' }, gradient: { id: 'exact' } },
      ...{ attack: { id: 'imported', config: { profiles: profiles.hash } }, budget: { maliciousShare: 0.01, fillerSize: 50, maxRating: 2 }, seed: 1 },
      ...changes,
    }),
  );

describe('the field of imported profiles', () => {
  it('has a control of its own, by what its text names, and short chips', () => {
    const [field] = fieldsOf(imported);
    expect(field).toMatchObject({ key: 'profiles', control: 'profiles' });
    expect(formatValue(field, profiles.hash)).toBe('abababab');
    expect(parseChips(field, profiles.hash)).toEqual({ values: [profiles.hash], range: false });
  });

  it('says what profiles are in a line', () => {
    expect(profilesInWords(profiles)).toBe('47 users, 1,880 ratings, 40 to 60; α = 5 %');
    expect(profilesInWords({ ...profiles, maliciousShare: null })).toContain('more than the normal users');
  });
});

describe('the budget of imported profiles', () => {
  const budget = (from: ReturnType<typeof draft>) => {
    const taken = withBudgetOf(from, profiles);
    return taken && campaignFromDraft(taken);
  };

  it('is the share that buys them, and room for the largest', () => {
    expect(budget(draft({}))).toMatchObject({ budget: { maliciousShare: 0.05, fillerSize: 60, maxRating: 2 } });
    expect(budget(draft({ budget: { maliciousShare: 0.01, fillerSize: 80, maxRating: 2 } }))?.budget.fillerSize).toBe(80);
    expect(budget(draft({ budget: { maliciousShare: 0.05, fillerSize: 60, maxRating: 2 } }))).toBeNull();
    expect(withBudgetOf(draft({}), { ...profiles, maliciousShare: null })).toBeNull();
  });

  it('no longer varies, and leaves what else varies', () => {
    const seeds = { path: 'seed', values: [1, 5] };
    const swept = draft({ sweep: [{ path: 'budget.maliciousShare', values: [0.01, 0.05] }, seeds] });
    expect(budget(swept)).toMatchObject({ budget: { maliciousShare: 0.05, fillerSize: 60 }, sweep: [seeds] });
    const paired = draft({ sweep: [{ path: ['budget.maliciousShare', 'seed'], values: [[0.01, 1], [0.05, 5]] }] });
    expect(budget(paired)?.sweep).toEqual([seeds]);
  });
});
