import { beforeEach, expect, test, vi } from 'vitest';
import type { Router } from 'vue-router';
import { packRuns } from '../../../shared/domain/run-columns.ts';
import { useRunCommands } from '../../../src-renderer/shell/run-commands.ts';
import { useAnnotations } from '../../../src-renderer/stores/annotations.ts';
import { useRunRecords } from '../../../src-renderer/stores/run-records.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { filterRuns } from '../../../src-renderer/runs-list/filter.ts';
import { openStores } from '../fake-api.ts';
import { fieldAmong, listed } from '../runs/listed.ts';
import { sampleRun } from '../sample-run.ts';

beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0 }));

const key = (at: number) => at.toString(16).padStart(8, '0').padEnd(64, 'e');
const runs = Array.from({ length: 240 }, (_, at) =>
  sampleRun(key(at), {
    run: key(at).slice(0, 8),
    label: at < 200 ? 'PGA exact' : 'SGLD exact',
    config: { attack: { id: at < 200 ? 'pga' : 'sgld', config: {} }, seed: at, budget: { maliciousShare: at % 2 ? 0.05 : 0.1, fillerSize: 50, maxRating: 2 } },
  }),
);

async function opened() {
  openStores({
    'runs.columns': () => ({ columns: packRuns(runs) }),
    'runs.records': () => ({ records: runs.map((run, at) => ({ run: run.key, campaigns: at === 0 ? [] : [`Figure ${at % 3}`], application: 'a', kernels: 'fma' })) }),
    'runs.annotations': () => ({ annotations: [{ run: key(239), starred: false, tags: ['odd'], note: '' }] }),
  });
  const pushed: { name: string; query: { q?: string } }[] = [];
  const commands = useRunCommands({ push: (to: (typeof pushed)[number]) => void pushed.push(to) } as unknown as Router);
  await useRuns().load();
  commands.want();
  await vi.waitFor(() => expect(useRunRecords().byRun.size + useAnnotations().byRun.size).toBe(241));
  return { ...commands, pushed };
}

test('runs that have no place in the palette are counted, and one step away with the same text', async () => {
  const { find, pushed } = await opened();
  const found = find('pga exact', 0);
  expect(found).toHaveLength(51);
  expect(found[50].label).toBe('150 more runs: see all in Runs');
  found[50].run();
  expect(pushed).toEqual([{ name: 'runs', query: { q: 'pga exact' } }]);
  expect(find('', 49).at(-1)?.label).toBe('230 more runs: see all in Runs');
  expect(find('sgld', 0)).toHaveLength(40);
});

test('every query finds as many runs as the list of runs with the text that it is given, tags included', async () => {
  const { find, pushed } = await opened();
  const library = runs.map((run) => listed(run, run.key === key(239) ? { tags: ['odd'] } : {}));
  const inList = (text: string) => filterRuns(library, text, [], fieldAmong(library)).length;
  for (const query of ['', 'run', 'Run pga 5 %', '10%', 'seed 12', 'ml-100k done', 'odd', 'nothing', '000000e']) {
    const found = find(query, 0);
    const way = found.find(({ id }) => id === 'more-runs');
    way?.run();
    const text = way === undefined ? query : (pushed.at(-1)?.query.q ?? '');
    expect([query, found.filter(({ kind }) => kind === 'Run').length + Number(way?.label.split(' ')[0] ?? 0)]).toEqual([query, inList(text)]);
  }
});

test('a run says its campaigns, or where there is none its data', async () => {
  const { find } = await opened();
  expect(find(key(4).slice(0, 8), 0)).toMatchObject([{ label: '00000004  PGA exact, 10 %, seed 4', detail: 'Figure 1' }]);
  expect(find(key(0).slice(0, 8), 0)).toMatchObject([{ detail: 'ml-100k' }]);
});
