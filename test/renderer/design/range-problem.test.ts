import { expect, test } from 'vitest';
import type { CampaignDraft } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { fieldsAlong } from '../../../src-renderer/views/design/axis-words.ts';
import { draftFromCampaign } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { datasetOptions } from '../../../src-renderer/views/design/dataset-options.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import { placeProblems } from '../../../src-renderer/views/design/problems.ts';
import { inRangeWords, rangeProblem } from '../../../src-renderer/views/design/range-problem.ts';
import { sectionsOf } from '../../../src-renderer/views/design/sections.ts';
import { describedComponents } from './components.ts';

const components = describedComponents();
const seeds = (from: number, to: number, step: number) => ({ kind: 'range' as const, path: 'seed', from, to, step });
const draftWith = (axis: ReturnType<typeof seeds>): CampaignDraft => ({ ...draftFromCampaign(newCampaign('c', 'built-in', components)), axes: [axis] });

test.each([
  [1, 5_000_000_000, 1, 'Seeds go up to 4,294,967,295.'],
  [-1, 3, 1, 'Seeds begin at 0.'],
  [1, 50_000, 1, 'These are 50,000 values; a range has at most 10,000.'],
  [3, 1, 1, 'The step never leads from the first value to the last.'],
  [1, 3, 0, 'The step never leads from the first value to the last.'],
  [1, 3, 1, ''],
])('seeds from %d to %d by %d: "%s"', (from, to, step, said) => {
  const axis = seeds(from, to, step);
  expect(rangeProblem(axis, fieldsAlong(draftWith(axis), components, axis)[0])).toBe(said);
});

test('the list of problems says of a range what its field says, once', () => {
  const draft = draftWith(seeds(1, 5_000_000_000, 1));
  const problems = ['sweep.0.values', 'sweep.0.values.1'].map((path) => ({ path, message: 'Must not be empty.' }));
  const placed = placeProblems(draft, sectionsOf(draft, components), [...problems, { path: 'budget.fillerSize', message: 'Must be at most 9.' }]);
  expect(inRangeWords(placed, draft, components).map(({ message }) => message)).toEqual(['Seeds go up to 4,294,967,295.', 'Must be at most 9.']);
});

test('a data set that a campaign has by its fingerprint is shown by its name, and one that is not here says so', () => {
  const datasets = [
    { name: 'built-in', fingerprint: 'b1' },
    { name: 'ml-100k', fingerprint: '06aa7787' },
  ];
  expect(datasetOptions(datasets, '06aa7787')).toEqual([{ value: 'built-in', label: 'built-in' }, { value: '06aa7787', label: 'ml-100k' }]);
  expect(datasetOptions(datasets, 'ml-100k').map(({ value }) => value)).toEqual(['built-in', 'ml-100k']);
  expect(datasetOptions(datasets, 'gone').at(-1)).toEqual({ value: 'gone', label: 'gone, not here' });
});
