import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryFromState, plainState, stateFromQuery } from '../../../src-renderer/runs-list/address-state.ts';
import type { Condition } from '../../../src-renderer/runs-list/conditions.ts';
import { conditionTest } from '../../../src-renderer/runs-list/conditions.ts';
import { conditionsFor } from '../../../src-renderer/runs-list/narrowed-to.ts';
import { fieldOf } from '../../../src-renderer/runs-list/parameter-fields.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { anyLibrary, listed } from './listed.ts';

describe('conditions for chosen runs of a list', () => {
  it('let exactly these through, whichever they are, also as the address has them', () => {
    fc.assert(
      fc.property(anyLibrary, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (library, chosen) => {
        const all = library.map((run) => ({ ...run, run: run.key }));
        const wanted = all.filter((_, at) => chosen[at % chosen.length]);
        fc.pre(wanted.length > 0);
        const { conditions } = stateFromQuery(queryFromState({ ...plainState, conditions: conditionsFor(wanted, all, []) }) as never);
        expect(passing(all, conditions)).toEqual(wanted.map(({ key }) => key));
      }),
    );
  });

  it('are of attack and share alone where these tell the runs apart', () => {
    const [all] = fc.sample(anyLibrary.filter((runs) => new Set(runs.map(({ datasetName, status }) => `${datasetName} ${status}`)).size === 1 && new Set(runs.map(({ label }) => label)).size > 1 && new Set(runs.map(({ config }) => config.budget.maliciousShare)).size > 1), 1);
    const { label, config } = all[0];
    const wanted = all.filter((run) => run.label === label && run.config.budget.maliciousShare === config.budget.maliciousShare);
    for (const { field } of conditionsFor(wanted, all, [])) expect(['attack', 'share']).toContain(field);
  });
});

function passing(all: readonly Run[], conditions: readonly Condition[]): string[] {
  const list = all.map((run) => listed(run));
  const tests = conditions.map((condition) => conditionTest(condition, fieldOf(condition.field, list, [])!));
  return list.filter((one) => tests.every((test) => test(one))).map(({ run }) => run.key);
}
