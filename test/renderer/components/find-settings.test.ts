import { describe, expect, it } from 'vitest';
import { findSettings, findValues, type OfferedSetting } from '../../../src-renderer/components/filter-picker/find-settings.ts';

const setting = (title: string, symbol: string | null, ...words: string[]): OfferedSetting => ({
  ...{ key: title, title, symbol, many: words.length },
  values: () => words.map((one) => ({ key: one, words: one, runs: 1 })),
});
const settings = [
  setting('Rank', 'k', '8', '16', '18'),
  setting('Ridge, users and items', 'λ_U, λ_V', '0.8', '5', '8'),
  setting('Weight of the integrity', 'μ_1', '−1', '1'),
  setting('Learner', null, 'alternating minimization', 'nuclear norm'),
];
const found = (query: string) => findSettings(settings, query).map((one) => (one.value ? `${one.setting.title} = ${one.value.words}` : one.setting.title));

describe('what a filter is picked from', () => {
  it('is every setting, and no value, where nothing is typed', () => {
    expect(found(' ')).toEqual(settings.map(({ title }) => title));
  });

  it('finds settings by name and symbol, and a value by name and value at once', () => {
    expect(found('rank')).toEqual(['Rank']);
    expect(found('λu')).toEqual(['Ridge, users and items']);
    expect(found('rank 8')).toEqual(['Rank = 8', 'Rank = 18']);
    expect(found('Rank = 8')).toEqual(['Rank = 8', 'Rank = 18']);
    expect(found('μ1 −1')).toEqual(['Weight of the integrity = −1']);
    expect(found('nothing of the kind')).toEqual([]);
  });

  it('finds a value alone, the nearest first', () => {
    expect(found('8')).toEqual(['Rank = 8', 'Ridge, users and items = 8', 'Rank = 18', 'Ridge, users and items = 0.8']);
    expect(found('norm')).toEqual(['Learner = nuclear norm']);
  });

  it('finds values of one setting alone by their words', () => {
    expect(findValues(settings[3].values(), 'NORM nuc').map(({ words }) => words)).toEqual(['nuclear norm']);
  });

  it('does not look through hundreds of values of one setting', () => {
    const times = setting('Time', null, ...Array.from({ length: 300 }, (_, i) => `${i} s`));
    expect(findSettings([times], '7 s')).toEqual([]);
  });
});
