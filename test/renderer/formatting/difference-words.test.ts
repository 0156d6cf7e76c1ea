import { describe, expect, it } from 'vitest';
import { metricsSchema } from '../../../shared/domain/run.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { differenceName, differenceValue } from '../../../src-renderer/formatting/difference-words.ts';
import { figureRun } from '../../figures/figure-runs.ts';

const components = describeComponents();
const configs = [figureRun({ attack: 'uniform' }), figureRun({ attack: 'sgld', attackConfig: { beta: 0.6, iterations: 8 } })].map(({ run }) => run.config);
const name = (path: string) => {
  const { title, symbol } = differenceName(path, configs, components);
  return [title, symbol];
};

describe('the fields in which two runs differ', () => {
  it('are called as the design form calls them, with the symbol beside, whichever run has them', () => {
    expect(name('attack.config.beta')).toEqual(['Inverse temperature', 'β']);
    expect(name('learner.config.lambdaUsers')).toEqual(['Ridge, users', 'λ_U']);
    expect(name('budget.maliciousShare')).toEqual(['Malicious users', 'α']);
    expect(name('attack.id')).toEqual(['Attack', null]);
    expect(name('gradient')).toEqual(['Gradient', null]);
    expect(name('seed')).toEqual(['Seed', null]);
  });

  it('have words for every metric and for what is no setting', () => {
    for (const key of Object.keys(metricsSchema.shape)) expect(name(`metrics.${key}`)[0], key).not.toBe(key);
    for (const path of ['datasetName', 'dataset', 'status', 'maliciousUsers', 'revisions', 'precision', 'kernels', 'targets']) expect(name(path)[0]).toMatch(/^\p{Lu}/u);
  });

  it('show components by their short names, and other values as elsewhere', () => {
    expect(differenceValue('attack.id', 'sgld', components)).toBe('SGLD');
    expect(differenceValue('attack.config.beta', 0.6, components)).toBe('0.6');
    expect(differenceValue('attack.config.beta', undefined, components)).toBe('–');
  });
});
