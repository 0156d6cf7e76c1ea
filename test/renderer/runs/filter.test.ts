import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition , relations } from '../../../src-renderer/runs-list/conditions.ts';
import { conditionWords } from '../../../src-renderer/runs-list/conditions.ts';
import { countValues } from '../../../src-renderer/runs-list/field.ts';
import { filterRuns } from '../../../src-renderer/runs-list/filter.ts';
import { parameterPaths } from '../../../src-renderer/runs-list/parameter-fields.ts';
import { sampleRun } from '../sample-run.ts';
import { anyLibrary, fieldAmong, listed, listedLibrary } from './listed.ts';

const pga = listed(sampleRun('849d73e0'), { tags: ['figure 1', 'audited'], starred: true, note: 'Look at it AGAIN' });
const uniform = listed(
  sampleRun('1f9e6950', { label: 'Uniform', status: 'failed', metrics: null, config: { attack: { id: 'uniform', config: {} }, gradient: null, seed: 12, budget: { maliciousShare: 0.1, fillerSize: 25, maxRating: 2 } } }),
);
const both = [pga, uniform];
const found = (text: string, ...conditions: Condition[]) => filterRuns(both, text, conditions, fieldAmong(both)).map(({ run }) => run.run);

describe('the text', () => {
  test('has to be in title, data set, status, ids, run, tags or note, word by word', () => {
    expect(found('')).toEqual(['849d73e', '1f9e695']);
    expect(found('pga, ML-100K')).toEqual(['849d73e']);
    expect(found('seed 12')).toEqual(['1f9e695']);
    expect(found('availability')).toEqual(['849d73e', '1f9e695']);
    expect(found('5 %')).toEqual(['849d73e']);
    expect(found('5%, exact')).toEqual(['849d73e']);
    expect(found('0 %')).toEqual([]);
    expect(found('849d73e0')).toEqual(['849d73e']);
    expect(found('audited again')).toEqual(['849d73e']);
    expect(found('nothing')).toEqual([]);
  });
});

describe('conditions', () => {
  const is = (field: string, ...values: string[]): Condition => ({ field, relation: 'is', values });

  test('hold a field against any of several values, or none of them', () => {
    expect(found('', is('attack', 'Uniform', 'PGA exact'))).toEqual(['849d73e', '1f9e695']);
    expect(found('', is('share', '0.05'))).toEqual(['849d73e']);
    expect(found('', { field: 'share', relation: 'not', values: ['0.05'] })).toEqual(['1f9e695']);
    expect(found('', is('status', 'failed'))).toEqual(['1f9e695']);
    expect(found('', is('starred', 'yes'))).toEqual(['849d73e']);
  });

  test('of several must all hold, with the text too', () => {
    expect(found('', is('attack', 'Uniform'), is('share', '0.05'))).toEqual([]);
    expect(found('pga', is('share', '0.05'))).toEqual(['849d73e']);
    expect(found('uniform', is('share', '0.05'))).toEqual([]);
  });

  test('look at every tag, and at runs that have none', () => {
    expect(found('', is('tags', 'figure 1'))).toEqual(['849d73e']);
    expect(found('', is('tags', ''))).toEqual(['1f9e695']);
    expect(found('', { field: 'tags', relation: 'not', values: ['audited'] })).toEqual(['1f9e695']);
    expect(found('', { field: 'note', relation: 'has', values: ['again'] })).toEqual(['849d73e']);
  });

  test('bound numbers, and let no run through that has none', () => {
    expect(found('', { field: 'rmse', relation: 'min', values: ['0.3'] })).toEqual(['849d73e']);
    expect(found('', { field: 'rmse', relation: 'max', values: ['0.29'] })).toEqual([]);
    expect(found('', { field: 'seed', relation: 'min', values: ['2'] })).toEqual(['1f9e695']);
    expect(found('', { field: 'seed', relation: 'min', values: ['x'] })).toEqual([]);
    expect(found('', { field: 'seed', relation: 'min', values: [''] })).toEqual([]);
  });

  test('reach every setting by its path', () => {
    expect(parameterPaths(both)).toEqual(['attack.config.iterations', 'attack.id', 'budget.maxRating']);
    expect(found('', is('attack.config.iterations', '30'))).toEqual(['849d73e']);
    expect(found('', is('attack.config.iterations', ''))).toEqual(['1f9e695']);
  });

  test('on a field that nobody knows leave the list as it is', () => {
    expect(found('', is('no such field', 'x'))).toEqual(['849d73e', '1f9e695']);
  });

  test('read as a person would say them', () => {
    const words = (condition: Condition) => Object.values(conditionWords(condition, fieldAmong(both)(condition.field)!)).join(' ');
    expect(words(is('share', '0.05', '0.1'))).toBe('α is 5.0 % or 10.0 %');
    expect(words(is('objective', 'availability'))).toBe('objective is availability');
    expect(words({ field: 'tags', relation: 'not', values: ['a', ''] })).toBe('tag is not a nor none');
    expect(words({ field: 'tags', relation: 'is', values: ['paper'] })).toBe('tag is paper');
    expect(words({ field: 'seed', relation: 'min', values: ['2'] })).toBe('seed is at least 2');
    expect(words({ field: 'rmse', relation: 'max', values: ['0.25'] })).toBe('RMSE is at most 0.250');
    expect(words({ field: 'note', relation: 'has', values: ['x'] })).toBe('note contains “x”');
  });

  test('offer every value with the number of runs that have it, none left out', () => {
    const field = fieldAmong(both)('tags')!;
    expect(countValues(field, both)).toEqual([
      { value: 'audited', count: 1 },
      { value: 'figure 1', count: 1 },
      { value: '', count: 1 },
    ]);
  });
});

test('a condition and its opposite divide any library, whatever the field', () => {
  const fields = ['attack', 'share', 'seed', 'data', 'status', 'rmse', 'attack.config.beta'];
  fc.assert(
    fc.property(anyLibrary, fc.constantFrom(...fields), fc.nat(), (library, key, pick) => {
      const runs = listedLibrary(library);
      const fieldOf = fieldAmong(runs);
      const values = countValues(fieldOf(key)!, runs);
      const { value, count } = values[pick % values.length];
      const keep = (relation: (typeof relations)[number]) => filterRuns(runs, '', [{ field: key, relation, values: [String(value)] }], fieldOf);
      expect(keep('is')).toHaveLength(count);
      expect(keep('is').length + keep('not').length).toBe(runs.length);
    }),
  );
});
