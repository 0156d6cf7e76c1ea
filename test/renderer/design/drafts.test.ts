import { describe, expect, it } from 'vitest';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import { createDraftStorage } from '../../../src-renderer/views/design/draft-storage.ts';
import { knowledgeOf } from '../../../src-renderer/views/design/knowledge.ts';
import { freeName } from '../../../shared/domain/free-name.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import { targetIds, targetRule, targetsInWords } from '../../../shared/domain/targets.ts';
import { parseTargetIds } from '../../../src-renderer/views/design/target-values.ts';
import { describedComponents } from './components.ts';

function memory(full = false) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('drafts', () => {
  const campaign = newCampaign('Untitled', 'built-in', describedComponents());

  it('come back as they were, by name', () => {
    const storage = createDraftStorage(memory());
    storage.write('a', null, campaign);
    expect(storage.read('a', null)).toEqual(campaign);
    expect(storage.read('b', null)).toBeNull();
    storage.forget('a');
    expect(storage.read('a', null)).toBeNull();
  });

  it('are no edits of another campaign that has taken the name, and wait for theirs to come back', () => {
    const storage = createDraftStorage(memory());
    const base = { ...campaign, seed: 2 };
    storage.write('a', base, campaign);
    for (const other of [{ ...campaign, seed: 3 }, null]) expect(storage.read('a', other)).toBeNull();
    expect(storage.read('a', base)).toEqual(campaign);
  });

  it('count as none when they are damaged or of another version', () => {
    const store = memory();
    const storage = createDraftStorage(store);
    storage.write('a', null, campaign);
    const [key] = store.kept.keys();
    for (const text of ['{', '{}', JSON.stringify({ base: null, draft: { ...campaign, schema: 2 } })]) {
      store.kept.set(key, text);
      expect(storage.read('a', null)).toBeNull();
    }
  });

  it('do not stop the form when the storage is full', () => {
    expect(() => createDraftStorage(memory(true)).write('a', null, campaign)).not.toThrow();
  });
});

describe('a new campaign', () => {
  it('is valid, and sweeps every attack of the catalogue', () => {
    const campaign = newCampaign('Untitled', 'ml-100k', describedComponents());
    expect(campaignSchema.parse(campaign)).toEqual(campaign);
    expect(campaign.sweep[0]).toEqual({ path: 'attack.id', values: ['uniform', 'pga', 'sgld'] });
    expect(campaign).toMatchObject({ dataset: 'ml-100k', learner: { id: 'als' }, gradient: { id: 'one-step' } });
  });

  it('gets a name that is free', () => {
    expect(freeName('Untitled', [])).toBe('Untitled');
    expect(freeName('Untitled', ['Untitled', 'Untitled 2'])).toBe('Untitled 3');
  });
});

describe('targets', () => {
  it('are ids as in the file: whole numbers as numbers, anything else as text', () => {
    expect(parseTargetIds('478, 007 tt1,50')).toEqual([478, '007', 'tt1', 50]);
    expect(targetIds([1, 'a', null])).toEqual([1, 'a']);
    expect(targetIds({ choose: {} })).toEqual([]);
  });

  it('or a rule in words', () => {
    const value = { choose: { predictedMean: 0.8, within: 0.1, count: 2, draw: 3 } };
    expect(targetRule(value)).toEqual(value.choose);
    expect(targetRule([478])).toBeNull();
    expect(targetsInWords(value)).toBe('2 drawn, mean 0.8 ± 0.1');
    expect(targetsInWords({ choose: { popularity: 'tail' } })).toBe('1 drawn, tail popularity');
    expect(targetsInWords([])).toBe('none');
  });
});

describe('what attackers know', () => {
  const attack = (id: string, gradient: boolean) => ({
    ...describedComponents().find((component) => component.id === id)!,
    knows: { learner: true, ratings: true, gradient, detector: false },
  });

  it('says yes, no, or which attacks', () => {
    const facts = knowledgeOf([attack('pga', true), attack('uniform', false)]);
    expect(facts.map(({ value }) => value)).toEqual(['yes', 'yes', 'pga', 'no']);
    expect(knowledgeOf(describedComponents())).toEqual([]);
  });
});
