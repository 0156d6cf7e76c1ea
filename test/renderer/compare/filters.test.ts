import { computed, effectScope, nextTick, shallowRef } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import { filterFromText, filterToText, passes, withFilter, type RunFilter } from '../../../shared/domain/run-filter.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { saidNarrowed } from '../../../shared/figures/filter-words.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { filterFields, filterWords } from '../../../src-renderer/views/compare/filter-fields.ts';
import { useComparison } from '../../../src-renderer/views/compare/use-comparison.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { fakeTransport } from '../fake-api.ts';

const ridge = (lambda: number) => ({ id: 'als', config: { rank: 8, lambdaUsers: lambda, lambdaItems: lambda } });
const made = [5, 10].flatMap((lambda) =>
  [25, 50].flatMap((fillerSize) => [
    figureRun({ attack: 'uniform', learner: ridge(lambda), fillerSize, rmse: 0.1 }),
    figureRun({ attack: 'sgld', learner: ridge(lambda), fillerSize, attackConfig: { beta: 0.6 }, rmse: 0.2 }),
    figureRun({ attack: 'sgld', learner: ridge(lambda), fillerSize, attackConfig: { beta: 0.2 }, rmse: 0.3 }),
  ]),
);
const runs = made.map(({ run }) => run);
const components = describeComponents();
const only = (path: string, ...values: RunFilter['values']): RunFilter => ({ path, values });

describe('a filter of runs', () => {
  const kept = (...filters: RunFilter[]) => runs.filter(({ config }) => passes(config, filters)).length;

  it('keeps runs with one of its values, and those that have no such setting', () => {
    expect(kept(only('budget.fillerSize', 25))).toBe(6);
    expect(kept(only('budget.fillerSize', 25), only('learner.config.lambdaUsers', 10))).toBe(3);
    expect(kept(only('attack.config.beta', 0.2))).toBe(8);
    expect(kept(only('budget.fillerSize', '25'))).toBe(0);
  });

  it('is said in words of the command line, plain where they can be', () => {
    expect(filterToText(only('budget.fillerSize', 25, 50))).toBe('budget.fillerSize=25,50');
    expect(filterToText(only('learner.id', 'als', 'nuclear-norm'))).toBe('learner.id=als,nuclear-norm');
    expect(filterFromText('objective.config.targets=[478,12],[3]')).toEqual(only('objective.config.targets', [478, 12], [3]));
    expect(filterFromText('learner.id="als"')).toEqual(only('learner.id', 'als'));
    for (const wrong of ['budget.fillerSize', '=3', 'budget.fillerSize=', 'a b=1']) expect(filterFromText(wrong)).toBeNull();
  });

  it('takes the place of the one before of its setting, and none is left without values', () => {
    const both = [only('learner.id', 'als'), only('seed', 1)];
    expect(withFilter(both, 'learner.id', ['nuclear-norm'])).toEqual([only('learner.id', 'nuclear-norm'), both[1]]);
    expect(withFilter(both, 'learner.id', [])).toEqual([both[1]]);
  });
});

describe('the menu of filters', () => {
  it('names what differs as the design form does, equal numbers once, with the runs of each value', () => {
    const fields = filterFields(runs, [], components);
    expect(fields.map(({ title, symbol, values }) => [title, symbol, values.map(({ words, runs: count }) => `${words}: ${count}`).join()])).toEqual([
      ['Inverse temperature', 'β', '0.2: 4,0.6: 4'],
      ['Items per user', 'B', '25: 6,50: 6'],
      ['Ridge, users and items', 'λ_U, λ_V', '5: 6,10: 6'],
    ]);
  });

  it('counts the runs that pass the other filters, and offers a filter that leaves nothing to choose from', () => {
    const filters = [only('budget.fillerSize', 25), only('seed', 7)];
    const counts = (path: string) => filterFields(runs, filters.slice(0, 1), components).find((one) => one.path === path)?.values.map((one) => one.runs);
    expect(counts('budget.fillerSize')).toEqual([6, 6]);
    expect(counts('learner.config.lambdaItems')).toEqual([3, 3]);
    expect(filterFields(runs, [only('learner.config.lambdaUsers', 5)], components).map(({ path }) => path)).toContain('learner.config.lambdaUsers');
    expect(filterFields(runs, filters, components).find(({ path }) => path === 'seed')?.values).toEqual([
      { value: 1, words: '1', runs: 6 },
      { value: 7, words: '7', runs: 0 },
    ]);
    expect(filterWords(filters[0], filterFields(runs, filters, components), components)).toEqual({ title: 'items per user', symbol: 'B', values: '25' });
  });
});

describe('the caption of a figure that was narrowed down', () => {
  const said = (...filters: RunFilter[]) => saidNarrowed({ figure: 'f', title: '', subtitle: 'All.', columns: [], rows: [], notes: [] }, filters, { runs: made, components }).subtitle;

  it('says values in the words of the menu of filters, a rule of targets too', () => {
    const rule = { choose: { predictedMean: 0.8, within: 0.1, count: 2 } };
    expect(said(only('objective.config.targets', rule))).toBe('All. Only runs with objective.config.targets 2 drawn, mean 0.8 ± 0.1.');
    expect(said(only('objective.config.targets', [478, 12]))).toContain('478, 12');
    for (const [path, value] of [['budget.fillerSize', 25], ['budget.maliciousShare', 0.05], ['learner.id', 'als'], ['attack.config.beta', null], ['objective.config.targets', rule]] as const) {
      expect(said(only(path, value))).toContain(filterWords(only(path, value), [], components).values);
    }
    expect(said()).toBe('All.');
  });
});

describe('a comparison that is narrowed down', () => {
  it('keeps its tables until the narrower ones are there, and reads the runs once', async () => {
    let release = () => {};
    let late = Promise.resolve();
    const narrowed = ({ where = [] }: FigureSource) => ({ runs: made.filter(({ run }) => passes(run.config, where)) });
    const { transport, calls } = fakeTransport({
      'figures.table': async ({ figure, source }: { figure: string; source: FigureSource }) => {
        await late;
        return findFigure(figure)?.table(narrowed(source));
      },
      'figures.differences': ({ figure, source }: { figure: string; source: FigureSource }) => differenceTable(narrowed(source), figure),
      'runs.list': () => ({ runs }),
    });
    const where = shallowRef<RunFilter[]>([]);
    const source = computed<FigureSource>(() => ({ campaign: 'c', ...(where.value.length > 0 && { where: where.value }) }));
    const comparison = effectScope().run(() => useComparison(createApi(transport), source, computed(() => 'rmse-by-share')))!;
    const settled = () => vi.waitFor(() => expect([comparison.loading.value, comparison.error.value]).toEqual([false, null]));
    const lines = () => new Set(comparison.main.value?.rows.map(({ series }) => series)).size;
    await settled();
    expect([lines(), comparison.runs.value.length]).toEqual([12, 12]);
    late = new Promise<void>((resolve) => (release = resolve));
    where.value = [only('budget.fillerSize', 25)];
    await nextTick();
    expect([lines(), comparison.loading.value, comparison.runs.value.length, comparison.allRuns.value.length]).toEqual([12, true, 6, 12]);
    release();
    await settled();
    expect(lines()).toBe(6);
    where.value = [];
    await nextTick();
    await settled();
    expect(lines()).toBe(12);
    expect(calls.filter(({ procedure }) => procedure === 'runs.list')).toHaveLength(1);
  });
});
