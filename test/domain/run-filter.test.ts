import { expect, test } from 'vitest';
import { metFilters, passes, type RunFilter } from '../../shared/domain/run-filter.ts';
import { sampleConfig } from '../store/sample-results.ts';

const configs = [1, 2].map((seed) => sampleConfig(seed));
const seeds = (...values: number[]): RunFilter => ({ path: 'seed', values });
const unknown: RunFilter = { path: 'attack.config.sinceForgotten', values: [3] };

test('filters that are met let the same runs pass, and name nothing that no run has', () => {
  const filters = [seeds(1, 99), unknown];
  const met = metFilters(filters, configs);
  expect(met).toEqual([seeds(1)]);
  expect(configs.map((config) => passes(config, met!))).toEqual(configs.map((config) => passes(config, filters)));
  expect(metFilters([seeds(2, 1)], configs)).toEqual([seeds(2, 1)]);
});

test('one by values that no run has is met by none', () => {
  expect(metFilters([seeds(99), seeds(1)], configs)).toBeNull();
});
