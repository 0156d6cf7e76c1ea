import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import {
  asRangeDraft,
  asValues,
  expandRange,
  fromAxis,
  joined,
  moved,
  pairWith,
  toAxis,
} from '../../../src-renderer/campaign-draft/axes.ts';
import {
  campaignFromDraft,
  combinations,
  draftFromCampaign,
  lengthsInWords,
  sweep,
  unsavedChanges,
  unsweep,
  withAxis,
  withBase,
} from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { record, redo, startHistory, undo } from '../../../src-renderer/history.ts';

const campaign: Campaign = campaignSchema.parse({
  schema: 1,
  name: 'first look',
  dataset: 'ml-100k',
  learner: { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } },
  objective: { id: 'hybrid', config: { availability: 1, integrity: 0, targets: [478], weight: 2 } },
  gradient: { id: 'exact', config: {} },
  attack: { id: 'pga', config: { iterations: 30, includeTargets: false } },
  budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
  seed: 1,
  sweep: [
    { path: 'attack.id', values: ['uniform', 'sgld', 'pga'] },
    { path: 'budget.maliciousShare', values: [0.005, 0.01, 0.02, 0.05] },
    { path: ['objective.config.availability', 'objective.config.integrity'], values: [[1, 0], [0, 1]] },
    { path: 'attack', values: [{ id: 'pga', config: { iterations: 30 } }] },
    { path: 'seed', values: [1, 2, 3] },
  ],
});

describe('the draft of a campaign', () => {
  it('gives back the same file when nothing was edited', () => {
    expect(campaignFromDraft(draftFromCampaign(campaign))).toEqual(campaign);
  });

  it('counts combinations as the product of the axes', () => {
    const draft = draftFromCampaign(campaign);
    expect(lengthsInWords(draft)).toBe('3 × 4 × 2 × 1 × 3');
    expect(combinations(draft)).toBe(72);
  });

  it('sets a fixed value without touching the rest', () => {
    const draft = withBase(draftFromCampaign(campaign), 'learner.config.rank', 16);
    expect(campaignFromDraft(draft).learner.config).toEqual({ rank: 16, lambdaUsers: 5, lambdaItems: 5 });
    expect(campaign.learner.config['rank']).toBe(8);
  });

  it('sweeps a field from its fixed value and back', () => {
    const swept = sweep(draftFromCampaign(campaign), 'learner.config.rank', 8);
    expect(campaignFromDraft(swept).sweep.at(-1)).toEqual({ path: 'learner.config.rank', values: [8] });
    const back = unsweep(withAxis(swept, 5, { kind: 'values', path: 'learner.config.rank', values: [4, 8] }), 'learner.config.rank');
    expect(campaignFromDraft(back).sweep).toHaveLength(5);
    expect(campaignFromDraft(back).learner.config['rank']).toBe(4);
  });

  it('leaves the other half of a pair on its axis', () => {
    const draft = unsweep(draftFromCampaign(campaign), 'objective.config.integrity');
    expect(campaignFromDraft(draft).sweep[2]).toEqual({ path: 'objective.config.availability', values: [1, 0] });
    expect(campaignFromDraft(draft).objective.config['integrity']).toBe(0);
  });

  it('counts unsaved changes by field and axis, and none after an undo', () => {
    const saved = draftFromCampaign(campaign);
    const edited = withAxis(withBase(saved, 'budget.fillerSize', 60), 4, { kind: 'range', path: 'seed', from: 1, to: 9, step: 1 });
    expect(unsavedChanges(saved, edited)).toBe(2);
    expect(unsavedChanges(saved, withBase(edited, 'budget.fillerSize', 50))).toBe(1);
    expect(unsavedChanges(saved, draftFromCampaign(campaign))).toBe(0);
    expect(unsavedChanges(saved, { ...saved, axes: moved(saved.axes, 0, 2) })).toBe(1);
  });
});

describe('axes', () => {
  it.each([
    [1, 10, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [0, 0.5, 0.1, [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
    [5, 1, -2, [5, 3, 1]],
    [1, 4, 2, [1, 3]],
    [3, 1, 1, []],
    [1, 2, 0, []],
    [0, 1, 1e-9, []],
  ])('expands %d to %d by %d', (from, to, step, values) => {
    expect(expandRange(from, to, step)).toEqual(values);
  });

  it('reads equal steps of whole numbers as a range, anything else as values', () => {
    expect(fromAxis({ path: 'seed', values: [2, 4, 6] })).toEqual({ kind: 'range', path: 'seed', from: 2, to: 6, step: 2 });
    expect(fromAxis({ path: 'seed', values: [1, 2] })).toEqual({ kind: 'range', path: 'seed', from: 1, to: 2, step: 1 });
    expect(fromAxis({ path: 'seed', values: [1, 8] }).kind).toBe('values');
    expect(fromAxis({ path: 'learner.config.rank', values: [1, 2] }).kind).toBe('values');
    expect(fromAxis({ path: 'seed', values: [1, 2, 4] }).kind).toBe('values');
    expect(fromAxis({ path: 'x', values: ['1', '2', '3'] }).kind).toBe('values');
    expect(fromAxis({ path: 'x', values: [0, 0, 0] }).kind).toBe('values');
  });

  it('changes between values and range without changing what runs', () => {
    const range = fromAxis({ path: 'seed', values: [1, 2, 3] });
    expect(toAxis(asValues(range))).toEqual(toAxis(range));
    expect(asRangeDraft({ kind: 'values', path: 'seed', values: [2, 7, 4] })).toMatchObject({ from: 2, to: 7 });
  });

  it('puts a number that is added where it belongs, and keeps an order that somebody chose', () => {
    expect(joined([0.01, 0.05], [0.03])).toEqual([0.01, 0.03, 0.05]);
    expect(joined([10], [9, 100, 1])).toEqual([1, 9, 10, 100]);
    expect(joined([5, 1], [3])).toEqual([5, 1, 3]);
    expect(joined([], [5, 1, 3])).toEqual([5, 1, 3]);
    expect(joined<unknown>([1, null], [0])).toEqual([1, null, 0]);
    expect(joined(['b'], ['a'])).toEqual(['b', 'a']);
    expect(joined([[2, 1]], [[1, 2]])).toEqual([[2, 1], [1, 2]]);
  });

  it('pairs a field with every value of an axis', () => {
    const paired = pairWith({ kind: 'values', path: 'a', values: [1, 2] }, 'b', 5);
    expect(toAxis(paired)).toEqual({ path: ['a', 'b'], values: [[1, 5], [2, 5]] });
  });
});

describe('history', () => {
  it('undoes and redoes step by step and forgets the future after an edit', () => {
    let history = record(record(startHistory('a'), 'b', null), 'c', null);
    history = undo(history);
    expect(history.present).toBe('b');
    expect(redo(history).present).toBe('c');
    history = record(history, 'd', null);
    expect(redo(history)).toBe(history);
    expect(undo(undo(undo(history))).present).toBe('a');
  });

  it('merges edits of one field in a row into one step', () => {
    let history = startHistory('');
    for (const text of ['5', '50', '500']) history = record(history, text, 'budget.fillerSize');
    history = record(history, 'x', 'seed');
    expect(undo(history).present).toBe('500');
    expect(undo(undo(history)).present).toBe('');
  });

  it('starts a new step for the same field after an undo', () => {
    let history = record(record(startHistory(0), 1, 'a'), 2, 'b');
    history = record(undo(history), 3, 'a');
    expect(undo(history).present).toBe(1);
  });
});
