import { describe, expect, it } from 'vitest';
import { finishedOn, mostRun } from '../../../src-renderer/views/paper/paper-data.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { sampleDataset } from '../../store/sample-runs.ts';

const [first, second] = ['first', 'second'].map((name) => sampleDataset(name));
const runOn = (dataset: string, datasetName: string, status: 'done' | 'failed' = 'done') => {
  const { run } = figureRun({});
  return { ...run, status, datasetName, config: { ...run.config, dataset } };
};

describe('the data that the paper is looked at on', () => {
  const runs = [
    runOn(first.fingerprint, 'first'),
    runOn(second.fingerprint, 'second'),
    runOn('of a subset', 'second (100 users x 200 items)'),
    runOn(first.fingerprint, 'first', 'failed'),
    runOn(first.fingerprint, 'first', 'failed'),
  ];

  it('counts finished runs, those on its subsets included, and no other', () => {
    expect([first, second].map((dataset) => finishedOn(dataset, runs))).toEqual([1, 2]);
    expect(finishedOn(sampleDataset('sec'), runs)).toBe(0);
  });

  it('is that with most of them, the first where there are none', () => {
    expect(mostRun([first, second], runs)?.name).toBe('second');
    expect(mostRun([first, second], [])?.name).toBe('first');
    expect(mostRun([], runs)).toBeUndefined();
  });
});
