import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../../shared/domain/run.ts';
import { aggregatePlaces } from '../../../shared/figures/aggregate.ts';
import { shareAxis } from '../../../shared/figures/axis.ts';
import { groupIntoSeries } from '../../../shared/figures/grouping.ts';
import { cellText } from '../../../src-renderer/runs-list/field.ts';
import { runFields } from '../../../src-renderer/runs-list/fields.ts';
import { filterRuns } from '../../../src-renderer/runs-list/filter.ts';
import type { RunGroup } from '../../../src-renderer/runs-list/grouping.ts';
import { countInWords, groupRuns, summarizeGroup } from '../../../src-renderer/runs-list/grouping.ts';
import type { ListedRun } from '../../../src-renderer/runs-list/listed-run.ts';
import { rowsOfGroups, toggleFold } from '../../../src-renderer/runs-list/list-rows.ts';
import { orderRuns } from '../../../src-renderer/runs-list/order.ts';
import { sampleRun } from '../sample-run.ts';
import { anyLibrary, fieldAmong, listedLibrary } from './listed.ts';

const keysOfGroups = [['attack'], ['share'], ['data'], ['seed'], ['attack', 'share'], ['status'], ['attack.config.beta']];

function grouped(runs: readonly ListedRun[], keys: readonly string[]): RunGroup[] {
  return groupRuns(
    runs,
    keys.map((key) => fieldAmong(runs)(key)!),
  );
}

/** Every number and word of a group's row and of its runs' rows. */
function said(group: RunGroup): string {
  return JSON.stringify([group.label, summarizeGroup(group), group.runs.map((one) => runFields.map((field) => cellText(field, one)))]);
}

test('hiding a group changes no other number, whatever is grouped by and however it is hidden', () => {
  fc.assert(
    fc.property(anyLibrary, fc.constantFrom(...keysOfGroups), fc.nat(), (library, keys, pick) => {
      const runs = listedLibrary(library);
      const before = grouped(runs, keys);
      const hidden = before[pick % before.length];
      const others = new Map(before.filter(({ id }) => id !== hidden.id).map((group) => [group.id, said(group)]));

      const conditions = keys.map((field, at) => ({ field, relation: 'not' as const, values: [String(hidden.values[at])] }));
      const left = keys.length === 1 ? filterRuns(runs, '', conditions, fieldAmong(runs)) : runs.filter((one) => !hidden.runs.includes(one));
      const after = grouped(left, keys.filter((key) => fieldAmong(left.length > 0 ? left : runs)(key)));
      expect(new Map(after.map((group) => [group.id, said(group)]))).toEqual(others);

      const rows = rowsOfGroups(before, toggleFold({ all: false, except: [] }, hidden.id));
      const folded = before.map((group) => rows.filter((row) => row.group === group && row.listed !== null).length);
      expect(folded).toEqual(before.map((group) => (group === hidden ? 0 : group.runs.length)));
    }),
    { numRuns: 300 },
  );
});

test('every run is in exactly one group, whatever is grouped by', () => {
  fc.assert(
    fc.property(anyLibrary, fc.constantFrom(...keysOfGroups), (library, keys) => {
      const runs = listedLibrary(library);
      const groups = grouped(runs, keys);
      expect(groups.flatMap((group) => group.runs.map(({ run }) => run.key)).sort()).toEqual(library.map(({ key }) => key).sort());
      expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
    }),
  );
});

describe('means, intervals and differences', () => {
  const rating = { shift: { multiply: 1, add: -3 }, scale: { min: 1, max: 5, step: 1, observed: false } };
  const measure = {
    ...{ label: 'RMSE', unit: '', decimals: 3 },
    value: ({ run }: { run: Run }) => run.metrics?.predictionShiftRmse ?? null,
    clean: () => null,
    toStars: (value: number) => value,
  };

  test('are those of the figure’s table, by attack, share and data', () => {
    fc.assert(
      fc.property(anyLibrary, (library) => {
        const runs = listedLibrary(library);
        const input = { runs: library.map((run) => ({ run, series: null, provenance: null, ...rating })) };
        const rows = aggregatePlaces(groupIntoSeries(input), measure, shareAxis);
        const groups = grouped(runs, ['attack', 'share', 'data']);
        expect(groups).toHaveLength(rows.length);
        for (const group of groups) {
          const { config, datasetName } = group.runs[0].run;
          const row = rows.find(
            (one) => one.attack === config.attack.id && one.gradient === (config.gradient?.id ?? null) && one.maliciousShare === config.budget.maliciousShare && one.data === datasetName,
          );
          const summary = summarizeGroup(group);
          expect(summary.n).toBe(row?.n);
          expect(summary.mixed).toEqual([]);
          close(summary.rmse, row?.mean);
          close(summary.halfWidth, row?.ciHigh === null ? null : (Number(row?.ciHigh) - Number(row?.ciLow)) / 2);
          close(summary.toUniform, row?.difference);
        }
      }),
    );
  });

  test('have no interval where runs are no replicates, and say what differs', () => {
    const one = sampleRun('a');
    const other = sampleRun('b', { config: { seed: 2, budget: { maliciousShare: 0.1, fillerSize: 50, maxRating: 2 } } });
    const [group] = grouped(listedLibrary([one, other]), ['attack']);
    expect(summarizeGroup(group)).toMatchObject({ n: 2, rmse: 0.3, halfWidth: null, mixed: ['budget.maliciousShare'] });
    const replicates = [one, sampleRun('b', { config: { seed: 2 } })];
    expect(summarizeGroup(grouped(listedLibrary(replicates), ['attack'])[0])).toMatchObject({ halfWidth: 0, mixed: [] });
  });

  test('know where their difference is not that of the two means as printed', () => {
    const of = (key: string, seed: number, rmse: number, { label = 'PGA exact', config = {} } = {}) => {
      const one = sampleRun(key, { label, config: { seed, ...config } });
      return { ...one, metrics: one.metrics && { ...one.metrics, predictionShiftRmse: rmse } };
    };
    const uniform = { label: 'Uniform', config: { attack: { id: 'uniform', config: {} }, gradient: null } };
    const apart = (...runs: Run[]) => grouped(listedLibrary(runs), ['attack']).map((group) => summarizeGroup(group).roundedApart);
    // 1.196 and 0.962 as printed, and +0.233 between them.
    expect(apart(of('a', 1, 1.1946), of('b', 2, 1.1966), of('u', 1, 0.9624, uniform), of('v', 2, 0.9624, uniform))).toEqual([true, false]);
    expect(apart(of('a', 1, 1.195), of('b', 2, 1.195), of('u', 1, 0.962, uniform), of('v', 2, 0.962, uniform))).toEqual([false, false]);
    // The mean is of a run without a partner, too.
    expect(apart(of('a', 1, 1.1946), of('b', 2, 1.1966), of('u', 1, 0.9624, uniform))).toEqual([false, false]);
  });

  test('say what n counts: seeds, or seeds times targets', () => {
    const at = (key: string, seed: number, item: string) => sampleRun(key, { config: { seed, objective: { id: 'integrity', config: { targets: [item] } } } });
    const said = (...runs: Run[]) => {
      const [group] = grouped(listedLibrary(runs), ['attack']);
      return [summarizeGroup(group).n, countInWords(summarizeGroup(group), '')];
    };
    expect(said(at('a', 1, 'x'), at('b', 2, 'x'))).toEqual([2, 'n counts finished runs: 2 seeds']);
    const [n, words] = said(at('a', 1, 'x'), at('b', 2, 'x'), at('c', 1, 'y'), at('d', 2, 'y'));
    expect([n, words]).toEqual([4, expect.stringContaining('2 seeds at 2 targets, as if all were independent')]);
    expect(said(at('a', 1, 'x'), at('b', 2, 'x'), at('c', 1, 'y'))[1]).toContain('2 seeds at several targets');
    expect(said(at('a', 1, 'x'), at('b', 1, 'y'), at('c', 1, 'z'), at('d', 2, 'x'))[1]).toContain('2 seeds at several targets');
    expect(countInWords({ n: 4, seeds: 2, eachSeed: 2 }, 'α')).toBe('No interval: these runs are no replicates, they differ in α');
  });

  test('count finished runs only, and call the baseline so', () => {
    const uniform = { label: 'Uniform', config: { attack: { id: 'uniform', config: {} }, gradient: null } };
    const runs = [sampleRun('a', uniform), sampleRun('b', { ...uniform, status: 'queued', metrics: null })];
    expect(summarizeGroup(grouped(listedLibrary(runs), ['attack'])[0])).toMatchObject({ n: 1, baseline: true, toUniform: null });
  });
});

describe('order', () => {
  test('of groups is that of their values, the baseline last', () => {
    const run = (key: string, label: string, attack: string, share: number) =>
      sampleRun(key, { label, config: { attack: { id: attack, config: {} }, gradient: null, budget: { maliciousShare: share, fillerSize: 50, maxRating: 2 } } });
    const runs = listedLibrary([run('a', 'Uniform', 'uniform', 0.1), run('b', 'SGLD', 'sgld', 0.1), run('c', 'Average', 'average', 0.02)]);
    expect(grouped(runs, ['attack']).map(({ label }) => label)).toEqual(['Average', 'SGLD', 'Uniform']);
    expect(grouped(runs, ['share', 'attack']).map(({ label }) => label)).toEqual(['α 2.0 %, Average', 'α 10.0 %, SGLD', 'α 10.0 %, Uniform']);
    expect(grouped(runs, ['share', 'attack'])[0].words).toEqual(['α 2.0 %', 'Average']);
  });

  test('of runs is that of sorted numbers and words, equal ones as they were, those without a value last', () => {
    fc.assert(
      fc.property(anyLibrary, fc.constantFrom('rmse', 'seed', 'attack', 'run', 'attack.config.beta'), fc.boolean(), (library, key, up) => {
        const runs = listedLibrary(library);
        const field = fieldAmong(runs)(key)!;
        const ordered = orderRuns(runs, field, up ? 'ascending' : 'descending');
        expect(new Set(ordered)).toEqual(new Set(runs));
        for (let at = 1; at < ordered.length; at++) {
          const [left, right] = [field.values(ordered[at - 1])[0], field.values(ordered[at])[0]];
          if (left === undefined) expect(right).toBeUndefined();
          else if (right !== undefined && left !== right) expect(up ? left < right : left > right).toBe(true);
          else if (right === left) expect(runs.indexOf(ordered[at - 1])).toBeLessThan(runs.indexOf(ordered[at]));
        }
      }),
    );
  });
});

function close(actual: number | null, expected: unknown): void {
  if (expected === null) expect(actual).toBeNull();
  else expect(Math.abs(Number(actual) - Number(expected))).toBeLessThan(1e-12);
}
