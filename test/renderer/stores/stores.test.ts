import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { LabError } from '../../../shared/domain/errors.ts';
import { packRuns } from '../../../shared/domain/run-columns.ts';
import { createApi } from '../../../src-renderer/api.ts';
import { createLoader } from '../../../src-renderer/stores/loader.ts';
import { shareDone, useQueue } from '../../../src-renderer/stores/queue.ts';
import { useCampaigns } from '../../../src-renderer/stores/campaigns.ts';
import { useDeletions } from '../../../src-renderer/stores/deletions.ts';
import { useImports } from '../../../src-renderer/stores/imports.ts';
import { useReportChanges } from '../../../src-renderer/stores/report-changes.ts';
import { useRunDetails } from '../../../src-renderer/stores/run-details.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import { describedComponents } from '../design/components.ts';
import { fakeTransport, openStores } from '../fake-api.ts';
import { sampleDataset } from '../../store/sample-runs.ts';
import { sampleRun } from '../sample-run.ts';

const first = sampleRun('a'.repeat(64));
const second = sampleRun('b'.repeat(64), { config: { seed: 2 } });

beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined }));

describe('the typed client', () => {
  test('parses what is asked and what is answered', async () => {
    const { transport, calls } = fakeTransport({ 'runs.list': () => ({ runs: [first] }) });
    const { client } = createApi(transport);
    expect((await client.runs.list({})).runs[0].run).toBe(first.run);
    expect(calls).toEqual([{ procedure: 'runs.list', input: { deleted: false } }]);
  });

  test('refuses an answer that is not what the contract says', async () => {
    const { transport } = fakeTransport({ 'runs.list': () => ({ runs: [{ run: 'x' }] }) });
    await expect(createApi(transport).client.runs.list({})).rejects.toThrow();
  });
});

describe('a loader', () => {
  test('keeps old data after a failure, and the last of overlapping calls wins', async () => {
    const answers: ((value: number) => void)[] = [];
    let value = 0;
    const loader = createLoader(() => new Promise<number>((resolve) => answers.push(resolve)), (arrived) => (value = arrived));
    const [one, two] = [loader.load(), loader.load()];
    answers[1](2);
    await two;
    answers[0](1);
    await one;
    expect(value).toBe(2);
    expect(loader.loading.value).toBe(false);
  });

  test('tells what it failed with and forgets it when it works again', async () => {
    let broken = true;
    const loader = createLoader(
      async () => {
        if (broken) throw new LabError('failed', 'no');
        return 1;
      },
      () => undefined,
    );
    await loader.load();
    expect(loader.error.value).toMatchObject({ message: 'no' });
    expect(loader.loaded.value).toBe(false);
    broken = false;
    await loader.load();
    expect(loader.error.value).toBe(null);
  });
});

describe('an answer that is older than what was told while it was on its way', () => {
  test('does not undo it: runs that ended, and those that went to the bin, stay so', async () => {
    let answer: (value: object) => void = () => undefined;
    const fake = openStores({ 'runs.columns': () => new Promise((resolve) => (answer = resolve)) });
    const runs = useRuns();
    const loaded = runs.load();
    fake.push('runs.changed', { runs: [{ ...first, status: 'failed' }, { ...second, deletedAt: '2026-11-24T22:00:00.000Z' }] });
    await vi.waitFor(() => expect(fake.calls).toHaveLength(1));
    answer({ columns: packRuns([first, second]) });
    await loaded;
    expect(runs.runs.map(({ key, status }) => [key, status])).toEqual([[first.key, 'failed']]);
    expect(runs.binned.map(({ key }) => key)).toEqual([second.key]);
  });

  test('leaves the queue as it was told', async () => {
    let answer: (value: object) => void = () => undefined;
    const fake = openStores({ 'queue.state': () => new Promise((resolve) => (answer = resolve)) });
    const queue = useQueue();
    const state = { finished: 0, total: 1, fromStore: 0, etaSeconds: null, threads: 1, engine: 'idle' as const, paused: true, events: [] };
    const entry = (status: 'running' | 'queued') => ({ run: { ...first, status }, campaign: 'c', paused: false, progress: null, estimateSeconds: null });
    const loaded = queue.load();
    fake.push('queue.changed', { ...state, entries: [entry('queued')] });
    answer({ ...state, engine: 'busy', entries: [entry('running')] });
    await loaded;
    expect([queue.running.length, queue.waiting.length]).toEqual([0, 1]);
  });

  test('is asked for again where it is the whole of a run', async () => {
    const answers: ((run: typeof first) => void)[] = [];
    const fake = openStores({ 'runs.show': () => new Promise((resolve) => answers.push((run) => resolve({ run, series: null, provenance: null }))) });
    const details = useRunDetails();
    const fetched = details.fetch(first.key);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    fake.push('runs.changed', { runs: [first] });
    answers[0]({ ...first, status: 'running' });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1](first);
    expect((await fetched).run.status).toBe('done');
  });
});

describe('runs', () => {
  test('follow events: changed ones are renewed, deleted ones leave', async () => {
    const fake = openStores({ 'runs.columns': () => ({ columns: packRuns([first, second]) }) });
    const runs = useRuns();
    await runs.load();
    fake.push('runs.changed', { runs: [{ ...first, status: 'failed' }, { ...second, deletedAt: '2026-11-24T22:00:00.000Z' }] });
    expect(runs.runs.map(({ key, status }) => [key, status])).toEqual([[first.key, 'failed']]);
    expect(runs.find(first.run)?.key).toBe(first.key);
    expect(runs.find(second.run)).toBe(undefined);
  });

  test('that join the queue are counted as they are after a restart, and change no others', async () => {
    const fake = openStores({ 'runs.columns': () => ({ columns: packRuns([first]) }) });
    const runs = useRuns();
    await runs.load();
    const waiting = { ...second, status: 'queued' as const, metrics: null, finishedAt: null };
    const entry = (run: typeof first) => ({ run, campaign: 'c', paused: false, progress: null, estimateSeconds: null });
    const state = { finished: 0, total: 2, fromStore: 0, etaSeconds: null, threads: 1, engine: 'idle' as const, paused: true, events: [] };
    fake.push('queue.changed', { ...state, entries: [entry(waiting), entry({ ...first, status: 'queued' })] });
    expect(runs.runs.map(({ key, status }) => [key, status])).toEqual([[second.key, 'queued'], [first.key, 'done']]);
  });

  test('stand as the library lists them, however they came: not ended first, then the last to end', () => {
    openStores({});
    const runs = useRuns();
    const ended = (key: string, finishedAt: string | null) => sampleRun(key.repeat(64), { finishedAt });
    runs.merge([ended('c', '2026-11-24T10:00:00.000Z'), ended('d', null), ended('e', '2026-11-24T12:00:00.000Z')]);
    runs.merge([ended('f', '2026-11-24T11:00:00.000Z')]);
    expect(runs.runs.map(({ key }) => key[0])).toEqual(['d', 'e', 'f', 'c']);
  });

  test('a delete can be undone', async () => {
    const fake = openStores({
      'runs.columns': () => ({ columns: packRuns([second]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
      'runs.restore': ({ runs }: { runs: string[] }) => ({ runs }),
    });
    const toasts = useToasts();
    await useRuns().remove([first.key]);
    expect(toasts.toasts[0].message).toBe('1 run moved to the bin.');
    await toasts.undo(toasts.toasts[0]);
    expect(fake.calls.filter(({ procedure }) => procedure === 'runs.restore')).toEqual([{ procedure: 'runs.restore', input: { runs: [first.key] } }]);
    expect(toasts.toasts).toEqual([]);
  });

  test('that were deleted in turn come back in turn after their messages went, and go again', async () => {
    const fake = openStores({
      'runs.columns': () => ({ columns: packRuns([second]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
      'runs.restore': ({ runs }: { runs: string[] }) => ({ runs }),
    });
    const asked = () => fake.calls.filter(({ procedure }) => procedure !== 'runs.columns').map(({ procedure, input }) => `${procedure} ${(input as { runs: string[] }).runs[0][0]}`);
    const [toasts, runs, deletions] = [useToasts(), useRuns(), useDeletions()];
    const settled = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve)));
    await runs.remove([first.key]);
    await runs.remove([second.key]);
    for (const { id } of toasts.toasts) toasts.dismiss(id);
    expect([deletions.undoLatest('datasets'), deletions.redoLatest('runs')]).toEqual([false, false]);
    expect(deletions.undoLatest('runs')).toBe(true);
    await settled();
    expect(toasts.toasts.map(({ message, undo }) => [message, undo])).toEqual([['Undone: 1 run moved to the bin.', null]]);
    expect(deletions.undoLatest('runs')).toBe(true);
    await settled();
    expect(deletions.undoLatest('runs')).toBe(false);
    for (const again of [true, true, false]) {
      expect(deletions.redoLatest('runs')).toBe(again);
      await settled();
    }
    expect(asked()).toEqual(['runs.delete a', 'runs.delete b', 'runs.restore b', 'runs.restore a', 'runs.delete a', 'runs.delete b']);
  });

  test('that a message took back are not taken back twice, and a new delete of the kind ends what could be done again', async () => {
    openStores({
      'runs.columns': () => ({ columns: packRuns([second]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
      'runs.restore': ({ runs }: { runs: string[] }) => ({ runs }),
    });
    const [toasts, runs, deletions] = [useToasts(), useRuns(), useDeletions()];
    await runs.remove([first.key]);
    await toasts.undo(toasts.toasts[0]);
    expect(deletions.undoLatest('runs')).toBe(false);
    const nothing = () => Promise.resolve();
    deletions.tell({ of: 'datasets', message: 'ml-100k is in the bin.', undo: nothing, redo: nothing, stands: () => true });
    expect(deletions.redoLatest('runs')).toBe(true);
    await vi.waitFor(() => expect(toasts.toasts.at(-1)?.message).toBe('1 run moved to the bin.'));
    await toasts.undo(toasts.toasts.at(-1)!);
    await runs.remove([second.key]);
    expect(deletions.redoLatest('runs')).toBe(false);
  });

  test('that left the bin in another way are not taken out of it again', async () => {
    const fake = openStores({
      'runs.columns': () => ({ columns: packRuns([first]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
    });
    const [toasts, runs, deletions] = [useToasts(), useRuns(), useDeletions()];
    await runs.load();
    await runs.remove([first.key]);
    for (const { id } of toasts.toasts) toasts.dismiss(id);
    fake.push('runs.changed', { runs: [first] });
    expect(deletions.undoLatest('runs')).toBe(false);
  });

  test('that could not be taken back can still be', async () => {
    let fails = true;
    openStores({
      'runs.columns': () => ({ columns: packRuns([second]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
      'runs.restore': ({ runs }: { runs: string[] }) => {
        if (fails) throw new LabError('cancelled', 'The lab is away.');
        return { runs };
      },
    });
    const [toasts, runs, deletions] = [useToasts(), useRuns(), useDeletions()];
    await runs.remove([first.key]);
    await toasts.undo(toasts.toasts[0]);
    expect(toasts.toasts.at(-1)).toMatchObject({ message: 'The lab is away.', tone: 'bad' });
    fails = false;
    expect(deletions.undoLatest('runs')).toBe(true);
  });

  test('that went from the bin for good are tried once', async () => {
    openStores({
      'runs.columns': () => ({ columns: packRuns([]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
      'runs.restore': () => {
        throw new LabError('not-found', 'No run is called that.');
      },
    });
    const [toasts, runs, deletions] = [useToasts(), useRuns(), useDeletions()];
    await runs.remove([first.key]);
    await toasts.undo(toasts.toasts[0]);
    expect(toasts.toasts.at(-1)).toMatchObject({ message: 'No run is called that.', tone: 'bad' });
    expect(deletions.undoLatest('runs')).toBe(false);
  });
});

describe('the queue', () => {
  const progress = { key: first.key, phase: 'iteration 3 of 30', iteration: 3, iterations: 30, elapsedSeconds: 4, etaSeconds: 40, trace: [] };
  const state = { finished: 0, total: 2, fromStore: 0, etaSeconds: 80, threads: 1, engine: 'busy' as const, paused: false, events: [] };

  test('tells what runs from what waits, and takes progress by key', () => {
    const fake = openStores({});
    const queue = useQueue();
    const entry = (status: 'running' | 'queued', run: typeof first) => ({ run: { ...run, status }, campaign: 'c', paused: false, progress: null, estimateSeconds: 40 });
    fake.push('queue.changed', { ...state, entries: [entry('running', first), entry('queued', second)] });
    fake.push('runs.progress', progress);
    expect(queue.running.map(({ run }) => run.key)).toEqual([first.key]);
    expect(queue.waiting.map(({ run }) => run.key)).toEqual([second.key]);
    expect(shareDone(queue.running[0])).toBeCloseTo(0.1, 12);
    expect(shareDone(queue.waiting[0])).toBe(null);
  });

  test('keeps the order of moves under way, whatever the host tells from before them', async () => {
    const answers: (() => void)[] = [];
    const fake = openStores({ 'queue.move': () => new Promise((resolve) => answers.push(() => resolve({ moved: true }))) });
    const queue = useQueue();
    const third = { ...first, key: 'c'.repeat(64), run: 'cccccccc' };
    const entry = (run: typeof first) => ({ run: { ...run, status: 'queued' as const }, campaign: 'c', paused: false, progress: null, estimateSeconds: 40 });
    const told = { ...state, entries: [first, second, third].map(entry) };
    const order = () => queue.waiting.map(({ run }) => run.key);
    fake.push('queue.changed', told);
    const moves = [queue.move(first.key, 1)];
    fake.push('queue.changed', told);
    moves.push(queue.move(first.key, 2));
    fake.push('queue.changed', { ...told, entries: [{ ...told.entries[1], run: { ...second, status: 'running' as const } }, told.entries[0], told.entries[2]] });
    expect(queue.running.map(({ run }) => run.key)).toEqual([second.key]);
    expect(order()).toEqual([third.key, first.key]);
    answers.forEach((answer) => answer());
    await Promise.all(moves);
    fake.push('queue.changed', told);
    expect(order()).toEqual([first.key, second.key, third.key]);
  });

  test('moves a waiting run at once, and undoes a cancel at the place where the run stood', async () => {
    const fake = openStores({
      'queue.move': () => ({ moved: true }),
      'queue.cancel': () => ({ cancelled: [second.key] }),
      'queue.retry': () => ({ queued: 1 }),
    });
    const queue = useQueue();
    const third = { ...first, key: 'c'.repeat(64), run: 'cccccccc' };
    const entry = (run: typeof first) => ({ run: { ...run, status: 'queued' as const }, campaign: 'c', paused: false, progress: null, estimateSeconds: 40 });
    const order = () => queue.waiting.map(({ run }) => run.key);
    fake.push('queue.changed', { ...state, entries: [first, second, third].map(entry) });
    await queue.move(third.key, 0);
    expect(order()).toEqual([third.key, first.key, second.key]);
    await queue.move(third.key, 99);
    expect(order()).toEqual([first.key, second.key, third.key]);
    await queue.move(third.key, 2);
    expect(fake.calls.map(({ input }) => input)).toEqual([
      { run: third.key, before: first.key },
      { run: third.key, before: null },
    ]);
    await queue.cancel({ run: second.key });
    const toasts = useToasts();
    await toasts.undo(toasts.toasts[0]);
    expect(fake.calls.slice(-2)).toEqual([
      { procedure: 'queue.retry', input: { runs: [second.key] } },
      { procedure: 'queue.move', input: { run: second.key, before: third.key } },
    ]);
  });

  test('tells that some runs stay paused until one of them goes on', async () => {
    const paused = { run: { ...first, status: 'queued' as const }, campaign: 'c', paused: true, progress: null, estimateSeconds: 40 };
    let now = { ...state, paused: true, entries: [paused, { ...paused, run: { ...paused.run, key: second.key }, paused: false }] };
    const fake = openStores({ 'queue.state': () => now, 'queue.resume': () => ({ paused: false }) });
    const queue = useQueue();
    await queue.load();
    now = { ...now, paused: false };
    await queue.togglePause();
    const told = () => useToasts().toasts.map(({ message }) => message);
    await nextTick();
    expect(told()).toEqual(['The queue goes on. One run stays paused, since it was paused by itself: resume it in Up next.']);
    fake.push('queue.changed', { ...now, finished: 1 });
    await nextTick();
    expect(told()).toHaveLength(1);
    fake.push('queue.changed', { ...now, entries: now.entries.map((entry) => ({ ...entry, paused: false })) });
    await nextTick();
    expect(told()).toEqual([]);
  });

  test('cancels all at once, and undoes it in their order', async () => {
    const fake = openStores({ 'queue.cancel': () => ({ cancelled: [second.key, first.key] }), 'queue.retry': () => ({ queued: 2 }) });
    const queue = useQueue();
    const entry = (run: typeof first) => ({ run: { ...run, status: 'queued' as const }, campaign: 'c', paused: false, progress: null, estimateSeconds: 40 });
    fake.push('queue.changed', { ...state, entries: [first, second].map(entry) });
    await queue.cancel({ runs: [first.key, second.key] });
    const toasts = useToasts();
    expect(toasts.toasts.map(({ message }) => message)).toEqual(['2 runs were cancelled.']);
    await toasts.undo(toasts.toasts[0]);
    expect(fake.calls).toEqual([
      { procedure: 'queue.cancel', input: { runs: [first.key, second.key] } },
      { procedure: 'queue.retry', input: { runs: [first.key, second.key] } },
    ]);
  });
});

describe('imports', () => {
  const file = { fileId: 'f', name: 'ratings.csv' };

  test('keep a failed one with its file and line, to be tried with other options', async () => {
    openStores({
      'datasets.import': () => {
        throw new LabError('bad-input', 'ratings.csv, line 3: no number', [{ message: 'no number', file: 'ratings.csv', line: 3 }]);
      },
    });
    const imports = useImports();
    expect(await imports.start(file, { badRows: 'error' })).toBe(null);
    expect(imports.imports[0].error).toMatchObject({ complaints: [{ line: 3 }] });
    imports.reconsider(imports.imports[0]);
    expect(imports.imports).toEqual([]);
    expect(imports.draft).toEqual({ file, options: { badRows: 'error' } });
  });

  test('tell ratings that the library had from new ones', async () => {
    const dataset = sampleDataset('small');
    let importedAt = '2026-01-01T00:00:00.000Z';
    openStores({ 'datasets.import': () => ({ dataset: { ...dataset, importedAt } }), 'datasets.list': () => ({ datasets: [dataset] }) });
    const imports = useImports();
    expect(await imports.start(file, { name: 'other' })).toMatchObject({ dataset: { name: 'small' }, known: true });
    importedAt = new Date(Date.now() + 1000).toISOString();
    expect(await imports.start(file, {})).toMatchObject({ known: false });
  });

  test('forget a cancelled one', async () => {
    openStores({
      'datasets.import': () => {
        throw new LabError('cancelled', 'cancelled');
      },
    });
    const imports = useImports();
    await imports.start(file, {});
    expect(imports.imports).toEqual([]);
  });
});

describe('the campaigns', () => {
  test.each([
    { runs: 3, done: 3, failed: 0, said: 'Push has ended: all 3 runs are stored.' },
    { runs: 3, done: 1, failed: 0, said: 'Push has ended: 1 of 3 runs are stored, the others were cancelled.' },
    { runs: 3, done: 1, failed: 2, said: 'Push has ended: 2 of 3 runs failed.' },
    { runs: 3, done: 0, failed: 3, said: 'Push has ended: 3 of 3 runs failed.', to: 'campaign-runs' },
    { runs: 1, done: 0, failed: 0, said: 'Push was cancelled; nothing is stored.', to: 'design' },
  ])('an end with $done done and $failed failed is told as it is, and leads to what there is', async ({ runs, done, failed, said, to = 'compare' }) => {
    const campaign = { name: 'Push', datasetName: 'ml-100k', runs, done, listed: runs, active: false, updatedAt: '2026-11-24T12:00:00.000Z' };
    const { push } = openStores({ 'campaigns.list': () => ({ campaigns: [campaign] }) });
    useCampaigns();
    push('campaigns.finished', { campaign: 'Push', done, failed });
    await vi.waitFor(() => expect(useToasts().toasts.map(({ message, link }) => [message, link?.to])).toEqual([[said, { name: to, params: { campaign: 'Push' } }]]));
  });

  test('are counted again as their runs end, once for many that end together', async () => {
    let done = 0;
    const summary = () => ({ name: 'Push', datasetName: 'ml-100k', runs: 3, done, listed: 3, active: true, updatedAt: '2026-11-24T12:00:00.000Z' });
    const { push, calls } = openStores({ 'campaigns.list': () => ({ campaigns: [summary()] }) });
    const campaigns = useCampaigns();
    for (done = 1; done < 3; done++) push('runs.changed', { runs: [done === 1 ? first : second] });
    await vi.waitFor(() => expect(campaigns.find('Push')?.done).toBe(3));
    expect(calls).toHaveLength(1);
  });

  test('Undo of a replacement takes back that one, though there was another since, and open views read anew', async () => {
    const campaign = newCampaign('Push', 'built-in', describedComponents());
    let binned = 0;
    const { calls } = openStores({
      'campaigns.list': () => ({ campaigns: [] }),
      'campaigns.replace': () => ({ campaign, binned: ++binned }),
      'campaigns.takeBack': () => ({ campaign }),
    });
    const campaigns = useCampaigns();
    await campaigns.replace(campaign, 0);
    await campaigns.replace(campaign, 0);
    await useToasts().toasts[0].undo?.();
    expect(calls.filter(({ procedure }) => procedure === 'campaigns.takeBack').map(({ input }) => input)).toEqual([{ campaign: 'Push', binned: 1 }]);
    expect([campaigns.replaced, useReportChanges().changes]).toEqual([3, 3]);
  });
});
