import { describe, expect, it } from 'vitest';
import { settingsAcrossAttacks } from '../../../src-renderer/views/compare/across-attacks.ts';
import { settingValue } from '../../../shared/figures/setting-value.ts';
import { runsWithRmse } from './runs.ts';

const config = (id: string, settings: Record<string, unknown>) => ({ ...runsWithRmse([{ attack: id, gradient: null, share: 0.01, values: [1] }]).runs[0].run.config, attack: { id, config: settings } });

describe('settings in which attacks differ', () => {
  it('are those of one name that several attacks have, with more than one value', () => {
    const configs = [
      config('uniform', {}),
      config('average', { rounding: 'grid', intent: 'push' }),
      config('pga', { rounding: 'none', includeTargets: true, iterations: 30 }),
      config('sgld', { includeTargets: false, iterations: 30 }),
    ];
    expect(settingsAcrossAttacks(configs)).toEqual(['attack.config.includeTargets', 'attack.config.rounding']);
    expect(settingsAcrossAttacks(configs.slice(0, 2))).toEqual([]);
  });

  it('count uniform among those that do not include the target items, since it draws what it rates', () => {
    const targets = (on: boolean) => settingsAcrossAttacks([config('uniform', {}), config('pga', { includeTargets: on }), config('sgld', { includeTargets: on })]);
    expect([targets(true), targets(false)]).toEqual([['attack.config.includeTargets'], []]);
  });

  it('and all others have their values in words', () => {
    const components = [{ kind: 'learner', id: 'als', label: 'ALS' }] as unknown as Parameters<typeof settingValue>[2];
    const said = (path: string, value: unknown) => settingValue(path, value, components);
    expect([said('learner.id', 'als'), said('objective.config.targets', ['100', '7']), said('attack.config.includeTargets', true), said('budget.maliciousShare', 0.03), said('gradient', null), said('gradient.id', null)]).toEqual(['ALS', '100, 7', 'yes', '3 %', 'none', 'none']);
  });
});
