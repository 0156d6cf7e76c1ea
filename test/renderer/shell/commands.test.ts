import { createMemoryHistory } from 'vue-router';
import { beforeEach, expect, test, vi } from 'vitest';
import { packRuns } from '../../../shared/domain/run-columns.ts';
import { createLabRouter } from '../../../src-renderer/router.ts';
import { matching, useCommands } from '../../../src-renderer/shell/commands.ts';
import { useCampaigns } from '../../../src-renderer/stores/campaigns.ts';
import { useRunRecords } from '../../../src-renderer/stores/run-records.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { openStores } from '../fake-api.ts';
import { sampleRun } from '../sample-run.ts';

// What acts needs a whole window around it.
vi.mock('../../../src-renderer/shell/actions.ts', () => ({ useActions: () => ({ value: [] }) }));
beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0 }));

const summary = (name: string, updatedAt: string, done: number) => ({ name, updatedAt, done, runs: 2, listed: 2, datasetName: 'd', active: false });
const push = { objective: { id: 'integrity', config: { targets: ['1'] } } };

async function opened() {
  openStores({
    'campaigns.list': () => ({ campaigns: [summary('Spoil', '2026-01-03', 2), summary('Push', '2026-01-02', 2), summary('Not begun', '2026-01-04', 0)] }),
    'runs.columns': () => ({ columns: packRuns([sampleRun('a'.repeat(64)), sampleRun('b'.repeat(64), { config: push })]) }),
    'runs.records': () => ({ records: ['Spoil', 'Push'].map((name, at) => ({ run: 'ab'[at].repeat(64), campaigns: [name], application: 'a', kernels: 'fma' })) }),
  });
  const router = createLabRouter(createMemoryHistory());
  const gone = vi.spyOn(router, 'push').mockResolvedValue(undefined);
  const commands = useCommands(router);
  await Promise.all([useCampaigns().load(), useRuns().load(), useRunRecords().want()]);
  const at = (name: string, campaign: string, query = {}) => (router.currentRoute.value = { ...router.resolve({ name, params: { campaign }, query }) } as never);
  return { gone, at, find: (query: string) => matching(commands.value, query) };
}

test('the palette finds each way of drawing, of the newest campaign with finished runs', async () => {
  const { gone, find } = await opened();
  const drawings = find('compare').filter(({ id }) => id.startsWith('drawing-'));
  expect(drawings.map(({ label }) => label)).toEqual(['Lines', 'Users needed', 'Pareto plot', 'Convergence', 'Parallel coordinates']);
  const [pareto] = find('pareto');
  expect(pareto).toMatchObject({ label: 'Pareto plot', detail: 'Spoil', kind: 'Compare' });
  pareto.run();
  expect(gone).toHaveBeenLastCalledWith({ name: 'compare', params: { campaign: 'Spoil' }, query: { figure: 'rmse-by-detectability' } });
  find('compare lines')[0].run();
  expect(gone).toHaveBeenLastCalledWith({ name: 'compare', params: { campaign: 'Spoil' }, query: {} });
});

test('or of the campaign whose page is open, as narrowed down as it is, with the effect that its runs are after', async () => {
  const { gone, at, find } = await opened();
  at('compare', 'Push', { filter: 'seed~is~1', figure: 'convergence', pin: '0.1' });
  find('pareto')[0].run();
  expect(gone).toHaveBeenLastCalledWith({ name: 'compare', params: { campaign: 'Push' }, query: { figure: 'target-shift-by-detectability', filter: 'seed~is~1' } });
  at('report', 'Push', {});
  find('convergence')[0].run();
  expect(gone).toHaveBeenLastCalledWith({ name: 'compare', params: { campaign: 'Push' }, query: { figure: 'convergence' } });
});

test('the palette finds headings of help by their words, and lists them only for who types some', async () => {
  const { gone, find } = await opened();
  const [found] = find('projected ascent');
  expect(found).toMatchObject({ label: 'Projected gradient ascent', detail: 'Every component', kind: 'Help' });
  found.run();
  expect(gone).toHaveBeenLastCalledWith('/help/components#attack-pga');
  expect(find('').some(({ id }) => id.includes('#') || id.startsWith('drawing-'))).toBe(false);
  const ids = find('e').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
